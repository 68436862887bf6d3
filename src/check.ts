/** The `check` command: one authenticated call to every vendor of every tenant, a line each. */

import type { Logger } from 'pino';
import { createTenants } from './app/tenants.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './domain/clock.ts';
import { toAppError } from './errors.ts';
import { createMetrics } from './metrics.ts';
import { createCallTrace } from './upstream/call.ts';
import { createUpstream } from './upstream/upstream.ts';
import type { VendorSource } from './vendors/vendor.ts';

/** Longest a vendor may take, retries included, in milliseconds. */
const pingTimeoutMs = 15_000;

/** Prints `<tenant> <vendor>: ok`, or the code and why. Resolves to whether all went well. */
export async function checkVendors(
  config: Pick<Config, 'server' | 'tenants'>,
  log: Logger,
  print: (line: string) => void,
  clock: Clock = systemClock,
): Promise<boolean> {
  const allowPrivateHosts = config.server.allowPrivateVendorHosts;
  const upstream = createUpstream({ clock, metrics: createMetrics(), log, allowPrivateHosts });
  const tenants = createTenants(config.tenants, { upstream, clock });
  let allWell = true;
  for (const { id, sources } of tenants.values()) {
    for (const source of sources.values()) {
      const fault = await ping(source, clock);
      if (fault !== undefined) allWell = false;
      print(`${id} ${source.vendor}: ${fault ?? 'ok'}`);
    }
  }
  await upstream.stop();
  return allWell;
}

async function ping(source: VendorSource, clock: Clock): Promise<string | undefined> {
  try {
    await source.ping({
      signal: AbortSignal.timeout(pingTimeoutMs),
      deadlineMs: clock.now() + pingTimeoutMs,
      priority: 'interactive',
      trace: createCallTrace(),
    });
    return undefined;
  } catch (error) {
    const { code, message } = toAppError(error);
    return `${code}: ${message}`;
  }
}
