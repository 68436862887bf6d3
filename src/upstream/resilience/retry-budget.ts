import type { Clock } from '../../domain/clock.ts';

const windowMs = 60_000;
const partMs = 5_000;
/** Retries over calls, at most. */
const share = 0.1;

/**
 * Keeps retries to a tenth of the calls of the last minute, so that they help with a hiccup and don't add to an outage.
 * One retry is allowed even when there were fewer than ten calls.
 */
export class RetryBudget {
  readonly #clock: Clock;
  #parts: { readonly startMs: number; calls: number; retries: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  countCall(): void {
    this.#part().calls += 1;
  }

  /** Whether one more retry is within the budget; when so, it is counted. */
  spend(): boolean {
    const part = this.#part();
    const calls = this.#parts.reduce((sum, each) => sum + each.calls, 0);
    const retries = this.#parts.reduce((sum, each) => sum + each.retries, 0);
    // The calls that were retries themselves don't earn more.
    if (retries >= Math.max(1, Math.floor((calls - retries) * share))) return false;
    part.retries += 1;
    return true;
  }

  #part() {
    const nowMs = this.#clock.now();
    const last = this.#parts.at(-1);
    if (last && nowMs - last.startMs < partMs) return last;
    this.#parts = this.#parts.filter(({ startMs }) => nowMs - startMs < windowMs);
    const part = { startMs: nowMs, calls: 0, retries: 0 };
    this.#parts.push(part);
    return part;
  }
}
