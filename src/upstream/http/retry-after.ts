/** The longest pause a vendor may ask of us; after it one call finds out. Guards against an absurd date. */
export const maxPauseMs = 3_600_000;

/**
 * Milliseconds a Retry-After header asks to wait: seconds or an HTTP date (RFC 9110, 10.2.3).
 * undefined when absent, unreadable or in the past: the sender then chooses its own pause.
 */
export function parseRetryAfter(header: string | readonly string[] | undefined, nowMs: number): number | undefined {
  const text = (typeof header === 'string' ? header : header?.[0])?.trim();
  if (!text) return undefined;
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return clampPause(waitMs);
}

/** A wait within reason; undefined when it is none. */
export function clampPause(waitMs: number | undefined): number | undefined {
  if (waitMs === undefined || !(waitMs > 0)) return undefined;
  return Math.ceil(Math.min(waitMs, maxPauseMs));
}
