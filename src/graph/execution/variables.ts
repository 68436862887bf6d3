/** The values of an operation's variables as its types have them. */

import {
  GraphQLBoolean,
  type GraphQLError,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** One of both. */
export type Coerced =
  | { readonly coerced: Variables; readonly errors?: undefined }
  | { readonly coerced?: undefined; readonly errors: readonly GraphQLError[] };

const mostErrors = 50;

/** Takes plain scalars as they are; whatever else there is among the values, graphql-js judges them all. */
export function createCoercion(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
): (given: Variables) => Coerced {
  const definitions = operation.variableDefinitions ?? [];
  const plain = definitions.flatMap((definition) => toPlainVariable(schema, definition) ?? []);
  const allPlain = plain.length === definitions.length;
  return (given) => {
    const coerced = allPlain ? takePlain(plain, given) : undefined;
    return coerced ? { coerced } : getVariableValues(schema, definitions, given, { maxErrors: mostErrors });
  };
}

interface PlainVariable {
  readonly name: string;
  readonly fits: (value: unknown) => boolean;
}

/** Values that the type gives back unchanged. */
const fitsOf = new Map<GraphQLScalarType, PlainVariable['fits']>([
  [GraphQLID, (value) => typeof value === 'string'],
  [GraphQLString, (value) => typeof value === 'string'],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
  [GraphQLFloat, Number.isFinite],
  [GraphQLInt, (value) => typeof value === 'number' && (value | 0) === value],
]);

function toPlainVariable(schema: GraphQLSchema, { variable, type }: VariableDefinitionNode): PlainVariable | undefined {
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  const named = inner.kind === Kind.NAMED_TYPE ? schema.getType(inner.name.value) : undefined;
  const fits = fitsOf.get(named as GraphQLScalarType);
  return fits && { name: variable.name.value, fits };
}

/** undefined when one of them is absent, null, or not as plain as its type. */
function takePlain(variables: readonly PlainVariable[], given: Variables): Variables | undefined {
  const taken: Record<string, unknown> = Object.create(null);
  for (const { name, fits } of variables) {
    if (!Object.hasOwn(given, name) || !fits(given[name])) return undefined;
    taken[name] = given[name];
  }
  return taken;
}
