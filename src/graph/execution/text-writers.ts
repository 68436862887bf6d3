/**
 * Shortcuts from a model to the text of a field: where the values lie in columns, they are written from there, without
 * a value, an object and a promise each. What a shortcut writes is what the resolver's value would come to.
 */

/** The text of a list of leaves, or of one leaf. */
export interface LeafWriter {
  readonly kind: 'leaf';
  readonly write: (source: never) => string;
}

/** A list of objects whose fields are leaves: the text of each field by row. */
export interface TableWriter {
  readonly kind: 'table';
  readonly rows: (source: never) => number;
  readonly columns: Readonly<Record<string, (source: never) => (row: number) => string>>;
}

/** By `Type.field`. Only for fields without arguments. */
export type TextWriters = Readonly<Record<string, LeafWriter | TableWriter>>;
