import type { Clock } from '../../domain/clock.ts';

export interface Limited {
  /** When it must have ended, epoch milliseconds; read anew each time, for it may be put off. */
  readonly endsAtMs: () => number;
  /** Told once, when it has not. */
  readonly onEnd: () => void;
}

/** The time limits of many exchanges on one timer: nearly all end long before theirs, and a timer each is work for nothing. */
export class TimeLimits {
  readonly #clock: Clock;
  readonly #running = new Set<Limited>();
  readonly #stopped = new AbortController();
  #wakesAtMs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(limited: Limited): void {
    const endsAtMs = limited.endsAtMs();
    if (endsAtMs <= this.#clock.now()) {
      limited.onEnd();
      return;
    }
    this.#running.add(limited);
    this.#wakeBy(endsAtMs);
  }

  /** It has ended. */
  end(limited: Limited): void {
    this.#running.delete(limited);
  }

  /** No limit is watched any more. */
  stop(): void {
    this.#stopped.abort();
  }

  #wakeBy(atMs: number): void {
    if (atMs >= this.#wakesAtMs) return;
    this.#wakesAtMs = atMs;
    this.#clock.sleep(atMs - this.#clock.now(), this.#stopped.signal).then(
      () => this.#wake(),
      () => undefined,
    );
  }

  #wake(): void {
    this.#wakesAtMs = Number.POSITIVE_INFINITY;
    const nowMs = this.#clock.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const limited of this.#running) {
      const endsAtMs = limited.endsAtMs();
      if (endsAtMs > nowMs) nextMs = Math.min(nextMs, endsAtMs);
      else {
        this.#running.delete(limited);
        limited.onEnd();
      }
    }
    if (nextMs < Number.POSITIVE_INFINITY) this.#wakeBy(nextMs);
  }
}
