/** Calls in flight, each ended by its answer or when its lease runs out. */
export class Leases {
  /** null = any number at once. */
  readonly #limit: number | null;
  readonly #onEnd: (atMs: number) => void;
  /** Expiry by id, those that expire first foremost: all leases are of one length. */
  readonly #held = new Map<string, number>();
  /** Those given up, which end sooner; in order too. */
  readonly #leaving = new Map<string, number>();
  /** None runs out before. */
  #nextExpiryMs = Number.POSITIVE_INFINITY;

  /** `onEnd` is told when a call has ended, perhaps later than it did. */
  constructor(limit: number | null, onEnd: (atMs: number) => void) {
    this.#limit = limit;
    this.#onEnd = onEnd;
  }

  /** Milliseconds until a place frees by itself; a release may come earlier. */
  waitMs(nowMs: number): number {
    if (this.#limit === null || this.inFlight(nowMs) < this.#limit) return 0;
    const [heldUntilMs = Number.POSITIVE_INFINITY] = this.#held.values();
    const [leavingAtMs = Number.POSITIVE_INFINITY] = this.#leaving.values();
    return Math.max(1, Math.min(heldUntilMs, leavingAtMs) - nowMs);
  }

  add(id: string, expiresAtMs: number): void {
    this.#held.set(id, expiresAtMs);
    this.#nextExpiryMs = Math.min(this.#nextExpiryMs, expiresAtMs);
  }

  /** The call has its answer. One whose lease ran out before ends once more: it may have arrived since. */
  release(id: string, nowMs: number): void {
    this.#expire(nowMs);
    if (!this.#held.delete(id)) this.#leaving.delete(id);
    this.#onEnd(nowMs);
  }

  /** The call was given up, and ends at that time, unless its lease runs out before. */
  shorten(id: string, expiresAtMs: number): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    this.#held.delete(id);
    this.#leaving.set(id, Math.min(held, expiresAtMs));
    this.#nextExpiryMs = Math.min(this.#nextExpiryMs, expiresAtMs);
  }

  /** The call was never sent. Gives when its lease would have run out; undefined when it has. */
  cancel(id: string): number | undefined {
    const expiresAtMs = this.#held.get(id);
    this.#held.delete(id);
    return expiresAtMs;
  }

  inFlight(nowMs: number): number {
    this.#expire(nowMs);
    return this.#held.size + this.#leaving.size;
  }

  #expire(nowMs: number): void {
    if (nowMs < this.#nextExpiryMs) return;
    this.#nextExpiryMs = Math.min(this.#expireFrom(this.#held, nowMs), this.#expireFrom(this.#leaving, nowMs));
  }

  /** Gives when the next will run out. */
  #expireFrom(leases: Map<string, number>, nowMs: number): number {
    for (const [id, expiresAtMs] of leases) {
      if (expiresAtMs > nowMs) return expiresAtMs;
      leases.delete(id);
      this.#onEnd(expiresAtMs);
    }
    return Number.POSITIVE_INFINITY;
  }
}
