/**
 * Runs a plan. Values at hand become text at once; where a value is a promise, a piece of the text is left open for it,
 * and nothing above waits for it but the answer itself. Fields that resolve together wait until all that is at hand has
 * been walked, so that parents which become known at once are resolved at once.
 */

import { GraphQLError, type GraphQLResolveInfo, getArgumentValues, isObjectType, locatedError } from 'graphql';
import type { GraphContext } from '../context.ts';
import type { Outcomes } from '../resolve-together.ts';
import type { FieldPlan, ObjectPlan, OperationPlan, Shortcut, ValuePlan } from './plan.ts';
import { tableText } from './table-text.ts';
import { type Chunk, isPromise, type Json, Piece, Place, type Text, toJson } from './text.ts';

export interface RunOptions {
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface RunResult {
  /** JSON; `null` when an error took the whole answer with it. */
  data: Json | undefined;
  readonly errors: readonly GraphQLError[];
}

export function runPlan(plan: OperationPlan, options: RunOptions): RunResult | Promise<RunResult> {
  const run = new Run(plan, options);
  return plan.operation.operation === 'mutation' ? runSerially(run) : runAtOnce(run);
}

/** Parents that a field waits to be resolved for. */
interface Together {
  readonly parents: unknown[];
  readonly pieces: OpenPiece[];
}

/** A piece that a value is still to come for. */
type OpenPiece = Piece & { readonly place: Place };

class Run {
  readonly plan: OperationPlan;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLError[] = [];
  /** Arguments that depend on variables, worked out at their first use. */
  readonly args: (Readonly<Record<string, unknown>> | undefined)[];
  /** Whether an error took the whole answer with it. */
  failed = false;
  /** Pieces that are open. */
  open = 0;
  /** Told when none is any more. */
  onClosed: (() => void) | undefined;
  together = new Map<FieldPlan, Together>();

  constructor(plan: OperationPlan, { rootValue, contextValue, variables }: RunOptions) {
    this.plan = plan;
    this.rootValue = rootValue;
    this.contextValue = contextValue;
    this.variables = variables;
    this.args = new Array(plan.slots);
  }
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
      parts ??= [];
      parts.push(text + field.lead, value);
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
    if (field.together) return togetherText(run, field, source, place);
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

function infoOf({ plan, rootValue, variables }: Run, field: FieldPlan, path: Place): GraphQLResolveInfo {
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

/** The piece of a value that is to come. */
function openText(run: Run, field: FieldPlan, place: Place, coming: Promise<unknown>, write: Write): Text {
  const piece = openPiece(run, place);
  coming.then(
    (value) => fill(run, field, piece, write, value),
    (error: unknown) => fail(run, field, piece, error),
  );
  return piece;
}

function openPiece(run: Run, place: Place): OpenPiece {
  run.open += 1;
  return new Piece(place, '') as OpenPiece;
}

type Write = (value: unknown, place: Place) => Text;

function fill(run: Run, field: FieldPlan, piece: OpenPiece, write: Write, value: unknown): void {
  try {
    piece.content = write(value, piece.place);
  } catch (error) {
    failAbove(run, field, piece.place, error);
  }
  close(run);
}

function fail(run: Run, field: FieldPlan, piece: OpenPiece, error: unknown): void {
  failAbove(run, field, piece.place, error);
  close(run);
}

function close(run: Run): void {
  run.open -= 1;
  if (run.open === 0) run.onClosed?.();
}

/** The piece of a field that is resolved for many parents at once. */
function togetherText(run: Run, field: FieldPlan, parent: unknown, place: Place): Text {
  argsOf(run, field);
  const piece = openPiece(run, place);
  const waiting = run.together.get(field);
  if (waiting) {
    waiting.parents.push(parent);
    waiting.pieces.push(piece);
    return piece;
  }
  // Behind all promises that are settled by now: their values may bring more parents.
  if (run.together.size === 0) process.nextTick(resolveWaiting, run);
  run.together.set(field, { parents: [parent], pieces: [piece] });
  return piece;
}

function resolveWaiting(run: Run): void {
  const waiting = run.together;
  run.together = new Map();
  for (const [field, { parents, pieces }] of waiting) resolveParents(run, field, parents, pieces);
}

function resolveParents(run: Run, field: FieldPlan, parents: readonly unknown[], pieces: readonly OpenPiece[]): void {
  const write: Write = (value, place) => valueText(run, field, field.value, value, place);
  const fillAll = (outcomes: Outcomes<unknown>): void => {
    for (let i = 0; i < pieces.length; i += 1) fill(run, field, pieces[i] as OpenPiece, write, outcomes[i]);
    // The promise of them is older than they are, and would hold them until the next big garbage collection.
    outcomes.length = 0;
  };
  const failAll = (error: unknown): void => {
    for (const piece of pieces) fail(run, field, piece, error);
  };
  try {
    const infoAt = (i: number) => infoOf(run, field, (pieces[i] as OpenPiece).place);
    const outcomes = field.together?.(parents, argsOf(run, field), run.contextValue as GraphContext, infoAt);
    if (isPromise(outcomes)) outcomes.then(fillAll, failAll);
    else fillAll(outcomes ?? []);
  } catch (error) {
    failAll(error);
  }
}

/** An error ends where null may stand; above that it is thrown on. */
function failedText(run: Run, field: FieldPlan, place: Place, thrown: unknown): string {
  const error = located(field, place, thrown);
  if (!place.nullable) throw error;
  endAt(run, place, error);
  return 'null';
}

/** The error of what came later: what is above is written already, so it ends at the place above that may be null. */
function failAbove(run: Run, field: FieldPlan, from: Place, thrown: unknown): void {
  const error = located(field, from, thrown);
  let place: Place | undefined = from;
  while (place && !place.nullable) place = place.prev;
  if (place) endAt(run, place, error);
  else failRoot(run, error);
}

/** Of the errors that end at one place the first is told. */
function endAt(run: Run, place: Place, error: GraphQLError): void {
  if (!place.failed) run.errors.push(error);
  place.failed = true;
}

function failRoot(run: Run, error: GraphQLError): void {
  if (!run.failed) run.errors.push(error);
  run.failed = true;
}

function located(field: FieldPlan, place: Place, thrown: unknown): GraphQLError {
  return locatedError(thrown, field.nodes, keysOf(place));
}

function keysOf(place: Place): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Place | undefined = place; at; at = at.prev) keys.push(at.key);
  return keys.reverse();
}
