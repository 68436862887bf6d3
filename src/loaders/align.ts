/** The only place that puts the answers of batched reads into the order of the keys asked for. */

import type { Batch } from '../domain/batch.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError, toAppError } from '../errors.ts';

/** One key of a batch: whose it is, and how that vendor's answer spells it. */
export interface BatchKey {
  readonly vendor: VendorName;
  /** The key in the `Batch` of the vendor. */
  readonly key: string;
  /** The entity's id at the vendor, for messages. */
  readonly id: string;
}

export interface AlignOptions {
  /** Name of the read, for messages: `metersByFacilityId`. */
  readonly name: string;
  /** What an absent answer means: the vendor knows no such entity (null), or the batch is broken (an error). */
  readonly absent: 'null' | 'error';
}

/** The answer of one vendor; an AppError when all of it failed, undefined when the vendor has no such read. */
export type VendorAnswer<T> = Batch<T> | AppError | undefined;

/** One value a key, in order: the answer, null for an unknown entity, or the error that belongs to the key. */
export function alignAnswers<T>(
  keys: readonly BatchKey[],
  answers: ReadonlyMap<VendorName, VendorAnswer<T>>,
  options: AlignOptions,
): readonly (T | null | AppError)[] {
  const broken = options.absent === 'error' ? toBrokenErrors(keys, answers, options.name) : undefined;
  return keys.map(({ vendor, key }) => {
    const answer = answers.get(vendor);
    if (answer === undefined) return null;
    if (answer instanceof AppError) return answer;
    const value = answer.get(key);
    if (value === undefined) return broken?.get(vendor) ?? null;
    return value instanceof AppError ? toVendorError(value, vendor) : value;
  });
}

/** Anything a vendor threw, as an error that names the vendor. */
export function toVendorError(thrown: unknown, vendor: VendorName): AppError {
  const error = toAppError(thrown);
  if (error.details.vendor) return error;
  return new AppError(error.code, error.message, { ...error.details, vendor }, { cause: error });
}

function toBrokenErrors<T>(
  keys: readonly BatchKey[],
  answers: ReadonlyMap<VendorName, VendorAnswer<T>>,
  name: string,
): ReadonlyMap<VendorName, AppError> {
  const errors = new Map<VendorName, AppError>();
  for (const [vendor, answer] of answers) {
    if (answer === undefined || answer instanceof AppError) continue;
    const asked = keys.filter((key) => key.vendor === vendor);
    const missing = asked.filter(({ key }) => !answer.has(key)).map(({ id }) => id);
    if (missing.length === 0) continue;
    const message = `got ${asked.length - missing.length} answers for ${asked.length} ids from ${vendor}.${name}; missing: ${toShortList(missing)}`;
    errors.set(vendor, new AppError('VENDOR_CONTRACT', message, { vendor }));
  }
  return errors;
}

function toShortList(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).join(', ');
  return ids.length > 5 ? `${shown} and ${ids.length - 5} more` : shown;
}
