/**
 * Shortcuts from a model to the text of a field: where the values lie in columns, they are written from there, without
 * a value, an object and a promise each. What a shortcut writes is what the resolver's value would come to.
 */

import type { Chunk } from './text.ts';
import type { TextBytes } from './text-bytes.ts';

/** The text of a list of leaves, or of one leaf. */
export interface LeafWriter {
  readonly kind: 'leaf';
  /** @throws of what cannot be written: the resolver's way then says so */
  readonly write: (source: never) => Chunk;
}

/** A list of objects whose fields are leaves, told apart by whose texts tables alike share and whose are a table's own. */
export interface TableWriter {
  readonly kind: 'table';
  readonly rows: (source: never) => number;
  /** Whether every row can be written; if not, the resolver's way says what is wrong. */
  readonly isWritable: (source: never) => boolean;
  /** The same object for all tables whose `shared` columns have the same texts. */
  readonly sharing: (source: never) => object;
  /** ASCII. */
  readonly shared: Readonly<Record<string, (source: never) => readonly string[]>>;
  /** Each writes a row's; ASCII. */
  readonly own: Readonly<Record<string, (source: never, row: number, out: TextBytes) => void>>;
}

/** By `Type.field`. Only for fields without arguments. */
export type TextWriters = Readonly<Record<string, LeafWriter | TableWriter>>;
