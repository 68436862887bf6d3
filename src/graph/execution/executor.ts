/**
 * Execution of operations to the text of their answers: compiled, or plain by graphql-js. Both give the same; what the
 * graph's tests promise is run over each.
 */

import {
  type DocumentNode,
  execute,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { conditionVariables, type OperationPlan, planOperation } from './plan.ts';
import { runPlan } from './run.ts';
import type { Client } from './run-state.ts';
import type { Json } from './text.ts';
import type { TextWriters } from './text-writers.ts';
import { type Coerced, createCoercion, type Variables } from './variables.ts';

export interface ExecuteOptions {
  /** Valid. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly contextValue: unknown;
  readonly rootValue?: unknown;
  /** Who asks. Once its signal is aborted nobody hears the errors: one stands for all that come then. */
  readonly client?: Client;
}

export interface Executed {
  /** JSON; undefined when nothing was run, `null` when an error took it all. Whoever takes it may put undefined there. */
  data?: Json | undefined;
  /** What resolvers threw, located. */
  readonly errors: readonly GraphQLError[];
}

/** Never throws or rejects for what a resolver throws; gives the answer at once when no value was a promise. */
export type Executor = (options: ExecuteOptions) => Executed | Promise<Executed>;

/** Of a document, plans for different values of the variables in its conditions. */
const mostPlans = 16;

/** By graphql-js, value by value. */
export function createPlainExecutor(schema: GraphQLSchema): Executor {
  return async ({ document, operation, variables, contextValue, rootValue }) => {
    const operationName = operation.name?.value;
    const result = await execute({
      schema,
      document,
      operationName,
      rootValue,
      contextValue,
      variableValues: variables,
    });
    return { data: result.data === undefined ? undefined : JSON.stringify(result.data), errors: result.errors ?? [] };
  };
}

/** By a plan that is made once for a document. */
export function createCompiledExecutor(schema: GraphQLSchema, writers: TextWriters): Executor {
  const compiled = new WeakMap<OperationDefinitionNode, Compiled>();

  const compiledOf = (document: DocumentNode, operation: OperationDefinitionNode): Compiled => {
    const known = compiled.get(operation);
    if (known) return known;
    const made = compile(document, operation, schema, writers);
    compiled.set(operation, made);
    return made;
  };

  return ({ document, operation, variables: given, contextValue, rootValue, client }) => {
    const { coerce, planFor } = compiledOf(document, operation);
    const { coerced: variables, errors } = coerce(given);
    if (!variables) return { data: undefined, errors };
    let plan: OperationPlan;
    try {
      plan = planFor(variables);
    } catch (error) {
      if (error instanceof GraphQLError) return { data: 'null', errors: [error] };
      throw error;
    }
    return runPlan(plan, { rootValue, contextValue, variables, client });
  };
}

interface Compiled {
  readonly coerce: (given: Variables) => Coerced;
  /** @throws GraphQLError when the schema has no such kind of operation */
  readonly planFor: (variables: Variables) => OperationPlan;
}

function compile(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  writers: TextWriters,
): Compiled {
  const fragments = fragmentsOf(document);
  const conditions = conditionVariables(document);
  const plans = new LRUCache<string, OperationPlan>({ max: mostPlans });
  const planFor = (variables: Variables): OperationPlan => {
    const key = conditions.map((name) => String(variables[name])).join();
    const known = plans.get(key);
    if (known) return known;
    const plan = planOperation({ schema, operation, fragments, variables, writers });
    plans.set(key, plan);
    return plan;
  };
  return { coerce: createCoercion(schema, operation), planFor };
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const each of definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
  return fragments;
}
