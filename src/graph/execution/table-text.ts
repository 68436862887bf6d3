/** The text of a table: what its rows have in common is put together once for all tables alike. */

import type { Chunk } from './text.ts';
import { Ascii, type LateText, type TextBytes } from './text-bytes.ts';
import type { TableWriter } from './text-writers.ts';

export interface TablePlan {
  readonly table: TableWriter;
  readonly columns: readonly TableColumn[];
}

export interface TableColumn {
  /** `"key":` */
  readonly keyText: string;
  /** Name of the field; null = `text` in every row. */
  readonly field: string | null;
  readonly text: string;
}

/** undefined when a row cannot be written. */
export function tableText(plan: TablePlan, source: never): Chunk | undefined {
  if (plan.table.rows(source) === 0) return '[]';
  return plan.table.isWritable(source) ? new LateTable(plan, source) : undefined;
}

class LateTable implements LateText {
  readonly #plan: TablePlan;
  readonly #source: never;

  constructor(plan: TablePlan, source: never) {
    this.#plan = plan;
    this.#source = source;
  }

  write(out: TextBytes): void {
    const source = this.#source;
    const { before, own, last } = framesOf(this.#plan, source);
    const rows = this.#plan.table.rows(source);
    for (let row = 0; row < rows; row += 1) {
      for (let i = 0; i < before.length; i += 1) {
        out.add(before[i] as Ascii, row);
        own[i]?.(source, row, out);
      }
    }
    out.add(last);
  }
}

interface Frames {
  /** What stands before each own column, by row: the end of the row before, keys, shared columns. */
  readonly before: readonly Ascii[];
  /** The own columns. */
  readonly own: readonly TableWriter['own'][string][];
  /** What stands behind the last own column of the last row. */
  readonly last: Ascii;
}

const framesBySharing = new WeakMap<object, Map<TablePlan, Frames>>();

function framesOf(plan: TablePlan, source: never): Frames {
  const sharing = plan.table.sharing(source);
  const known = framesBySharing.get(sharing) ?? new Map<TablePlan, Frames>();
  framesBySharing.set(sharing, known);
  const frames = known.get(plan) ?? toFrames(plan, source);
  // Tables alike are asked by a few documents; it is no loss to forget them all now and then.
  if (known.size >= 16) known.clear();
  known.set(plan, frames);
  return frames;
}

function toFrames({ table, columns }: TablePlan, source: never): Frames {
  const rows = table.rows(source);
  const before: string[][] = [];
  const shared = columns.map(({ field }) => (field === null ? undefined : table.shared[field]?.(source)));
  let end = '[';
  for (let row = 0; row < rows; row += 1) {
    let frame = `${end}${row === 0 ? '{' : ',{'}`;
    let own = 0;
    for (const [i, { keyText, field, text }] of columns.entries()) {
      frame += i === 0 ? keyText : `,${keyText}`;
      const constant = field === null ? text : shared[i]?.[row];
      if (constant !== undefined) frame += constant;
      else {
        before[own] ??= [];
        before[own]?.push(frame);
        own += 1;
        frame = '';
      }
    }
    end = `${frame}}`;
    if (own === 0) {
      before[0] ??= [];
      before[0].push(end);
      end = '';
    }
  }
  const own = columns.flatMap(({ field }) => (field !== null && table.own[field]) || []);
  return { before: before.map((texts) => new Ascii(texts)), own, last: new Ascii([`${end}]`]) };
}
