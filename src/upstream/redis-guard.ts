import type { Clock } from '../domain/clock.ts';

/** Runs a Redis command that only ever saves work: undefined when Redis fails, is slow, or rests. Never throws. */
export type AskRedis = <T>(command: () => Promise<T>) => Promise<T | undefined>;

const deadlineMs = 50;
/** After a failure Redis is left alone for so long. */
const restMs = 2_000;

/** What asks through one guard rests together. */
export function createRedisGuard(clock: Clock): AskRedis {
  let restUntilMs = 0;
  return async (command) => {
    if (clock.now() < restUntilMs) return undefined;
    const answered = new AbortController();
    const late = clock.sleep(deadlineMs, answered.signal).then(() => {
      throw new Error('late');
    });
    late.catch(() => undefined);
    try {
      return await Promise.race([command(), late]);
    } catch {
      restUntilMs = clock.now() + restMs;
      return undefined;
    } finally {
      answered.abort(over);
    }
  };
}

/** Nobody reads it; a reason of its own for each would cost more than the wait. */
const over = new Error('Redis has answered');
