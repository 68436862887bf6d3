import { AppError } from '../errors.ts';
import type { GraphContext } from './context.ts';
import type { EntityFinder } from './finders.ts';
import type { EntityBy } from './generated/resolvers.ts';
import { findBy } from './lookup.ts';

/** As `findBy`, but naming where in a mutation's input it stands (`input.assets.3`). */
export async function findAt<T>(
  field: string,
  finder: EntityFinder<T>,
  by: EntityBy,
  context: GraphContext,
): Promise<T> {
  try {
    return await findBy(finder, by, context);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !thrown.details.argument?.startsWith('by.')) throw thrown;
    const { code, message, details } = thrown;
    throw new AppError(code, message.replace(/^by\.(ref|id)/, field), { ...details, argument: field });
  }
}
