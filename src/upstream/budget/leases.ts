/** Calls in flight, each forgotten when its lease runs out. */
export class Leases {
  /** null = any number at once. */
  readonly #limit: number | null;
  readonly #expiresAtMs = new Map<string, number>();

  constructor(limit: number | null) {
    this.#limit = limit;
  }

  /** Milliseconds until a place frees by itself; a release may come earlier. */
  waitMs(nowMs: number): number {
    this.#forget(nowMs);
    if (this.#limit === null || this.#expiresAtMs.size < this.#limit) return 0;
    return Math.max(1, Math.min(...this.#expiresAtMs.values()) - nowMs);
  }

  add(id: string, expiresAtMs: number): void {
    this.#expiresAtMs.set(id, expiresAtMs);
  }

  release(id: string): void {
    this.#expiresAtMs.delete(id);
  }

  /** Releases it at that time, if it is still held and would be later. */
  shorten(id: string, expiresAtMs: number): void {
    const held = this.#expiresAtMs.get(id);
    if (held !== undefined) this.#expiresAtMs.set(id, Math.min(held, expiresAtMs));
  }

  inFlight(nowMs: number): number {
    this.#forget(nowMs);
    return this.#expiresAtMs.size;
  }

  #forget(nowMs: number): void {
    for (const [id, expiresAtMs] of this.#expiresAtMs) if (expiresAtMs <= nowMs) this.#expiresAtMs.delete(id);
  }
}
