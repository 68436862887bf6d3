import type { Clock } from '../domain/clock.ts';

/** The result of `work`, or a rejection when it takes longer than the limit; the work itself goes on. */
export type TimeLimit = <T>(work: Promise<T>) => Promise<T>;

interface Waiting {
  readonly untilMs: number;
  readonly reject: (error: Error) => void;
}

/** One limit for any number of works: whoever came first runs out first, so one sleep at a time does for all of them. */
export function createTimeLimit(timeoutMs: number, clock: Clock): TimeLimit {
  const waiting = new Set<Waiting>();
  let sleep: AbortController | undefined;

  const watch = async () => {
    const own = new AbortController();
    sleep = own;
    // In the order they came; those that have ended meanwhile are no longer there.
    for (const first of waiting) {
      const leftMs = Math.min(timeoutMs, Math.max(0, first.untilMs - clock.now()));
      const slept = await clock.sleep(leftMs, own.signal).then(
        () => true,
        () => false,
      );
      if (!slept) return;
      if (waiting.delete(first)) first.reject(new Error(`no end within ${timeoutMs} ms`));
    }
    sleep = undefined;
  };

  const leave = (one: Waiting) => {
    waiting.delete(one);
    if (waiting.size > 0) return;
    sleep?.abort(over);
    sleep = undefined;
  };

  return (work) =>
    new Promise((resolve, reject) => {
      const own: Waiting = { untilMs: clock.now() + timeoutMs, reject };
      waiting.add(own);
      if (!sleep) void watch();
      work.then(
        (result) => {
          leave(own);
          resolve(result);
        },
        (error: unknown) => {
          leave(own);
          reject(error);
        },
      );
    });
}

/** Given, so that none has to be made with its stack at each end. */
const over = 'nobody waits any more';
