/** What an operation will ask next, known from its selection before anything is read. */

import { type GraphQLObjectType, type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { collectFields } from './execution/collect-fields.ts';

/** Whether the field's selection asks for what one of the paths leads to, each step the name of a field. */
export function asksFor(info: GraphQLResolveInfo, ...paths: readonly (readonly string[])[]): boolean {
  const type = getNamedType(info.returnType);
  return isObjectType(type) && paths.some((path) => leadsTo(info, type, info.fieldNodes, path));
}

function leadsTo(
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  nodes: GraphQLResolveInfo['fieldNodes'],
  [name, ...rest]: readonly string[],
): boolean {
  if (name === undefined) return true;
  const { schema, fragments, variableValues: variables } = info;
  const selected = collectFields(
    { schema, fragments, variables },
    type,
    nodes.map(({ selectionSet }) => selectionSet),
  );
  const field = type.getFields()[name];
  const next = field && getNamedType(field.type);
  for (const own of selected.values()) {
    if (own[0].name.value !== name) continue;
    if (rest.length === 0 || (isObjectType(next) && leadsTo(info, next, own, rest))) return true;
  }
  return false;
}
