/**
 * Who may be given the same answer to an event: the same selection and variables, asked with the same roles of the same
 * tenant. How a client wrote it (spaces, comments, other operations of the document, order of variables) does not count,
 * nor where in the log its subscription begins: that decides which events it gets, not what is told of each.
 */

import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  print,
  separateOperations,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Prepared } from './prepare.ts';
import type { Scope } from './scope.ts';

/** Arguments of the subscription's own field that say where in the log it begins, and nothing else. */
const startArguments: ReadonlySet<string> = new Set(['after']);

/** Equal for operations that may share their answers, and only for these. */
export function toShareKey(prepared: Prepared, { principal, withTrace }: Scope): string {
  const known = prepared.shared;
  if (known && known.principal === principal && known.withTrace === withTrace) return known.key;
  const { document, operation, variables } = prepared;
  const { number, names } = selectionOf(document, operation);
  const given = names.filter((name) => Object.hasOwn(variables, name));
  const used = given.map((name) => [name, toSorted(variables[name])]);
  const key = JSON.stringify([principal.tenantId, rolesText(principal.roles), withTrace, number, used]);
  prepared.shared = { principal, withTrace, key };
  return key;
}

interface Selection {
  /** Stands for the operation and its fragments, as the printer writes them, without where it begins. */
  readonly number: number;
  /** Of the variables in it, sorted. */
  readonly names: readonly string[];
}

const selections = new WeakMap<OperationDefinitionNode, Selection>();

function selectionOf(document: DocumentNode, operation: OperationDefinitionNode): Selection {
  const known = selections.get(operation);
  if (known) return known;
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  const { text, names } = toSelection(own);
  const selection = { number: numberOf(text), names };
  selections.set(operation, selection);
  return selection;
}

/** A number is never given twice: a text that comes back after it was forgotten is another one to whoever kept the old. */
const numbers = new LRUCache<string, number>({ max: 5_000 });
let lastNumber = 0;

function numberOf(text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  lastNumber += 1;
  numbers.set(text, lastNumber);
  return lastNumber;
}

const texts = new WeakMap<ReadonlySet<string>, string>();

function rolesText(roles: ReadonlySet<string>): string {
  const known = texts.get(roles);
  if (known !== undefined) return known;
  const text = [...roles].sort().join();
  texts.set(roles, text);
  return text;
}

function toSelection(document: DocumentNode): { readonly text: string; readonly names: readonly string[] } {
  const startless = visit(document, {
    OperationDefinition: (node) =>
      node.operation === 'subscription'
        ? {
            ...node,
            selectionSet: { ...node.selectionSet, selections: node.selectionSet.selections.map(withoutStart) },
          }
        : undefined,
  });
  const names = new Set<string>();
  visit(startless, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
  });
  const usedOnly = visit(startless, {
    VariableDefinition: ({ variable }) => (names.has(variable.name.value) ? undefined : null),
  });
  return { text: print(usedOnly), names: [...names].sort() };
}

function withoutStart<T extends { readonly kind: Kind }>(selection: T | FieldNode): T | FieldNode {
  if (!isField(selection)) return selection;
  return { ...selection, arguments: (selection.arguments ?? []).filter(({ name }) => !startArguments.has(name.value)) };
}

function isField(selection: { readonly kind: Kind }): selection is FieldNode {
  return selection.kind === Kind.FIELD;
}

/** The same value with the keys of its objects in order. */
function toSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, toSorted(inner)]));
}
