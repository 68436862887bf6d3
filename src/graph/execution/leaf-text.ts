/** JSON text of leaves, as `JSON.stringify` would write what the type makes of a value. */

import {
  GraphQLBoolean,
  type GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';

/** @throws what the type throws of a value it cannot give */
export type LeafText = (value: unknown) => string;

export function toLeafText(type: GraphQLLeafType): LeafText {
  if (isEnumType(type)) return enumText(type);
  const own = builtIn.get(type.name);
  return own?.type === type ? own.text : (value) => serialized(type, value);
}

/** A string in quotes. */
export function toQuoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

// What JSON writes as it stands: no quote, backslash, control character or lone surrogate.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const plain = /^[^"\\\u0000-\u001f\ud800-\udfff]*$/;

// Each takes the one kind of value that needs no thought; the type itself judges any other.
const builtIn = new Map<string, { readonly type: GraphQLLeafType; readonly text: LeafText }>(
  [
    {
      type: GraphQLString,
      text: (value: unknown) => (typeof value === 'string' ? toQuoted(value) : serialized(GraphQLString, value)),
    },
    {
      type: GraphQLID,
      text: (value: unknown) => (typeof value === 'string' ? toQuoted(value) : serialized(GraphQLID, value)),
    },
    {
      type: GraphQLFloat,
      text: (value: unknown) => (Number.isFinite(value) ? `${value}` : serialized(GraphQLFloat, value)),
    },
    {
      type: GraphQLInt,
      text: (value: unknown) =>
        typeof value === 'number' && (value | 0) === value ? `${value}` : serialized(GraphQLInt, value),
    },
    {
      type: GraphQLBoolean,
      text: (value: unknown) => (typeof value === 'boolean' ? `${value}` : serialized(GraphQLBoolean, value)),
    },
  ].map((entry) => [entry.type.name, entry]),
);

function enumText(type: GraphQLEnumType): LeafText {
  const known = new Map<unknown, string>();
  return (value) => {
    const text = known.get(value) ?? serialized(type, value);
    // Only what is a value of the enum gets here, so that there are no more than these.
    known.set(value, text);
    return text;
  };
}

function serialized(type: GraphQLLeafType, value: unknown): string {
  const result = type.serialize(value);
  const text = result === undefined || result === null ? undefined : JSON.stringify(result);
  if (text === undefined) throw new Error(`${type.name} gives nothing for a value that is not null.`);
  return text;
}
