import { toAppError } from '../errors.ts';

/**
 * Waits for all reads of a list; one that failed stays a rejected promise in its place, which nulls that item only.
 * (Thrown by the list itself, it would null the whole list.)
 */
export async function settle<T>(reads: readonly Promise<T>[]): Promise<(T | Promise<never>)[]> {
  const outcomes = await Promise.allSettled(reads);
  return outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : Promise.reject(toAppError(outcome.reason)),
  );
}

/** As `settle`, with each read giving a list of its own; they are put one after the other. */
export async function settleLists<T>(reads: readonly Promise<readonly T[]>[]): Promise<(T | Promise<never>)[]> {
  return (await settle(reads)).flatMap<T | Promise<never>>((list) => (list instanceof Promise ? [list] : list));
}
