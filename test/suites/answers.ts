/** What sources answer with, made comparable and searched for errors. */

import { expect } from 'vitest';
import type { Ref } from '../../src/domain/ref.ts';
import { AppError } from '../../src/errors.ts';
import type { EntitySource, VendorSource } from '../../src/vendors/vendor.ts';

/** The lists of the vendor port that hold entities. */
export type ListName = 'assets' | 'portfolios' | 'flexEvents' | 'eventSchemes' | 'homes' | 'meters' | 'facilities';

export interface Listed {
  readonly ref: Ref;
  readonly refs: readonly Ref[];
}

export const idOf = (item: Listed) => item.ref.id;

/** The list of that name; fails the test when the source has none. */
export function listedAt(source: VendorSource, name: ListName): EntitySource<Listed> {
  const list = source[name];
  expect(list, `source.${name}`).toBeDefined();
  return list as EntitySource<Listed>;
}

/** A value as plain JSON without the moment it was read: Maps as sorted entries, columns as arrays, NaN as text. */
export function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)).map(plain);
  if (value instanceof Float64Array) return Array.from(value, String);
  if (value instanceof AppError) return { error: value.code };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => name !== 'asOfMs');
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
}

/** Every AppError in a value, however deep. Anything else that was thrown fails the test. */
export function errorsWithin(value: unknown): AppError[] {
  if (value instanceof AppError) return [value];
  if (value instanceof Error) throw value;
  if (value instanceof Map) return [...value.values()].flatMap(errorsWithin);
  if (Array.isArray(value)) return value.flatMap(errorsWithin);
  if (typeof value !== 'object' || value === null || value instanceof Float64Array) return [];
  return Object.values(value).flatMap(errorsWithin);
}

/** The AppError a promise must reject with. */
export async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    () => 'it resolved',
    (thrown: unknown) => thrown,
  );
  expect(outcome).toBeInstanceOf(AppError);
  return outcome as AppError;
}
