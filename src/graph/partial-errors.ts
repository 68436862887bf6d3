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

/** The type whose members may fail one by one. */
const summedType = 'ConsumptionSeries';

/** Makes every field that gives a consumption series report the members that failed. Changes the schema given. */
export function reportFailedMembers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (getNamedType(field.type).name !== summedType) continue;
      const { resolve = defaultFieldResolver } = field;
      field.resolve = async (source, args, context: GraphContext, info) => {
        const series: unknown = await resolve(source, args, context, info);
        for (const { error } of hasFailures(series) ? series.failures : []) {
          context.partialErrors.push(locatedError(error, info.fieldNodes, toKeys(info.path)));
        }
        return series;
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

function hasFailures(series: unknown): series is Pick<SeriesModel, 'failures'> {
  return typeof series === 'object' && series !== null && 'failures' in series;
}

function toKeys(path: GraphQLResolveInfo['path']): (string | number)[] {
  return path.prev ? [...toKeys(path.prev), path.key] : [path.key];
}
