/**
 * At most `requests` arrive at the vendor in any window, whenever each arrives between its grant and its end: a call
 * takes a place from its grant until one span after its end. Those under way are counted by the caller (`held`).
 *
 * Ends are kept by parts of a thousandth of the span, a millisecond at least, each counted as ending with its part: a
 * limit of a million costs no more memory than one of a thousand.
 */
export class SlidingWindow {
  readonly #requests: number;
  readonly #spanMs: number;
  readonly #partMs: number;
  /** Oldest first. */
  #ended: { atMs: number; calls: number }[] = [];
  #total = 0;

  /** `spanMs`: the vendor's window and the guard. */
  constructor(requests: number, spanMs: number) {
    this.#requests = requests;
    this.#spanMs = spanMs;
    this.#partMs = Math.max(1, Math.floor(spanMs / mostParts));
  }

  /**
   * Milliseconds until a call behind `ahead` others may go, at the earliest: all going as early as they may, and those
   * under way ending now.
   */
  waitMs(nowMs: number, held: number, ahead = 0): number {
    this.#forget(nowMs);
    const rounds = Math.floor(ahead / this.#requests);
    const place = held + this.#total + (ahead % this.#requests) - this.#requests;
    const freesInMs = place < 0 ? 0 : this.#freesInMs(place, nowMs);
    return freesInMs + rounds * this.#spanMs;
  }

  /** A call has ended: answered, or given up so long ago that it cannot arrive any more. */
  end(atMs: number): void {
    const partEndMs = Math.ceil(atMs / this.#partMs) * this.#partMs;
    const last = this.#ended.at(-1);
    this.#total += 1;
    // What is learned late counts as ended with the last: the order is kept, and a place is free a little later.
    if (last && partEndMs <= last.atMs) last.calls += 1;
    else this.#ended.push({ atMs: partEndMs, calls: 1 });
  }

  remaining(nowMs: number, held: number): number {
    this.#forget(nowMs);
    return Math.max(0, this.#requests - this.#total - held);
  }

  /** When the whole window is free again if nothing else is sent, at the earliest. */
  resetsAtMs(nowMs: number, held: number): number {
    if (held > 0) return nowMs + this.#spanMs;
    const last = this.#ended.at(-1);
    return last ? last.atMs + this.#spanMs : nowMs;
  }

  /** Until the place of that number is free, counted from the first that is. */
  #freesInMs(place: number, nowMs: number): number {
    let freed = 0;
    for (const { atMs, calls } of this.#ended) {
      freed += calls;
      if (freed > place) return atMs + this.#spanMs - nowMs;
    }
    return this.#spanMs;
  }

  #forget(nowMs: number): void {
    const last = this.#ended.at(-1);
    // A clock set back must not stretch the wait: what ended "later" than now ended now at the latest.
    if (last && last.atMs >= nowMs + this.#partMs) {
      for (const part of this.#ended) part.atMs = Math.min(part.atMs, nowMs);
    }
    for (let first = this.#ended[0]; first && first.atMs + this.#spanMs <= nowMs; first = this.#ended[0]) {
      this.#ended.shift();
      this.#total -= first.calls;
    }
  }
}

const mostParts = 1_000;
