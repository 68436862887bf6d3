/** The text of an answer while parts of it are still to come. */

import type { GraphQLResolveInfo } from 'graphql';
import { type LateText, TextBytes } from './text-bytes.ts';

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

/** Text that is there, or at hand in the columns that it is written from. */
export type Chunk = string | LateText;

/** What stands at a place: at once, or put together when all of it is there. */
export type Text = Chunk | Piece;

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

/** JSON, in one piece or in several. */
export type Json = string | readonly Chunk[];

/**
 * Only once nothing is to come any more. Takes the text out of the pieces: they are older than it, and would hold it until
 * the next big garbage collection.
 */
export function toJson(text: Text): Json {
  if (typeof text === 'string') return text;
  const chunks: Chunk[] = [];
  collect(text, chunks);
  const [only] = chunks;
  return chunks.length === 1 && typeof only === 'string' ? only : chunks;
}

function collect(text: Text, chunks: Chunk[]): void {
  if (!(text instanceof Piece)) {
    add(text, chunks);
    return;
  }
  const { place, content } = text;
  text.content = '';
  if (place?.failed) add('null', chunks);
  else if (isList(content)) for (let i = 0; i < content.length; i += 1) collect(content[i] as Text, chunks);
  else collect(content, chunks);
}

/** Strings beside each other become one. */
function add(chunk: Chunk, chunks: Chunk[]): void {
  const last = chunks.at(-1);
  if (typeof chunk === 'string' && typeof last === 'string') chunks[chunks.length - 1] = last + chunk;
  else chunks.push(chunk);
}

function isList(content: Text | readonly Text[]): content is readonly Text[] {
  return Array.isArray(content);
}

const out = new TextBytes();

export function toBytes(json: Json): Buffer {
  if (typeof json === 'string') return Buffer.from(json);
  out.clear();
  for (const chunk of json) {
    if (typeof chunk === 'string') out.addText(chunk);
    else chunk.write(out);
  }
  return out.take();
}

export function toText(json: Json): string {
  return typeof json === 'string' ? json : toBytes(json).toString();
}
