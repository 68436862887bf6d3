/**
 * The scalars of the graph. They take text as it comes: the resolver judges it (`arguments.ts`), because only the resolver
 * can name the argument at fault. Each is given as methods for the scalar of the SDL, which keeps its description.
 */

import { Kind, type ValueNode } from 'graphql';
import { AppError } from '../errors.ts';

export const scalars = {
  DateTime: textScalar('DateTime', toUtc),
  Date: textScalar('Date', String),
  YearMonth: textScalar('YearMonth', String),
  TimeZone: textScalar('TimeZone', String),
};

function textScalar(name: string, serialize: (value: unknown) => string) {
  const parse = (value: unknown): string => {
    if (typeof value === 'string') return value;
    throw new AppError('BAD_USER_INPUT', `${name} must be a string.`);
  };
  return {
    __serialize: serialize,
    __parseValue: parse,
    __parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined),
  };
}

/** ISO strings and epoch milliseconds -> ISO 8601 in UTC, milliseconds only where there are any. */
export function toUtc(value: unknown): string {
  const at = new Date(typeof value === 'number' || typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(at.getTime())) throw new Error(`not a time: ${typeof value}`);
  return at.toISOString().replace('.000Z', 'Z');
}
