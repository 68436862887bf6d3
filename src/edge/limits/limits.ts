/** How large one operation may be. Refused before anything is executed, naming the limit and the value seen. */

import { AppError } from '../../errors.ts';

export const limits = {
  /** Tokens of the document. */
  tokens: 1_000,
  /** Fields nested in each other; what is below `__schema` and `__type` has the next limit. */
  depth: 12,
  /** The standard introspection query nests its `ofType` deeper than any query of data. */
  introspectionDepth: 20,
  /** Aliased fields, each use of a fragment counted. */
  aliases: 30,
  /** Fields of one name, each use of a fragment counted. */
  sameField: 100,
  /** Fields of the operation's root type. */
  rootFields: 100,
  /** Directives in the document. */
  directives: 50,
  /** `first` and `last` of any list. */
  pageSize: 1_000,
} as const;

export type LimitName = keyof typeof limits;

const whats: Readonly<Record<LimitName, string>> = {
  tokens: 'tokens',
  depth: 'levels of nested fields',
  introspectionDepth: 'levels of introspection',
  aliases: 'aliases',
  sameField: 'fields of the same name',
  rootFields: 'root fields',
  directives: 'directives',
  pageSize: 'items a page',
};

/** @param value as counted; for `tokens` counting ends soon after the limit. */
export function limitError(name: LimitName, value: number, argument?: string): AppError {
  const max = limits[name];
  const shown = Number.isSafeInteger(value) ? value : Number.MAX_SAFE_INTEGER;
  const message = `The operation has ${shown} ${whats[name]}; at most ${max} are allowed.`;
  return new AppError('QUERY_LIMIT_EXCEEDED', message, {
    limit: { name, max, value: shown },
    ...(argument !== undefined && { argument }),
  });
}
