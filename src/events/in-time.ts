import type { Clock } from '../domain/clock.ts';

/** The result of `work`, or a rejection when it takes longer than `timeoutMs`; the work itself goes on. */
export async function inTime<T>(work: Promise<T>, timeoutMs: number, clock: Clock): Promise<T> {
  const timer = new AbortController();
  const late = clock.sleep(timeoutMs, timer.signal).then(() => {
    throw new Error(`no end within ${timeoutMs} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
