import type { Clock } from '../../domain/clock.ts';
import { VendorRefusal } from './errors.ts';

/** At most so many requests in any window; without a limit nothing is refused. The vendor documents the error only. */
export function createRateLimit(
  clock: Clock,
  limit: { readonly requests: number; readonly windowMs: number } | undefined,
): () => void {
  let takenMs: number[] = [];
  return () => {
    if (!limit) return;
    const nowMs = clock.now();
    takenMs = takenMs.filter((atMs) => atMs > nowMs - limit.windowMs);
    const oldestMs = takenMs[0];
    if (oldestMs !== undefined && takenMs.length >= limit.requests) {
      throw new VendorRefusal('RATE_LIMITED', 'too many requests', {
        retry_after_seconds: Math.ceil((oldestMs + limit.windowMs - nowMs) / 1000),
      });
    }
    takenMs.push(nowMs);
  };
}
