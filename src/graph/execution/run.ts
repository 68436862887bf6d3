/** Runs a plan. Values at hand become text at once; a promise is made where a value is one. */

import { GraphQLError, type GraphQLResolveInfo, getArgumentValues, isObjectType, locatedError } from 'graphql';
import type { FieldPlan, ObjectPlan, OperationPlan, Shortcut, ValuePlan } from './plan.ts';
import { tableText } from './table-text.ts';
import { isPromise, joinParts, type Text } from './text.ts';

type Path = GraphQLResolveInfo['path'];

export interface RunOptions {
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface RunResult {
  /** JSON; `null` when an error took the whole answer with it. */
  readonly data: string;
  readonly errors: readonly GraphQLError[];
}

interface Run extends RunOptions {
  readonly plan: OperationPlan;
  readonly errors: GraphQLError[];
  /** Arguments that depend on variables, worked out at their first use. */
  readonly args: (Readonly<Record<string, unknown>> | undefined)[];
}

export function runPlan(plan: OperationPlan, options: RunOptions): RunResult | Promise<RunResult> {
  const run: Run = { ...options, plan, errors: [], args: new Array(plan.slots) };
  const done = (data: string): RunResult => ({ data, errors: run.errors });
  const failed = (error: unknown): RunResult => {
    run.errors.push(error as GraphQLError);
    return { data: 'null', errors: run.errors };
  };
  try {
    const serial = plan.operation.operation === 'mutation';
    const text = serial ? runSerially(run, plan.root) : objectText(run, plan.root, options.rootValue, undefined);
    return typeof text === 'string' ? done(text) : text.then(done, failed);
  } catch (error) {
    return failed(error);
  }
}

/** The fields of a mutation, each after the one before has its answer. */
async function runSerially(run: Run, { type, fields }: ObjectPlan): Promise<string> {
  const parts: string[] = [];
  for (const field of fields)
    parts.push(field.keyText + (await fieldText(run, field, run.rootValue, type.name, undefined)));
  return `{${parts.join(',')}}`;
}

/** @throws GraphQLError (or rejects) when a field that must not be null has none */
function objectText(run: Run, { type, fields }: ObjectPlan, source: unknown, path: Path | undefined): Text {
  let text = '{';
  let parts: Text[] | undefined;
  try {
    for (let i = 0; i < fields.length; i += 1) {
      const field = fields[i] as FieldPlan;
      const start = i === 0 ? field.keyText : `,${field.keyText}`;
      const value = fieldText(run, field, source, type.name, path);
      if (typeof value === 'string') text += start + value;
      else {
        parts ??= [];
        parts.push(text + start, value);
        text = '';
      }
    }
  } catch (error) {
    if (!parts) throw error;
    // What is under way ends before its answer is given up.
    return Promise.allSettled(parts).then(() => Promise.reject(error));
  }
  return parts ? joinParts([...parts, text], '', '', '}') : `${text}}`;
}

function fieldText(run: Run, field: FieldPlan, source: unknown, typename: string, parent: Path | undefined): Text {
  if (field.shortcut) {
    const text = shortcutText(field.shortcut, source);
    if (text !== undefined) return text;
  }
  const path: Path = { prev: parent, key: field.key, typename };
  try {
    const value = resolveField(run, field, source, path);
    if (isPromise(value)) {
      return value.then(
        (resolved) =>
          guarded(run, field, path, () => valueText(run, field, field.value, field.nullable, resolved, path)),
        (error: unknown) => failedText(run, field, field.nullable, error, path),
      );
    }
    const text = valueText(run, field, field.value, field.nullable, value, path);
    return typeof text === 'string'
      ? text
      : text.catch((error: unknown) => failedText(run, field, field.nullable, error, path));
  } catch (error) {
    return failedText(run, field, field.nullable, error, path);
  }
}

/** undefined when the value is not what the shortcut is for: the resolver then says what is wrong. */
function shortcutText(shortcut: Shortcut, source: unknown): string | undefined {
  if (shortcut.kind === 'constant') return shortcut.text;
  try {
    return shortcut.kind === 'leaf' ? shortcut.write(source as never) : tableText(shortcut.plan, source as never);
  } catch {
    return undefined;
  }
}

function resolveField(run: Run, field: FieldPlan, source: unknown, path: Path): unknown {
  if (field.resolve) return field.resolve(source, argsOf(run, field), run.contextValue, infoOf(run, field, path));
  if (typeof source !== 'object' || source === null) return undefined;
  const property: unknown = Reflect.get(source, field.field.name);
  return typeof property === 'function'
    ? property.call(source, argsOf(run, field), run.contextValue, infoOf(run, field, path))
    : property;
}

function argsOf(run: Run, field: FieldPlan): Readonly<Record<string, unknown>> {
  if (field.constantArgs) return field.constantArgs;
  const known = run.args[field.slot];
  if (known) return known;
  const args =
    takenArgs(field, run.variables) ??
    getArgumentValues(field.field, field.nodes[0] as FieldPlan['nodes'][number], run.variables);
  run.args[field.slot] = args;
  return args;
}

/** A variable's value is coerced already; undefined when one has none, which graphql-js judges. */
function takenArgs(
  { variableArgs }: FieldPlan,
  variables: RunOptions['variables'],
): RunOptions['variables'] | undefined {
  if (!variableArgs) return undefined;
  const taken: Record<string, unknown> = {};
  for (const { name, variable } of variableArgs) {
    if (!Object.hasOwn(variables, variable) || variables[variable] === null) return undefined;
    taken[name] = variables[variable];
  }
  return taken;
}

function infoOf({ plan, rootValue, variables }: Run, field: FieldPlan, path: Path): GraphQLResolveInfo {
  return {
    fieldName: field.field.name,
    fieldNodes: field.nodes,
    returnType: field.field.type,
    parentType: field.parentType,
    path,
    schema: plan.schema,
    fragments: plan.fragments,
    rootValue,
    operation: plan.operation,
    variableValues: variables as Record<string, unknown>,
  };
}

/** @throws (or rejects) what keeps the value from being given */
function valueText(run: Run, field: FieldPlan, plan: ValuePlan, nullable: boolean, value: unknown, path: Path): Text {
  if (value instanceof Error) throw value;
  if (value === null || value === undefined) {
    if (nullable) return 'null';
    throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.field.name}.`);
  }
  switch (plan.kind) {
    case 'leaf':
      return plan.text(value);
    case 'list':
      return listText(run, field, plan, value, path);
    case 'object':
      return objectText(run, plan.object, value, path);
    case 'abstract':
      return abstractText(run, field, plan, value, path);
  }
}

function listText(
  run: Run,
  field: FieldPlan,
  plan: Extract<ValuePlan, { kind: 'list' }>,
  value: unknown,
  path: Path,
): Text {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    throw new GraphQLError(
      `Expected Iterable, but did not find one for field "${field.parentType.name}.${field.field.name}".`,
    );
  }
  const parts: Text[] = [];
  try {
    let index = 0;
    for (const item of value as Iterable<unknown>) {
      parts.push(itemText(run, field, plan, item, { prev: path, key: index, typename: undefined }));
      index += 1;
    }
  } catch (error) {
    if (!parts.some(isPromise)) throw error;
    return Promise.allSettled(parts).then(() => Promise.reject(error));
  }
  return joinParts(parts, '[', ',', ']');
}

function itemText(
  run: Run,
  field: FieldPlan,
  plan: Extract<ValuePlan, { kind: 'list' }>,
  item: unknown,
  path: Path,
): Text {
  const { item: value, itemNullable } = plan;
  try {
    if (isPromise(item)) {
      return item.then(
        (resolved) =>
          guarded(run, field, path, () => valueText(run, field, value, itemNullable, resolved, path), itemNullable),
        (error: unknown) => failedText(run, field, itemNullable, error, path),
      );
    }
    const text = valueText(run, field, value, itemNullable, item, path);
    return typeof text === 'string'
      ? text
      : text.catch((error: unknown) => failedText(run, field, itemNullable, error, path));
  } catch (error) {
    return failedText(run, field, itemNullable, error, path);
  }
}

/** What `write` gives, its failure told as the field's. */
function guarded(run: Run, field: FieldPlan, path: Path, write: () => Text, nullable = field.nullable): Text {
  try {
    const text = write();
    return typeof text === 'string'
      ? text
      : text.catch((error: unknown) => failedText(run, field, nullable, error, path));
  } catch (error) {
    return failedText(run, field, nullable, error, path);
  }
}

function abstractText(
  run: Run,
  field: FieldPlan,
  plan: Extract<ValuePlan, { kind: 'abstract' }>,
  value: unknown,
  path: Path,
): Text {
  const { type, objectOf } = plan;
  const resolveType = type.resolveType;
  if (!resolveType) throw new Error(`${type.name} does not say which type a value is of.`);
  const named = resolveType(value, run.contextValue, infoOf(run, field, path), type);
  const complete = (name: unknown): Text => {
    const object = typeof name === 'string' ? run.plan.schema.getType(name) : undefined;
    if (!isObjectType(object) || !run.plan.schema.isSubType(type, object)) {
      throw new GraphQLError(`${type.name} has no type ${String(name)}.`);
    }
    return objectText(run, objectOf(object), value, path);
  };
  return isPromise(named) ? named.then(complete) : complete(named);
}

/** An error ends where null may stand; above that it is thrown on. */
function failedText(run: Run, field: FieldPlan, nullable: boolean, thrown: unknown, path: Path): string {
  const error = locatedError(thrown, field.nodes, keysOf(path));
  if (!nullable) throw error;
  run.errors.push(error);
  return 'null';
}

function keysOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Path | undefined = path; at; at = at.prev) keys.push(at.key);
  return keys.reverse();
}
