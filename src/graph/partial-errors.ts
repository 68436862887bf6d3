/** Errors of parts that left the rest of a field's answer good: named in `errors` beside it, as GraphQL names the rest. */

import {
  defaultFieldResolver,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  locatedError,
} from 'graphql';
import type { GraphContext } from './context.ts';
import type { SeriesFailure, SeriesModel } from './models.ts';
import { resolveTogether, togetherOf } from './resolve-together.ts';

/** The types that sum members which may fail one by one: a series, and what is made of one. */
const summedTypes = ['ConsumptionSeries', 'CostSeries', 'EmissionSeries'];

/** Makes every field that gives a sum report the members that failed, once. Changes the schema given. */
export function reportFailedMembers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    // What stands within a sum was reported with it.
    if (!isObjectType(type) || summedTypes.includes(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!summedTypes.includes(getNamedType(field.type).name)) continue;
      field.resolve = reporting(field.resolve ?? defaultFieldResolver);
    }
  }
  return schema;
}

function reporting(resolve: GraphQLFieldResolver<unknown, GraphContext>): GraphQLFieldResolver<unknown, GraphContext> {
  const together = togetherOf(resolve);
  if (together) {
    return resolveTogether(async (parents, args, context, infoOf) => {
      const sums = await together(parents, args, context, infoOf);
      for (let i = 0; i < sums.length; i += 1) report(sums[i], context, infoOf, i);
      return sums;
    });
  }
  return (source, args, context, info) => {
    const sum: unknown = resolve(source, args, context, info);
    const reported = (given: unknown) => {
      report(given, context, () => info, 0);
      return given;
    };
    return sum instanceof Promise ? sum.then(reported) : reported(sum);
  };
}

function report(
  sum: unknown,
  { partialErrors }: GraphContext,
  infoOf: (index: number) => GraphQLResolveInfo,
  index: number,
): void {
  for (const { error } of failuresOf(sum)) {
    const { fieldNodes, path } = infoOf(index);
    partialErrors.push(locatedError(error, fieldNodes, toKeys(path)));
  }
}

/** The errors of a result with those of its parts; undefined when there are none. */
export function withPartialErrors(
  errors: readonly GraphQLError[] | undefined,
  context: Pick<GraphContext, 'partialErrors'>,
): readonly GraphQLError[] | undefined {
  const all = [...(errors ?? []), ...context.partialErrors];
  return all.length > 0 ? all : undefined;
}

const none: readonly never[] = [];

function failuresOf(sum: unknown): readonly SeriesFailure[] {
  if (typeof sum !== 'object' || sum === null) return none;
  if ('consumption' in sum) return failuresOf(sum.consumption);
  return isSeries(sum) ? (sum.failures ?? none) : none;
}

function isSeries(sum: object): sum is Pick<SeriesModel, 'failures'> {
  return 'failures' in sum;
}

function toKeys(path: GraphQLResolveInfo['path']): (string | number)[] {
  return path.prev ? [...toKeys(path.prev), path.key] : [path.key];
}
