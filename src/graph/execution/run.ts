/**
 * Runs a plan. Values at hand become text at once; where a value is a promise, a piece of the text is left open for it,
 * and nothing above waits for it but the answer itself. Fields that resolve together wait until all that is at hand has
 * been walked, so that parents which become known at once are resolved at once.
 */

import { GraphQLError, isObjectType } from 'graphql';
import { openText, togetherText } from './open-pieces.ts';
import type { FieldPlan, ObjectPlan, OperationPlan, Shortcut, ValuePlan } from './plan.ts';
import { failedText, failRoot } from './run-errors.ts';
import { argsOf, infoOf, Run, type RunOptions, type RunResult } from './run-state.ts';
import { tableText } from './table-text.ts';
import { type Chunk, isPromise, Piece, Place, type Text, toJson } from './text.ts';

export function runPlan(plan: OperationPlan, options: RunOptions): RunResult | Promise<RunResult> {
  const run = new Run(plan, options);
  return plan.operation.operation === 'mutation' ? runSerially(run) : runAtOnce(run);
}

function runAtOnce(run: Run): RunResult | Promise<RunResult> {
  const text = rootText(run, () => objectText(run, run.plan.root, run.rootValue, undefined));
  return run.open === 0 ? toResult(run, text) : closed(run).then(() => toResult(run, text));
}

/** The fields of a mutation, each after the one before has its answer. */
async function runSerially(run: Run): Promise<RunResult> {
  const parts: Text[] = [];
  for (const field of run.plan.root.fields) {
    parts.push(
      field.lead,
      rootText(run, () => fieldText(run, field, run.rootValue, undefined)),
    );
    if (run.open > 0) await closed(run);
    if (run.failed) break;
  }
  return toResult(run, new Piece(undefined, [parts.length === 0 ? '{' : '', ...parts, '}']));
}

/** An error that no null could stand for ends the answer. */
function rootText(run: Run, write: () => Text): Text {
  try {
    return write();
  } catch (error) {
    failRoot(run, error as GraphQLError);
    return 'null';
  }
}

function closed(run: Run): Promise<void> {
  return new Promise((resolve) => {
    run.onClosed = resolve;
  });
}

function toResult(run: Run, text: Text): RunResult {
  return { data: run.failed ? 'null' : toJson(text), errors: run.errors };
}

/** @throws GraphQLError when a field that must not be null has none */
function objectText(run: Run, { fields }: ObjectPlan, source: unknown, place: Place | undefined): Text {
  if (fields.length === 0) return '{}';
  let text = '';
  let parts: Text[] | undefined;
  for (let i = 0; i < fields.length; i += 1) {
    const field = fields[i] as FieldPlan;
    const value = fieldText(run, field, source, place);
    if (typeof value === 'string') text += field.lead + value;
    else {
      text += field.lead;
      // Most often it is the last: a list of just these is smaller than one that grows.
      if (!parts && i === fields.length - 1) return new Piece(place, [text, value, '}']);
      parts ??= [];
      parts.push(text, value);
      text = '';
    }
  }
  text += '}';
  if (!parts) return text;
  parts.push(text);
  return new Piece(place, parts);
}

function fieldText(run: Run, field: FieldPlan, source: unknown, parent: Place | undefined): Text {
  if (field.shortcut) {
    const text = shortcutText(field.shortcut, source);
    if (text !== undefined) return text;
  }
  const place = new Place(parent, field.key, field.parentType.name, field.nullable);
  try {
    if (field.together) return togetherText(run, field, source, place, valueText);
    const value = resolveField(run, field, source, place);
    return isPromise(value)
      ? openText(run, field, place, value, (resolved) => valueText(run, field, field.value, resolved, place))
      : valueText(run, field, field.value, value, place);
  } catch (error) {
    return failedText(run, field, place, error);
  }
}

/** undefined when the value is not what the shortcut is for: the resolver then says what is wrong. */
function shortcutText(shortcut: Shortcut, source: unknown): Chunk | undefined {
  switch (shortcut.kind) {
    case 'constant':
      return shortcut.text;
    case 'property':
      return propertyText(shortcut, source);
    case 'leaf':
    case 'table':
      try {
        return shortcut.kind === 'leaf' ? shortcut.write(source as never) : tableText(shortcut.plan, source as never);
      } catch {
        return undefined;
      }
  }
}

function propertyText({ name, text }: Extract<Shortcut, { kind: 'property' }>, source: unknown): string | undefined {
  if (typeof source !== 'object' || source === null) return undefined;
  const value = (source as Readonly<Record<string, unknown>>)[name];
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  try {
    return text(value);
  } catch {
    return undefined;
  }
}

function resolveField(run: Run, field: FieldPlan, source: unknown, place: Place): unknown {
  if (field.resolve) return field.resolve(source, argsOf(run, field), run.contextValue, infoOf(run, field, place));
  if (typeof source !== 'object' || source === null) return undefined;
  const property: unknown = Reflect.get(source, field.field.name);
  return typeof property === 'function'
    ? property.call(source, argsOf(run, field), run.contextValue, infoOf(run, field, place))
    : property;
}

/** @throws what keeps the value from being given */
function valueText(run: Run, field: FieldPlan, plan: ValuePlan, value: unknown, place: Place): Text {
  if (value instanceof Error) throw value;
  if (value === null || value === undefined) {
    if (place.nullable) return 'null';
    throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.field.name}.`);
  }
  switch (plan.kind) {
    case 'leaf':
      return plan.text(value);
    case 'list':
      return listText(run, field, plan, value, place);
    case 'object':
      return objectText(run, plan.object, value, place);
    case 'abstract':
      return abstractText(run, field, plan, value, place);
  }
}

function listText(
  run: Run,
  field: FieldPlan,
  plan: Extract<ValuePlan, { kind: 'list' }>,
  value: unknown,
  place: Place,
): Text {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    throw new GraphQLError(
      `Expected Iterable, but did not find one for field "${field.parentType.name}.${field.field.name}".`,
    );
  }
  let text = '[';
  let parts: Text[] | undefined;
  let index = 0;
  for (const item of value as Iterable<unknown>) {
    if (index > 0) text += ',';
    const own = itemText(run, field, plan, item, new Place(place, index, undefined, plan.itemNullable));
    if (typeof own === 'string') text += own;
    else {
      parts ??= [];
      parts.push(text, own);
      text = '';
    }
    index += 1;
  }
  text += ']';
  if (!parts) return text;
  parts.push(text);
  return new Piece(place, parts);
}

function itemText(
  run: Run,
  field: FieldPlan,
  { item: plan }: Extract<ValuePlan, { kind: 'list' }>,
  item: unknown,
  place: Place,
): Text {
  try {
    return isPromise(item)
      ? openText(run, field, place, item, (resolved) => valueText(run, field, plan, resolved, place))
      : valueText(run, field, plan, item, place);
  } catch (error) {
    return failedText(run, field, place, error);
  }
}

function abstractText(
  run: Run,
  field: FieldPlan,
  plan: Extract<ValuePlan, { kind: 'abstract' }>,
  value: unknown,
  place: Place,
): Text {
  const { type, objectOf } = plan;
  const resolveType = type.resolveType;
  if (!resolveType) throw new Error(`${type.name} does not say which type a value is of.`);
  const named = resolveType(value, run.contextValue, infoOf(run, field, place), type);
  const complete = (name: unknown): Text => {
    const object = typeof name === 'string' ? run.plan.schema.getType(name) : undefined;
    if (!isObjectType(object) || !run.plan.schema.isSubType(type, object)) {
      throw new GraphQLError(`${type.name} has no type ${String(name)}.`);
    }
    return objectText(run, objectOf(object), value, place);
  };
  return isPromise(named) ? openText(run, field, place, named, complete) : complete(named);
}
