import { badInput } from '../../errors.ts';
import type { Walk } from './arguments.ts';

/** A place in a list of sections. */
export interface Place {
  /** Index of the section. */
  readonly section: number;
  /** Offset of the item that follows; infinite = the next section follows. */
  readonly next: number;
  /** Number of items of the section that precede; undefined = all of them. */
  readonly before: number | undefined;
}

/** An item by its offset; `end` = behind all items of the section; `failed` = in the stead of the whole section. */
export type Spot = number | 'end' | 'failed';

export function toCursor(sectionKey: string, spot: Spot): string {
  return Buffer.from(JSON.stringify([sectionKey, spot])).toString('base64url');
}

/** @throws AppError BAD_USER_INPUT naming `after` or `before` when the cursor is not one of this list */
export function toPlace(sections: readonly { readonly key: string }[], { cursor, direction }: Walk): Place | undefined {
  if (cursor === undefined) return undefined;
  const [key, spot] = parseCursor(cursor) ?? [];
  const section = sections.findIndex((candidate) => candidate.key === key);
  if (section >= 0 && spot !== undefined) return { section, ...toNeighbours(spot) };
  const argument = direction === 'forward' ? 'after' : 'before';
  throw badInput(argument, `${argument}: this is not a cursor of this list.`);
}

function toNeighbours(spot: Spot): Omit<Place, 'section'> {
  if (spot === 'failed') return { next: Number.POSITIVE_INFINITY, before: 0 };
  if (spot === 'end') return { next: Number.POSITIVE_INFINITY, before: undefined };
  return { next: spot + 1, before: spot };
}

function parseCursor(cursor: string): [key: string, spot: Spot] | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') return undefined;
  const [key, spot] = parts;
  const known = spot === 'end' || spot === 'failed' || (Number.isSafeInteger(spot) && spot >= 0);
  return known ? [key, spot] : undefined;
}
