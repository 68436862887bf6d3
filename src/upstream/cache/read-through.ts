/** Reads past the cache: every read asks the vendor, and shares its answer with nobody. For when keeping is switched off. */

import type { Clock } from '../../domain/clock.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../call.ts';
import type { Cached, ReadManySpec } from '../connection.ts';

export interface ReadThroughOptions {
  readonly clock: Clock;
  /** Told of what a load throws, or gives for an id. */
  readonly onFailure: (resource: string, error: AppError) => void;
}

/** The same answers as through the cache when it holds nothing; an id unknown to the vendor is absent. */
export async function readThrough<T>(
  spec: ReadManySpec<T>,
  call: Call,
  { clock, onFailure }: ReadThroughOptions,
): Promise<ReadonlyMap<string, Cached<T> | AppError>> {
  const ids = [...new Set(spec.ids)];
  const answers = new Map<string, Cached<T> | AppError>();
  try {
    const batch = await spec.load(ids, call);
    const asOfMs = clock.now();
    for (const [id, value] of batch) {
      if (value instanceof AppError) onFailure(spec.resource, value);
      answers.set(id, value instanceof AppError ? value : { value, asOfMs, stale: false });
    }
  } catch (thrown) {
    const error = toAppError(thrown);
    if (thrown instanceof AppError) onFailure(spec.resource, thrown);
    for (const id of ids) answers.set(id, error);
  }
  return answers;
}
