import type { Slice } from '../../domain/batch.ts';
import type { Asset, Portfolio } from '../../domain/entities.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { EntitySource } from '../vendor.ts';

/**
 * assumed: where a list of members came as bare ids, as in the draft, the entities are read by those ids. Members that
 * came whole cost nothing.
 */
export async function withDetails<T extends Asset | Portfolio>(
  slice: Slice<T>,
  source: EntitySource<T>,
  call: Call,
): Promise<Slice<T>> {
  const bare = slice.items.filter((item) => item.name === null && item.createdAt === null && item.updatedAt === null);
  if (bare.length === 0) return slice;
  const whole = await source.byIds(
    bare.map((item) => item.ref.id),
    call,
  );
  const items = slice.items.map((item) => {
    const found = whole.get(item.ref.id);
    return found === undefined || found instanceof AppError ? item : found;
  });
  return { ...slice, items };
}
