/** What an operation asks for, worked out once: types, fields, constant arguments, and how each value becomes text. */

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
} from 'graphql';
import { type ResolveTogether, togetherOf } from '../resolve-together.ts';
import { type Collecting, collectFields } from './collect-fields.ts';
import { type LeafText, toLeafText, toQuoted } from './leaf-text.ts';
import type { TableColumn, TablePlan } from './table-text.ts';
import type { LeafWriter, TextWriters } from './text-writers.ts';

export interface OperationPlan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly root: ObjectPlan;
  /** How many fields have arguments that depend on variables; each has a slot of its own in a run. */
  readonly slots: number;
}

export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
}

export interface FieldPlan {
  readonly key: string;
  /** `"key":` */
  readonly keyText: string;
  /** What stands before the value: the brace or comma, and `keyText`. */
  readonly lead: string;
  readonly nodes: readonly FieldNode[];
  readonly field: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  /** undefined = a property of the source, or a method. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  /** Resolves many parents at once, where the resolver can. */
  readonly together: ResolveTogether<unknown, unknown, unknown> | undefined;
  /** The same for every run; undefined when they depend on variables. */
  readonly constantArgs: Readonly<Record<string, unknown>> | undefined;
  /** Where every argument is the value of a variable: which of which. */
  readonly variableArgs: readonly VariableArg[] | undefined;
  /** Where a run keeps the arguments that depend on variables. */
  readonly slot: number;
  readonly nullable: boolean;
  readonly value: ValuePlan;
  readonly shortcut: Shortcut | undefined;
}

export interface VariableArg {
  readonly name: string;
  readonly variable: string;
}

export type ValuePlan =
  | { readonly kind: 'leaf'; readonly text: LeafText }
  | { readonly kind: 'list'; readonly item: ValuePlan; readonly itemNullable: boolean }
  | { readonly kind: 'object'; readonly object: ObjectPlan }
  | {
      readonly kind: 'abstract';
      readonly type: GraphQLAbstractType;
      readonly objectOf: (type: GraphQLObjectType) => ObjectPlan;
    };

export type Shortcut =
  | { readonly kind: 'constant'; readonly text: string }
  /** A leaf that is a property of the source, when it is a text, a number or a boolean. */
  | { readonly kind: 'property'; readonly name: string; readonly text: LeafText }
  | LeafWriter
  | { readonly kind: 'table'; readonly plan: TablePlan };

export interface PlanOptions extends Collecting {
  readonly operation: OperationDefinitionNode;
  readonly writers: TextWriters;
}

/** @throws GraphQLError when the schema has no such kind of operation */
export function planOperation(options: PlanOptions): OperationPlan {
  const { schema, operation, fragments } = options;
  const type = schema.getRootType(operation.operation);
  if (!type) {
    throw new GraphQLError(`Schema is not configured to execute ${operation.operation} operation.`, {
      nodes: operation,
    });
  }
  const planner: Planner = { options, slots: 0 };
  const root = planObject(planner, type, [operation]);
  return { schema, operation, fragments, root, slots: planner.slots };
}

/** Counts while the plan grows; types behind an interface are planned when they are first met. */
interface Planner {
  readonly options: PlanOptions;
  slots: number;
}

function planObject(
  planner: Planner,
  type: GraphQLObjectType,
  nodes: readonly Pick<FieldNode | OperationDefinitionNode, 'selectionSet'>[],
): ObjectPlan {
  if (type.isTypeOf) throw new Error(`${type.name} has isTypeOf, which nothing here asks.`);
  const collected = collectFields(
    planner.options,
    type,
    nodes.map(({ selectionSet }) => selectionSet),
  );
  const fields: FieldPlan[] = [];
  for (const [key, fieldNodes] of collected) {
    const field = fieldOf(planner.options.schema, type, fieldNodes[0].name.value);
    if (field) fields.push(planField(planner, type, key, fieldNodes, field, fields.length === 0 ? '{' : ','));
  }
  return { type, fields };
}

function fieldOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (type === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return type.getFields()[name];
}

function planField(
  planner: Planner,
  parentType: GraphQLObjectType,
  key: string,
  nodes: readonly [FieldNode, ...FieldNode[]],
  field: GraphQLField<unknown, unknown>,
  before: '{' | ',',
): FieldPlan {
  const constantArgs = constantArgsOf(field, nodes[0]);
  const slot = constantArgs ? -1 : planner.slots++;
  const value = planValue(planner, field.type, nodes);
  const keyText = `${toQuoted(key)}:`;
  return {
    ...{ key, keyText, lead: before + keyText, nodes, field, parentType, constantArgs, slot, value },
    variableArgs: constantArgs ? undefined : variableArgsOf(field, nodes[0]),
    resolve: field.resolve,
    together: togetherOf(field.resolve),
    nullable: !isNonNullType(field.type),
    shortcut: shortcutOf(planner.options.writers, parentType, field, value),
  };
}

function constantArgsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Record<string, unknown> | undefined {
  let variable = false;
  const onVariable = () => {
    variable = true;
  };
  for (const argument of node.arguments ?? []) visit(argument, { Variable: onVariable });
  if (variable) return undefined;
  try {
    return getArgumentValues(field, node);
  } catch {
    // The run finds the same fault, where it can say at which path.
    return undefined;
  }
}

function variableArgsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): readonly VariableArg[] | undefined {
  const variables = new Map(
    node.arguments?.map(({ name, value }) => [name.value, value.kind === Kind.VARIABLE ? value.name.value : undefined]),
  );
  const given = field.args.filter(({ name, defaultValue }) => variables.has(name) || defaultValue !== undefined);
  const args = given.flatMap(({ name }) => {
    const variable = variables.get(name);
    return variable === undefined ? [] : { name, variable };
  });
  return args.length === given.length ? args : undefined;
}

function planValue(planner: Planner, outer: GraphQLOutputType, nodes: readonly FieldNode[]): ValuePlan {
  const type = getNullableType(outer);
  if (isListType(type)) {
    return { kind: 'list', item: planValue(planner, type.ofType, nodes), itemNullable: !isNonNullType(type.ofType) };
  }
  if (isLeafType(type)) return { kind: 'leaf', text: toLeafText(type) };
  if (!isAbstractType(type)) return { kind: 'object', object: planObject(planner, type, nodes) };
  // All of them now: a run has as many slots as the plan has by then.
  const objects = new Map(
    planner.options.schema.getPossibleTypes(type).map((each) => [each, planObject(planner, each, nodes)]),
  );
  const objectOf = (each: GraphQLObjectType) => objects.get(each) ?? { type: each, fields: [] };
  return { kind: 'abstract', type, objectOf };
}

function shortcutOf(
  writers: TextWriters,
  parentType: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  value: ValuePlan,
): Shortcut | undefined {
  if (field === TypeNameMetaFieldDef) return { kind: 'constant', text: toQuoted(parentType.name) };
  if (!field.resolve && value.kind === 'leaf') return { kind: 'property', name: field.name, text: value.text };
  const writer = writers[`${parentType.name}.${field.name}`];
  if (!writer || writer.kind === 'leaf') return writer;
  if (value.kind !== 'list' || value.item.kind !== 'object') return undefined;
  const columns = value.item.object.fields.map(({ field: { name }, keyText, shortcut }): TableColumn | undefined => {
    if (shortcut?.kind === 'constant') return { keyText, field: null, text: shortcut.text };
    return name in writer.shared || name in writer.own ? { keyText, field: name, text: '' } : undefined;
  });
  const known = columns.filter((column) => column !== undefined);
  return known.length === columns.length ? { kind: 'table', plan: { table: writer, columns: known } } : undefined;
}

/** Names of the variables that decide which fields there are: plans differ by their values, and by nothing else. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}
