/** A load that several readers share: it is aborted only when all of them are gone. */

import type { Call, Priority } from '../call.ts';

export class Flight<T> {
  /** Settles once for all who wait. */
  readonly result: Promise<T>;
  readonly #aborted = new AbortController();
  #waiting = 0;
  #settled = false;
  readonly #call: SharedCall;

  /** The shared call counts on the trace of who started it, and lives as long as the latest deadline among its readers. */
  constructor(starter: Call, priority: Priority, load: (call: Call) => Promise<T>) {
    const shared = new SharedCall(this.#aborted.signal, priority, starter);
    this.#call = shared;
    this.result = Promise.resolve()
      .then(() => load(shared))
      .finally(() => {
        this.#settled = true;
      });
    // Whoever still waits hears of a rejection; when nobody does, nobody needs to.
    this.result.catch(() => undefined);
  }

  /** False when joining would get nothing: its readers have all left. */
  get joinable(): boolean {
    return !this.#aborted.signal.aborted;
  }

  /** The result, or a rejection with `reason()` as soon as the reader's own operation ends. */
  wait(call: Call, reason: () => Error): Promise<T> {
    this.#waiting += 1;
    this.#call.deadlineMs = Math.max(this.#call.deadlineMs, call.deadlineMs);
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        this.#waiting -= 1;
        if (this.#waiting === 0 && !this.#settled) this.#aborted.abort(reason());
        reject(reason());
      };
      if (call.signal.aborted) return leave();
      call.signal.addEventListener('abort', leave, { once: true });
      const done = () => call.signal.removeEventListener('abort', leave);
      this.result.then(resolve, reject).finally(done);
    });
  }
}

class SharedCall implements Call {
  readonly signal: AbortSignal;
  readonly priority: Priority;
  readonly trace: Call['trace'];
  deadlineMs: number;

  constructor(signal: AbortSignal, priority: Priority, { trace, deadlineMs }: Call) {
    this.signal = signal;
    this.priority = priority;
    this.trace = trace;
    this.deadlineMs = deadlineMs;
  }
}
