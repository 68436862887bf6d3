import type { Clock } from '../domain/clock.ts';
import type { Principal } from './principal.ts';

/** Timers count no further than this many milliseconds. */
const longestSleepMs = 2 ** 31 - 1;

/** Resolves when the principal's credential has ended, at once if it has; never for one that does not end by itself. */
export async function untilExpired(principal: Principal, clock: Clock, signal: AbortSignal): Promise<void> {
  const { expiresAtMs } = principal;
  if (expiresAtMs === null) return new Promise(() => {});
  for (let leftMs = expiresAtMs - clock.now(); leftMs > 0; leftMs = expiresAtMs - clock.now()) {
    await clock.sleep(Math.min(leftMs, longestSleepMs), signal);
  }
}
