/** Any JSON, passed through: what a vendor takes or gives without having said what is in it. */

import { Kind, type ValueNode } from 'graphql';
import { AppError } from '../errors.ts';

/** As text it could hold more than a document may; deeper than this nobody means it. */
const mostDepth = 64;

export const jsonScalar = {
  __serialize: (value: unknown) => value,
  __parseValue: (value: unknown) => assertShallow(value, 0),
  __parseLiteral: (node: ValueNode, variables?: Readonly<Record<string, unknown>> | null) =>
    assertShallow(toJson(node, variables ?? {}), 0),
};

function toJson(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map((value) => toJson(value, variables));
    case Kind.OBJECT:
      // Own fields whatever they are called, `__proto__` too.
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, toJson(value, variables)]));
    case Kind.NULL:
      return null;
    case Kind.VARIABLE:
      return variables[node.name.value] ?? null;
  }
}

function assertShallow<T>(value: T, depth: number): T {
  if (depth > mostDepth) throw new AppError('BAD_USER_INPUT', `JSON: at most ${mostDepth} levels deep.`);
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) assertShallow(member, depth + 1);
  }
  return value;
}
