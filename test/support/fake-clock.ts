import type { Clock } from '../../src/domain/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time forward by `ms`, waking the sleepers on the way in their order. */
  advance(ms: number): Promise<void>;
  /** Number of sleepers waiting. */
  readonly sleeping: number;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

export function createFakeClock(startMs = Date.UTC(2026, 0, 1)): FakeClock {
  let nowMs = startMs;
  let sleepers: Sleeper[] = [];

  // Lets promise chains that a wake-up started run before time goes on.
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = () => {
          sleepers = sleepers.filter((entry) => entry !== sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          atMs: nowMs + ms,
          wake: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    async advance(ms) {
      const endMs = nowMs + ms;
      await settle();
      for (;;) {
        const due = sleepers.filter((entry) => entry.atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        sleepers = sleepers.filter((entry) => entry !== due);
        nowMs = Math.max(nowMs, due.atMs);
        due.wake();
        await settle();
      }
      nowMs = endMs;
      await settle();
    },
    get sleeping() {
      return sleepers.length;
    },
  };
}
