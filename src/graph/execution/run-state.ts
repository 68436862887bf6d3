/** What a run of a plan knows: its values, what went wrong, what is still to come; and what it hands to resolvers. */

import { type FragmentDefinitionNode, type GraphQLError, type GraphQLResolveInfo, getArgumentValues } from 'graphql';
import type { FieldPlan, OperationPlan, ValuePlan } from './plan.ts';
import type { Json, Piece, Place, Text } from './text.ts';

export interface RunOptions {
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly client?: Client | undefined;
}

/** Its signal is asked for when something has failed, and not before: it may be made only then. */
export interface Client {
  readonly signal: AbortSignal;
}

export interface RunResult {
  /** JSON; `null` when an error took the whole answer with it. */
  data: Json | undefined;
  readonly errors: readonly GraphQLError[];
}

/** Parents that a field waits to be resolved for. */
export interface Together {
  readonly parents: unknown[];
  readonly pieces: OpenPiece[];
  readonly write: WriteValue;
}

/** Writes what came for a field at a place. @throws what keeps it from being given */
export type WriteValue = (run: Run, field: FieldPlan, plan: ValuePlan, value: unknown, place: Place) => Text;

/** A piece that a value is still to come for. */
export type OpenPiece = Piece & { readonly place: Place };

export class Run {
  readonly plan: OperationPlan;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly client: Client | undefined;
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

  constructor(plan: OperationPlan, { rootValue, contextValue, variables, client }: RunOptions) {
    this.plan = plan;
    this.rootValue = rootValue;
    this.contextValue = contextValue;
    this.variables = variables;
    this.client = client;
    this.args = new Array(plan.slots);
  }
}

export function argsOf(run: Run, field: FieldPlan): Readonly<Record<string, unknown>> {
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

export function infoOf(run: Run, field: FieldPlan, path: Place): GraphQLResolveInfo {
  return new FieldInfo(run, field, path);
}

/** Made for every value and hardly ever looked at: what it says is looked up when it is asked. */
class FieldInfo implements GraphQLResolveInfo {
  readonly path: Place;
  readonly #run: Run;
  readonly #field: FieldPlan;

  constructor(run: Run, field: FieldPlan, path: Place) {
    this.path = path;
    this.#run = run;
    this.#field = field;
  }

  get fieldName(): string {
    return this.#field.field.name;
  }

  get fieldNodes(): FieldPlan['nodes'] {
    return this.#field.nodes;
  }

  get returnType(): GraphQLResolveInfo['returnType'] {
    return this.#field.field.type;
  }

  get parentType(): GraphQLResolveInfo['parentType'] {
    return this.#field.parentType;
  }

  get schema(): GraphQLResolveInfo['schema'] {
    return this.#run.plan.schema;
  }

  get fragments(): Record<string, FragmentDefinitionNode> {
    return this.#run.plan.fragments as Record<string, FragmentDefinitionNode>;
  }

  get rootValue(): unknown {
    return this.#run.rootValue;
  }

  get operation(): GraphQLResolveInfo['operation'] {
    return this.#run.plan.operation;
  }

  get variableValues(): Record<string, unknown> {
    return this.#run.variables as Record<string, unknown>;
  }
}
