/**
 * EnerKey as a real HTTP server: facilities, a meter tree, hourly and monthly values of the ten households, actions.
 * As strict as its contract: bare key, scopes, daily counter, ProblemDetails, answers in the request's timestamp form.
 */

import { z } from 'zod';
import { type Clock, systemClock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { type SandboxServer, startSandboxServer } from '../server.ts';
import { demoCredentials } from '../world.ts';
import { createKeyring, type KeyName, type KeyScope } from './keys.ts';
import { routeReply } from './routes.ts';
import { createEnerkeyWorld, type EnerkeyWorld, type WorldSize } from './world.ts';

export interface EnerkeySandboxOptions {
  /** 0 (default) = any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** The two keys of the profile; the demo's by default. */
  readonly keys?: Readonly<Partial<Record<KeyName, string>>>;
  /** Keys outside their validity dates from the start; see `setKeyEnabled`. */
  readonly disabledKeys?: readonly KeyName[];
  /** What the keys open. Default `profile`. */
  readonly scope?: KeyScope;
  /** Requests a key has in any rolling 24 hours. Default 40 000. */
  readonly dailyLimit?: number;
  /** The development portal's 20 requests in any 10 seconds a key. Default false. */
  readonly developmentPortal?: boolean;
  /** A larger world than the demo's three facilities. */
  readonly world?: WorldSize;
  /** Meters that measure cumulative readings; the others measure consumption. Default none. */
  readonly cumulativeMeterIds?: readonly number[];
  /** Put before every name, to tell two tenants with the same ids apart. */
  readonly marker?: string;
  /** Whether a facility carries its properties itself. Default true; false leaves them to GetFacilityProperties. */
  readonly inlineProperties?: boolean;
}

export interface EnerkeySandbox extends SandboxServer {
  /** Opens or ends the validity of a key, as a rotation does. */
  setKeyEnabled(name: KeyName, enabled: boolean): void;
  /** What it holds, as it is now. */
  readonly world: EnerkeyWorld;
}

const keyControlSchema = z.strictObject({ key: z.enum(['primary', 'secondary']), enabled: z.boolean() });

/** `POST /__sandbox/key` with `{ "key": "primary", "enabled": false }` does what `setKeyEnabled` does. */
export async function startEnerkeySandbox(options: EnerkeySandboxOptions = {}): Promise<EnerkeySandbox> {
  const clock = options.clock ?? systemClock;
  const world = createEnerkeyWorld({
    marker: options.marker ?? '',
    inlineProperties: options.inlineProperties ?? true,
    cumulativeMeterIds: options.cumulativeMeterIds ?? [],
    ...(options.world ? { size: options.world } : {}),
  });
  const keyring = createKeyring({
    clock,
    keys: {
      primary: options.keys?.primary ?? demoCredentials.enerkey.primaryKey,
      secondary: options.keys?.secondary ?? demoCredentials.enerkey.secondaryKey,
    },
    disabled: options.disabledKeys ?? [],
    dailyLimit: options.dailyLimit ?? 40_000,
    developmentPortal: options.developmentPortal ?? false,
  });
  const scope = options.scope ?? 'profile';

  const handle = (request: SandboxRequest): SandboxReply => {
    const admission = keyring.admit(request.headers.authorization);
    if (admission.kind === 'refused') return { status: 401 };
    if (admission.kind === 'limited') return { status: 429 };
    const reply = routeReply(world, request, scope);
    return { ...reply, headers: { ...reply.headers, 'x-rate-limit': String(admission.remaining) } };
  };

  const server = await startSandboxServer({
    name: 'enerkey',
    port: options.port ?? 0,
    clock,
    handle,
    controls: {
      key: (input) => {
        const { key, enabled } = keyControlSchema.parse(input);
        keyring.setEnabled(key, enabled);
        return { key, enabled };
      },
    },
  });
  // Live getters of the server (its call list) must stay live, so it is extended rather than copied.
  return Object.assign(server, { setKeyEnabled: keyring.setEnabled, world });
}
