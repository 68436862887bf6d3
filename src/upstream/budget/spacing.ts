/**
 * Spreads the turns evenly over the rate window while several tenants want them: else one that floods would use up each
 * window in its first moment, and one that asks little would wait for the next.
 */

/** Who has not asked for so long no longer counts as wanting turns. */
const rememberedMs = 5_000;

export class Spacing {
  readonly #spacingMs: number;
  readonly #askedAtMs = new Map<string, number>();
  #nextAtMs = Number.NEGATIVE_INFINITY;

  /** `spacingMs`: between two turns of an evenly used window; 0 = there is no window. */
  constructor(spacingMs: number) {
    this.#spacingMs = spacingMs;
  }

  /** A tenant asks for a turn. */
  ask(tenantId: string, nowMs: number): void {
    this.#askedAtMs.set(tenantId, nowMs);
  }

  /** Milliseconds until the next turn may be given. */
  waitMs(nowMs: number): number {
    if (this.#spacingMs === 0 || this.#askedAtMs.size < 2) return 0;
    for (const [tenantId, atMs] of this.#askedAtMs) {
      if (nowMs - atMs >= rememberedMs) this.#askedAtMs.delete(tenantId);
    }
    return this.#askedAtMs.size < 2 ? 0 : Math.max(0, this.#nextAtMs - nowMs);
  }

  /** A turn was given. */
  give(nowMs: number): void {
    // A turn that came a little late, as timers do, does not put off the next.
    this.#nextAtMs = Math.max(this.#nextAtMs, nowMs - this.#spacingMs) + this.#spacingMs;
  }
}
