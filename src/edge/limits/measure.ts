/**
 * Measures an operation as if every fragment stood where it is used. Each fragment is measured once and its measure
 * added at each use, so the work grows with the document, whatever the fragments multiply to.
 */

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { LimitName } from './limits.ts';

export type Measures = Readonly<Record<Exclude<LimitName, 'tokens' | 'pageSize'>, number>>;

interface Measure {
  depth: number;
  introspectionDepth: number;
  aliases: number;
  /** Fields directly in this selection set, fragments included. */
  fields: number;
  /** Fields anywhere below, by name. */
  readonly byName: Map<string, number>;
}

export function measureOperation(document: DocumentNode, operation: OperationDefinitionNode): Measures {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const whole = createMeasurer(fragments)(operation.selectionSet);
  return {
    depth: whole.depth,
    introspectionDepth: whole.introspectionDepth,
    aliases: whole.aliases,
    sameField: Math.max(0, ...whole.byName.values()),
    rootFields: whole.fields,
    directives: countDirectives(document),
  };
}

function createMeasurer(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const measured = new Map<string, Measure>();

  const measureFragment = (name: string): Measure => {
    const known = measured.get(name);
    if (known) return known;
    // Stands for itself while it is being measured: a circle adds nothing, and validation refuses it.
    measured.set(name, emptyMeasure());
    const fragment = fragments.get(name);
    const measure = fragment ? measureSet(fragment.selectionSet) : emptyMeasure();
    measured.set(name, measure);
    return measure;
  };

  const measureSet = (set: SelectionSetNode): Measure => {
    const total = emptyMeasure();
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) addSpread(total, measureFragment(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) addSpread(total, measureSet(selection.selectionSet));
      else {
        const below = selection.selectionSet ? measureSet(selection.selectionSet) : emptyMeasure();
        addField(total, selection.name.value, below);
        if (selection.alias) total.aliases += 1;
      }
    }
    return total;
  };
  return measureSet;
}

function emptyMeasure(): Measure {
  return { depth: 0, introspectionDepth: 0, aliases: 0, fields: 0, byName: new Map() };
}

function addSpread(total: Measure, part: Measure): void {
  total.depth = Math.max(total.depth, part.depth);
  total.introspectionDepth = Math.max(total.introspectionDepth, part.introspectionDepth);
  total.aliases += part.aliases;
  total.fields += part.fields;
  for (const [name, count] of part.byName) addName(total, name, count);
}

function addField(total: Measure, name: string, below: Measure): void {
  const meta = name === '__schema' || name === '__type';
  const depth = 1 + below.depth;
  const introspectionDepth = meta ? Math.max(depth, below.introspectionDepth) : below.introspectionDepth;
  addSpread(total, { ...below, fields: 1, depth: meta ? 1 : depth, introspectionDepth });
  addName(total, name, 1);
}

function addName(total: Measure, name: string, count: number): void {
  total.byName.set(name, (total.byName.get(name) ?? 0) + count);
}

function countDirectives(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Directive: () => {
      count += 1;
    },
  });
  return count;
}
