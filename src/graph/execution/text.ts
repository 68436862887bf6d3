/** The text of an answer while parts of it are still to come. */

import type { GraphQLResolveInfo } from 'graphql';

type Path = GraphQLResolveInfo['path'];

/** Where a field or the item of a list stands in the answer. */
export class Place implements Path {
  readonly prev: Place | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
  readonly nullable: boolean;
  /** Whether an error ended here, so that null stands here whatever else comes. */
  failed = false;

  constructor(prev: Place | undefined, key: string | number, typename: string | undefined, nullable: boolean) {
    this.prev = prev;
    this.key = key;
    this.typename = typename;
    this.nullable = nullable;
  }
}

/** What stands at a place: at once, or put together when all of it is there. */
export type Text = string | Piece;

export class Piece {
  /** undefined = the root of the answer. */
  readonly place: Place | undefined;
  content: Text | readonly Text[];

  constructor(place: Place | undefined, content: Text | readonly Text[]) {
    this.place = place;
    this.content = content;
  }
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/**
 * Only once nothing is to come any more. Takes the text out of the pieces: they are older than it, and would hold it until
 * the next big garbage collection.
 */
export function wholeText(text: Text): string {
  if (typeof text === 'string') return text;
  const { place, content } = text;
  text.content = '';
  if (place?.failed) return 'null';
  if (typeof content === 'string' || content instanceof Piece) return wholeText(content);
  // Not `join`: that would copy the text once more at every level, where this only notes what follows what.
  let whole = '';
  for (let i = 0; i < content.length; i += 1) whole += wholeText(content[i] as Text);
  return whole;
}
