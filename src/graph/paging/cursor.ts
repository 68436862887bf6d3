import { badInput } from '../../errors.ts';
import type { Walk } from './arguments.ts';

/** A place in a list of sections. */
export interface Place {
  /** Index of the section. */
  readonly section: number;
  /** Offset of the item; infinite when the section failed: the reader goes on behind it. */
  readonly offset: number;
}

export function toCursor(sectionKey: string, offset: number | 'end'): string {
  return Buffer.from(JSON.stringify([sectionKey, offset])).toString('base64url');
}

/** @throws AppError BAD_USER_INPUT naming `after` or `before` when the cursor is not one of this list */
export function toPlace(sections: readonly { readonly key: string }[], { cursor, direction }: Walk): Place | undefined {
  if (cursor === undefined) return undefined;
  const [key, offset] = parseCursor(cursor) ?? [];
  const section = sections.findIndex((candidate) => candidate.key === key);
  if (section >= 0 && offset !== undefined) return { section, offset };
  const argument = direction === 'forward' ? 'after' : 'before';
  throw badInput(argument, `${argument}: this is not a cursor of this list.`);
}

function parseCursor(cursor: string): [key: string, offset: number] | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') return undefined;
  if (parts[1] === 'end') return [parts[0], Number.POSITIVE_INFINITY];
  return Number.isSafeInteger(parts[1]) && parts[1] >= 0 ? [parts[0], parts[1]] : undefined;
}
