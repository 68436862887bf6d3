/** Which fields a selection asks of a type, fragments put in place, what `@skip` and `@include` leave out left out. */

import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';

export interface Collecting {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Of these only what the conditions of the document name decides anything. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The nodes of each field by the name it answers under, in the order the answer has them. */
export type CollectedFields = ReadonlyMap<string, readonly [FieldNode, ...FieldNode[]]>;

export function collectFields(
  collecting: Collecting,
  type: GraphQLObjectType,
  selectionSets: readonly (SelectionSetNode | undefined)[],
): CollectedFields {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const seen = new Set<string>();
  for (const set of selectionSets) if (set) addSelections(collecting, type, set, fields, seen);
  return fields;
}

function addSelections(
  collecting: Collecting,
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  fields: Map<string, [FieldNode, ...FieldNode[]]>,
  seen: Set<string>,
): void {
  for (const selection of selections) {
    if (!isIncluded(selection, collecting)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = fields.get(key);
      if (nodes) nodes.push(selection);
      else fields.set(key, [selection]);
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? spread(selection.name.value, collecting, seen) : selection;
    if (fragment && applies(fragment, type, collecting)) {
      addSelections(collecting, type, fragment.selectionSet, fields, seen);
    }
  }
}

/** A fragment counts once within a selection. */
function spread(name: string, { fragments }: Collecting, seen: Set<string>): FragmentDefinitionNode | undefined {
  if (seen.has(name)) return undefined;
  seen.add(name);
  return fragments[name];
}

function applies(
  {
    typeCondition,
  }: Pick<FragmentDefinitionNode, never> & {
    readonly typeCondition?: FragmentDefinitionNode['typeCondition'] | undefined;
  },
  type: GraphQLObjectType,
  { schema }: Collecting,
): boolean {
  if (!typeCondition) return true;
  const condition = typeFromAST(schema, typeCondition);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

function isIncluded(selection: SelectionNode, { variables }: Collecting): boolean {
  if (!selection.directives || selection.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false;
}
