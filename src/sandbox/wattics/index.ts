/**
 * Wattics as a real HTTP server: the push collector (Basic auth, one packet a request) and the dashboard API (raw
 * token), which in reality are two hosts. What is pushed is stored and read back on both sides.
 */

import { type Clock, systemClock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { type SandboxServer, startSandboxServer } from '../server.ts';
import { demoCredentials } from '../world.ts';
import { type Administration, createAdministration } from './administration.ts';
import { type AcceptedPacket, createCollector, type PushViolation } from './collector.ts';
import { dashboardReply } from './dashboard.ts';
import { createMeasurements } from './measurements.ts';
import { createRecords, type Records } from './records.ts';
import { createWatticsWorld, type WorldSize } from './world.ts';

export interface WatticsSandboxOptions {
  /** 0 (default) = any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Basic credentials of the collector; the demo's by default. */
  readonly username?: string;
  readonly password?: string;
  /** Token of the dashboard API; the demo's by default. */
  readonly token?: string;
  /** A larger world than the demo's three sites. */
  readonly world?: WorldSize;
  /** Put before every name, to tell two tenants with the same ids apart. */
  readonly marker?: string;
  /** IANA time zone of the sites, in which days and months are given. Default Europe/Dublin. */
  readonly timeZone?: string;
  /** How long the collector takes over a packet, in milliseconds. Default 0. */
  readonly pushLatencyMs?: number;
}

export interface WatticsSandbox extends SandboxServer {
  /** What `push.url` of the config wants, trailing slash included. */
  readonly pushUrl: string;
  /** What `dashboard.baseUrl` of the config wants. */
  readonly dashboardUrl: string;
  /** Rules broken by the pushes seen. */
  readonly violations: readonly PushViolation[];
  /** Packets stored, in their order. */
  readonly accepted: readonly AcceptedPacket[];
  /** Sessions that the collector has begun. */
  readonly sessions: ReadonlySet<string>;
  /** What was set up, as it is now. */
  readonly administration: Administration;
  readonly records: Records;
}

/** `POST /__sandbox/violations` lists the rules broken by the pushes seen. */
export async function startWatticsSandbox(options: WatticsSandboxOptions = {}): Promise<WatticsSandbox> {
  const clock = options.clock ?? systemClock;
  const world = createWatticsWorld({
    marker: options.marker ?? '',
    timeZone: options.timeZone ?? 'Europe/Dublin',
    ...(options.world ? { size: options.world } : {}),
  });
  const administration = createAdministration(world);
  const measurements = createMeasurements(world, clock, (reference) =>
    [...administration.records.meters.values()].some((meter) => meter.reference === reference),
  );
  const collector = createCollector({
    clock,
    measurements,
    username: options.username ?? demoCredentials.wattics.username,
    password: options.password ?? demoCredentials.wattics.password,
    latencyMs: options.pushLatencyMs ?? 0,
  });
  const token = options.token ?? demoCredentials.wattics.token;

  const records = createRecords(world, administration);
  const board = { token, world, measurements, administration, records };

  const handle = (request: SandboxRequest): SandboxReply | Promise<SandboxReply> => {
    if (request.segments[0] === 'measurements') return collector.handle(request);
    if (request.segments[0] === 'api') return dashboardReply(request, board);
    return { status: 404, json: { error: 'Not found' } };
  };

  const server = await startSandboxServer({
    name: 'wattics',
    port: options.port ?? 0,
    clock,
    handle,
    controls: { violations: () => collector.violations },
  });
  return Object.assign(server, {
    pushUrl: `${server.url}/measurements/v2/unifiedjson/`,
    dashboardUrl: `${server.url}/api/v1`,
    violations: collector.violations,
    accepted: collector.accepted,
    sessions: collector.sessions,
    administration,
    records,
  });
}
