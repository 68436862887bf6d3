/** Errors of parts that left the rest of a field's answer good: named in `errors` beside it, as GraphQL names the rest. */

import {
  defaultFieldResolver,
  type GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  locatedError,
} from 'graphql';
import type { GraphContext } from './context.ts';
import type { SeriesModel } from './models.ts';

/** The types that sum members which may fail one by one: a series, and what is made of one. */
const summedTypes = ['ConsumptionSeries', 'CostSeries', 'EmissionSeries'];

/** Makes every field that gives a sum report the members that failed, once. Changes the schema given. */
export function reportFailedMembers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    // What stands within a sum was reported with it.
    if (!isObjectType(type) || summedTypes.includes(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!summedTypes.includes(getNamedType(field.type).name)) continue;
      const { resolve = defaultFieldResolver } = field;
      field.resolve = (source, args, context: GraphContext, info) => {
        const report = (sum: unknown): unknown => {
          for (const { error } of failuresOf(sum)) {
            context.partialErrors.push(locatedError(error, info.fieldNodes, toKeys(info.path)));
          }
          return sum;
        };
        const sum: unknown = resolve(source, args, context, info);
        return sum instanceof Promise ? sum.then(report) : report(sum);
      };
    }
  }
  return schema;
}

/** The errors of a result with those of its parts; undefined when there are none. */
export function withPartialErrors(
  errors: readonly GraphQLError[] | undefined,
  context: Pick<GraphContext, 'partialErrors'>,
): readonly GraphQLError[] | undefined {
  const all = [...(errors ?? []), ...context.partialErrors];
  return all.length > 0 ? all : undefined;
}

function failuresOf(sum: unknown): SeriesModel['failures'] {
  if (typeof sum !== 'object' || sum === null) return [];
  if ('consumption' in sum) return failuresOf(sum.consumption);
  return isSeries(sum) ? sum.failures : [];
}

function isSeries(sum: object): sum is Pick<SeriesModel, 'failures'> {
  return 'failures' in sum;
}

function toKeys(path: GraphQLResolveInfo['path']): (string | number)[] {
  return path.prev ? [...toKeys(path.prev), path.key] : [path.key];
}
