/** For vendors that take one key a call: batches out of single calls, and batches out of cached ones. */

import type { Batch } from '../domain/batch.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Cached } from '../upstream/connection.ts';

/** All side by side; the connection keeps to the vendor's limits. A failure belongs to its key; undefined = unknown. */
export async function loadEach<T>(
  keys: readonly string[],
  loadOne: (key: string) => Promise<T | undefined>,
): Promise<Batch<T>> {
  const answers = new Map<string, T | AppError>();
  await Promise.all(
    keys.map(async (key) => {
      const answer = await loadOne(key).catch(toAppError);
      if (answer !== undefined) answers.set(key, answer);
    }),
  );
  return answers;
}

/** What was read, in our words, without when it was read. */
export function toValues<T, U>(
  cached: ReadonlyMap<string, Cached<T> | AppError>,
  toOurs: (entry: Cached<T>) => U,
): Batch<U> {
  return new Map([...cached].map(([key, entry]) => [key, entry instanceof AppError ? entry : toOurs(entry)]));
}
