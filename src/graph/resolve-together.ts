/** Fields whose values come for many parents at once: what parents have in common is worked out once, and one promise serves all. */

import { type GraphQLResolveInfo, type GraphQLSchema, isObjectType } from 'graphql';
import type { GraphContext } from './context.ts';

/** One outcome a parent, in their order; an Error is that parent's alone. */
export type Outcomes<T> = (T | Error)[];

/**
 * `infoOf` tells where the field of the parent with this index stands. The outcomes become the asker's own, who may empty
 * them. @throws what all parents fail with
 */
export type ResolveTogether<Parent, Args, T> = (
  parents: readonly Parent[],
  args: Args,
  context: GraphContext,
  infoOf: (index: number) => GraphQLResolveInfo,
) => Outcomes<T> | Promise<Outcomes<T>>;

/** Resolves one parent; who executes by levels takes `together` in its stead. */
export interface TogetherResolver<Parent, Args, T> {
  (parent: Parent, args: Args, context: GraphContext, info: GraphQLResolveInfo): Promise<T>;
  readonly together: ResolveTogether<Parent, Args, T>;
}

export function resolveTogether<Parent, Args, T>(
  together: ResolveTogether<Parent, Args, T>,
): TogetherResolver<Parent, Args, T> {
  const alone = async (parent: Parent, args: Args, context: GraphContext, info: GraphQLResolveInfo): Promise<T> => {
    const [outcome] = await together([parent], args, context, () => info);
    if (outcome instanceof Error) throw outcome;
    // One parent has one outcome.
    return outcome as T;
  };
  return Object.assign(alone, { together });
}

/** The resolver's way of resolving many at once; undefined when it resolves each alone. */
export function togetherOf(resolver: unknown): ResolveTogether<unknown, unknown, unknown> | undefined {
  return typeof resolver === 'function' && 'together' in resolver
    ? (resolver as TogetherResolver<unknown, unknown, unknown>).together
    : undefined;
}

/** What makes schemas binds resolvers, which loses how they resolve many at once. Changes the schema given. */
export function keepTogether(
  schema: GraphQLSchema,
  resolvers: readonly Readonly<Record<string, object>>[],
): GraphQLSchema {
  for (const [typeName, fields] of resolvers.flatMap((each) => Object.entries(each))) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) continue;
    for (const [name, resolver] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (field && togetherOf(resolver)) field.resolve = resolver;
    }
  }
  return schema;
}
