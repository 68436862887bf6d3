/**
 * Who is next: interactive before refresh before bulk; within a priority tenants take turns by weight, each in its own
 * order. Every sixteenth turn goes to the lowest priority that waits, so that none starves.
 */

import type { Priority } from '../call.ts';

export interface Queued {
  readonly priority: Priority;
  readonly tenantId: string;
}

const order: readonly Priority[] = ['interactive', 'refresh', 'bulk'];
const lowestEvery = 16;

interface Line<T> {
  readonly waiting: Set<T>;
  /** Turns had so far over the weight: the lowest is next. */
  turns: number;
}

export class FairQueue<T extends Queued> {
  readonly #weightOf: (tenantId: string) => number;
  readonly #lines = new Map<Priority, Map<string, Line<T>>>(order.map((priority) => [priority, new Map()]));
  #given = 0;
  #size = 0;

  /** `weightOf`: a tenant's share against the others', 1 where all are equal. */
  constructor(weightOf: (tenantId: string) => number) {
    this.#weightOf = weightOf;
  }

  get size(): number {
    return this.#size;
  }

  add(item: T): void {
    const lines = this.#linesOf(item.priority);
    let line = lines.get(item.tenantId);
    if (!line) {
      // Who comes new starts level with who is served next: absence earns no credit.
      line = { waiting: new Set(), turns: nextLine(lines)?.turns ?? 0 };
      lines.set(item.tenantId, line);
    }
    line.waiting.add(item);
    this.#size += 1;
  }

  /** Whose turn it is; it stays in the queue until `take`. */
  peek(): T | undefined {
    const turns = this.#given % lowestEvery === lowestEvery - 1 ? order.toReversed() : order;
    for (const priority of turns) {
      const [first] = nextLine(this.#linesOf(priority))?.waiting ?? [];
      if (first) return first;
    }
    return undefined;
  }

  /** Lets it have its turn. */
  take(item: T): void {
    const line = this.#linesOf(item.priority).get(item.tenantId);
    if (!line?.waiting.has(item)) return;
    line.turns += 1 / this.#weightOf(item.tenantId);
    this.#given += 1;
    this.remove(item);
  }

  remove(item: T): void {
    const lines = this.#linesOf(item.priority);
    const line = lines.get(item.tenantId);
    if (!line?.waiting.delete(item)) return;
    this.#size -= 1;
    if (line.waiting.size === 0) lines.delete(item.tenantId);
  }

  /** How many have their turn before the last one its tenant has put in line, if no one else comes. */
  aheadOfLast({ priority, tenantId }: Queued): number {
    const rank = order.indexOf(priority);
    let ahead = 0;
    for (const higher of order.slice(0, rank)) {
      for (const { waiting } of this.#linesOf(higher).values()) ahead += waiting.size;
    }
    const lines = this.#linesOf(priority);
    const own = lines.get(tenantId)?.waiting.size ?? 1;
    const share = own / this.#weightOf(tenantId);
    for (const [other, { waiting }] of lines) {
      ahead += other === tenantId ? own - 1 : Math.min(waiting.size, Math.ceil(share * this.#weightOf(other)));
    }
    return ahead;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const lines of this.#lines.values()) {
      for (const { waiting } of lines.values()) yield* waiting;
    }
  }

  #linesOf(priority: Priority): Map<string, Line<T>> {
    let lines = this.#lines.get(priority);
    if (!lines) {
      lines = new Map();
      this.#lines.set(priority, lines);
    }
    return lines;
  }
}

function nextLine<T>(lines: ReadonlyMap<string, Line<T>>): Line<T> | undefined {
  let next: Line<T> | undefined;
  for (const line of lines.values()) if (!next || line.turns < next.turns) next = line;
  return next;
}
