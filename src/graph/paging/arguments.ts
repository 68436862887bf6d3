import { badInput } from '../../errors.ts';

/** The arguments every list takes. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** How a list is to be walked: from the start, or from the end. */
export interface Walk {
  readonly direction: 'forward' | 'backward';
  /** Most items wanted, 1 to 1000. */
  readonly limit: number;
  /** The cursor that the items follow (forward) or precede (backward). */
  readonly cursor: string | undefined;
}

const defaultPageSize = 50;
export const largestPageSize = 1000;

/** @throws AppError BAD_USER_INPUT naming the argument at fault */
export function toWalk({ first, after, last, before }: PageArguments): Walk {
  if (last === undefined || last === null) {
    if (before !== undefined && before !== null) throw badInput('before', 'before: goes together with `last` only.');
    return { direction: 'forward', limit: toPageSize('first', first ?? defaultPageSize), cursor: after ?? undefined };
  }
  if (first !== undefined && first !== null) throw badInput('last', 'last: give `first` or `last`, not both.');
  if (after !== undefined && after !== null) throw badInput('after', 'after: goes together with `first` only.');
  return { direction: 'backward', limit: toPageSize('last', last), cursor: before ?? undefined };
}

function toPageSize(argument: 'first' | 'last', size: number): number {
  if (size >= 1 && size <= largestPageSize) return size;
  throw badInput(argument, `${argument}: ${size} is not a page size; it must be 1 to ${largestPageSize}.`);
}
