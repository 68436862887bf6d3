/**
 * The scalars of the graph. They take text as it comes: the resolver judges it (`arguments.ts`), because only the resolver
 * can name the argument at fault.
 */

import { GraphQLScalarType } from 'graphql';
import { AppError } from '../errors.ts';

export const DateTime = textScalar('DateTime', (value) => {
  const at = typeof value === 'number' || typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
  if (Number.isNaN(at.getTime())) throw new Error('not a time');
  return at.toISOString().replace('.000Z', 'Z');
});
export const Date_ = textScalar('Date', String);
export const YearMonth = textScalar('YearMonth', String);
export const TimeZone = textScalar('TimeZone', String);

/** The name comes first in every message, and the descriptions from the SDL. */
function textScalar(name: string, serialize: (value: unknown) => string): GraphQLScalarType<string, string> {
  return new GraphQLScalarType<string, string>({
    name,
    serialize,
    parseValue: (value) => {
      if (typeof value === 'string') return value;
      throw new AppError('BAD_USER_INPUT', `${name} must be a string.`);
    },
  });
}
