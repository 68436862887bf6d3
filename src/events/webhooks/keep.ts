/** `auto: true`: keeps vendors posting to this gateway, from its start on, whatever happens to the registration. */

import type { Clock } from '../../domain/clock.ts';
import { type Call, createCallTrace } from '../../upstream/call.ts';
import { type EnsureDeps, ensureWebhook } from './ensure.ts';
import { toAutoWish, type WebhookTarget } from './target.ts';

export interface KeepOptions extends EnsureDeps {
  readonly targets: readonly WebhookTarget[];
  /** Between two looks at what a vendor has registered, by whichever replica, milliseconds; default one hour. */
  readonly checkIntervalMs?: number;
  /** From 0 to below 1, as Math.random, which is the default; spreads the looks. */
  readonly random?: () => number;
}

/** One look may take so long, milliseconds; well below what a hold lasts. */
const lookTimeoutMs = 30_000;
const firstPauseMs = 5_000;
const longestPauseMs = 300_000;

/** Resolves when the signal has aborted and nothing is under way. Never rejects: a vendor that fails is asked again. */
export async function keepWebhooks(options: KeepOptions, signal: AbortSignal): Promise<void> {
  await Promise.all(options.targets.filter(({ auto }) => auto).map((target) => keepOne(target, options, signal)));
}

async function keepOne(target: WebhookTarget, options: KeepOptions, signal: AbortSignal): Promise<void> {
  const { clock, logger, checkIntervalMs = 3_600_000, random = Math.random } = options;
  const { tenantId, vendor } = target;
  let failures = 0;
  let isFirst = true;
  while (!signal.aborted) {
    let pauseMs = checkIntervalMs * (0.9 + 0.2 * random());
    try {
      // What another replica has looked at meanwhile needs no second look; at a start the config may have changed.
      const dueBefore = isFirst ? Number.POSITIVE_INFINITY : clock.now() - checkIntervalMs * 0.8;
      const isDue = (record: { readonly checked_at_ms: number }) => record.checked_at_ms <= dueBefore;
      await ensureWebhook(target, toAutoWish(target), createLook(clock, signal), options, isDue);
      failures = 0;
      isFirst = false;
    } catch (err) {
      if (signal.aborted) return;
      pauseMs = Math.min(firstPauseMs * 2 ** Math.min(failures, 10), longestPauseMs) * (0.5 + random());
      failures += 1;
      logger.warn({ tenantId, vendor, err }, 'the webhook could not be looked after; it is tried again');
    }
    await clock.sleep(pauseMs, signal).catch(() => {});
  }
}

function createLook(clock: Clock, signal: AbortSignal): Call {
  return {
    signal: AbortSignal.any([signal, AbortSignal.timeout(lookTimeoutMs)]),
    deadlineMs: clock.now() + lookTimeoutMs,
    priority: 'refresh',
    trace: createCallTrace(),
  };
}
