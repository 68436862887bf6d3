/** At most `requests` in any window of `spanMs`, exactly: the times of the last ones are kept. */
export class SlidingWindow {
  readonly #requests: number;
  readonly #spanMs: number;
  /** Oldest first. */
  #sentAtMs: number[] = [];

  constructor(requests: number, spanMs: number) {
    this.#requests = requests;
    this.#spanMs = spanMs;
  }

  /** Milliseconds until a call behind `ahead` others may go, all going as early as they may. */
  waitMs(nowMs: number, ahead = 0): number {
    this.#forget(nowMs);
    const rounds = Math.floor(ahead / this.#requests);
    const place = this.#sentAtMs.length + (ahead % this.#requests) - this.#requests;
    const freesAtMs = place < 0 ? nowMs : (this.#sentAtMs[place] ?? nowMs) + this.#spanMs;
    return Math.max(0, freesAtMs - nowMs) + rounds * this.#spanMs;
  }

  add(nowMs: number): void {
    this.#sentAtMs.push(nowMs);
  }

  /** Takes back one call of that time. */
  takeBack(atMs: number): void {
    const index = this.#sentAtMs.lastIndexOf(atMs);
    if (index >= 0) this.#sentAtMs.splice(index, 1);
  }

  /** A call of that time counts from now on, also when it was forgotten already. */
  move(atMs: number, nowMs: number): void {
    this.takeBack(atMs);
    this.add(nowMs);
  }

  remaining(nowMs: number): number {
    this.#forget(nowMs);
    return Math.max(0, this.#requests - this.#sentAtMs.length);
  }

  /** When the whole window is free again if nothing else is sent. */
  resetsAtMs(nowMs: number): number {
    const last = this.#sentAtMs.at(-1);
    return last === undefined ? nowMs : last + this.#spanMs;
  }

  #forget(nowMs: number): void {
    // A clock set back must not stretch the wait: what was sent "later" than now was sent now at the latest.
    if ((this.#sentAtMs.at(-1) ?? 0) > nowMs) this.#sentAtMs = this.#sentAtMs.map((at) => Math.min(at, nowMs));
    const first = this.#sentAtMs.findIndex((at) => at + this.#spanMs > nowMs);
    this.#sentAtMs.splice(0, first < 0 ? this.#sentAtMs.length : first);
  }
}
