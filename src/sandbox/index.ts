/** The five sandbox vendors together: for the demo, and alone for development. */

import { type DigiwattSandbox, startDigiwattSandbox } from './digiwatt/index.ts';
import { type EnerkeySandbox, startEnerkeySandbox } from './enerkey/index.ts';
import { type EquiwattSandbox, startEquiwattSandbox } from './equiwatt/index.ts';
import { startWatticsSandbox, type WatticsSandbox } from './wattics/index.ts';
import { startWattshiftSandbox, type WattshiftSandbox } from './wattshift/index.ts';
import { demoCredentials, sandboxPorts } from './world.ts';

export interface Sandboxes {
  readonly equiwatt: EquiwattSandbox;
  readonly digiwatt: DigiwattSandbox;
  readonly wattshift: WattshiftSandbox;
  readonly wattics: WatticsSandbox;
  readonly enerkey: EnerkeySandbox;
  stop(): Promise<void>;
}

export interface SandboxesOptions {
  /** Ports by vendor; absent = any free ones. */
  readonly ports?: Readonly<Record<keyof typeof sandboxPorts, number>>;
}

export async function startSandboxes({ ports }: SandboxesOptions = {}): Promise<Sandboxes> {
  const [equiwatt, digiwatt, wattshift, wattics, enerkey] = await Promise.all([
    startEquiwattSandbox({ port: ports?.equiwatt ?? 0 }),
    startDigiwattSandbox({ port: ports?.digiwatt ?? 0 }),
    startWattshiftSandbox({ port: ports?.wattshift ?? 0 }),
    startWatticsSandbox({ port: ports?.wattics ?? 0 }),
    startEnerkeySandbox({ port: ports?.enerkey ?? 0 }),
  ]);
  const servers = [equiwatt, digiwatt, wattshift, wattics, enerkey];
  return {
    ...{ equiwatt, digiwatt, wattshift, wattics, enerkey },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** `npm run sandbox`: the five on their fixed ports. @returns what to tell whoever started them. */
export async function startFixedSandboxes(): Promise<{ readonly lines: readonly string[]; stop(): Promise<void> }> {
  const sandboxes = await startSandboxes({ ports: sandboxPorts });
  return { lines: describe(sandboxes), stop: () => sandboxes.stop() };
}

function describe(sandboxes: Sandboxes): readonly string[] {
  const { equiwatt, digiwatt, wattshift, wattics, enerkey } = demoCredentials;
  return [
    `equiwatt   ${sandboxes.equiwatt.url}  x-api-key: ${equiwatt.apiKey}  tenant: ${equiwatt.tenantUuid}`,
    `digiwatt   ${sandboxes.digiwatt.url}  client: ${digiwatt.clientId} / ${digiwatt.clientSecret}  company: ${digiwatt.companyCode}`,
    `wattshift  ${sandboxes.wattshift.url}  x-ws-api-key: ${wattshift.apiKey}`,
    `wattics    ${sandboxes.wattics.url}  push: ${wattics.username} / ${wattics.password}  dashboard token: ${wattics.token}`,
    `enerkey    ${sandboxes.enerkey.url}  authorization: ${enerkey.primaryKey} or ${enerkey.secondaryKey}`,
    '',
    'Each takes  GET|POST|DELETE /__sandbox/faults   GET /__sandbox/calls   POST /__sandbox/reset',
    `e.g. curl -X POST ${sandboxes.enerkey.url}/__sandbox/faults -d '{"kind":"latency","ms":2000}'`,
  ];
}
