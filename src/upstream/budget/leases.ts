/** Calls in flight, each ended by its answer or when its lease runs out. */
export class Leases {
  /** null = any number at once. */
  readonly #limit: number | null;
  readonly #onEnd: (atMs: number) => void;
  /** Expiry by id. */
  readonly #held = new Map<string, number>();
  /** None runs out before: most end by their answer, so that they need not all be looked at each time. */
  #nextExpiryMs = Number.POSITIVE_INFINITY;

  /** `onEnd` is told when a call has ended, perhaps later than it did. */
  constructor(limit: number | null, onEnd: (atMs: number) => void) {
    this.#limit = limit;
    this.#onEnd = onEnd;
  }

  /** Milliseconds until a place may free by itself; a release may come earlier. */
  waitMs(nowMs: number): number {
    if (this.#limit === null || this.inFlight(nowMs) < this.#limit) return 0;
    return Math.max(1, this.#nextExpiryMs - nowMs);
  }

  add(id: string, expiresAtMs: number): void {
    this.#held.set(id, expiresAtMs);
    this.#nextExpiryMs = Math.min(this.#nextExpiryMs, expiresAtMs);
  }

  /** The call has its answer. One whose lease ran out before ends once more: it may have arrived since. */
  release(id: string, nowMs: number): void {
    this.#expire(nowMs);
    this.#held.delete(id);
    this.#onEnd(nowMs);
  }

  /** The call was given up, and ends at that time, unless its lease runs out before. */
  shorten(id: string, expiresAtMs: number): void {
    const held = this.#held.get(id);
    if (held !== undefined) this.add(id, Math.min(held, expiresAtMs));
  }

  /** The call was never sent. Gives when its lease would have run out; undefined when it has. */
  cancel(id: string): number | undefined {
    const expiresAtMs = this.#held.get(id);
    this.#held.delete(id);
    return expiresAtMs;
  }

  inFlight(nowMs: number): number {
    this.#expire(nowMs);
    return this.#held.size;
  }

  #expire(nowMs: number): void {
    if (nowMs < this.#nextExpiryMs) return;
    this.#nextExpiryMs = Number.POSITIVE_INFINITY;
    for (const [id, expiresAtMs] of this.#held) {
      if (expiresAtMs > nowMs) this.#nextExpiryMs = Math.min(this.#nextExpiryMs, expiresAtMs);
      else {
        this.#held.delete(id);
        this.#onEnd(expiresAtMs);
      }
    }
  }
}
