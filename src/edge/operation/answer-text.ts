/** Answers and their JSON: written once, however many they go to, and from what the executor has written of it. */

import type { ExecutionResult, GraphQLError } from 'graphql';
import { type Json, toBytes, toText } from '../../graph/execution/text.ts';

export interface AnswerParts {
  readonly errors: readonly GraphQLError[];
  /** JSON; undefined when nothing was run. */
  readonly data: Json | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * An answer of which the text is all there is; its data is parsed only for who looks into it. (A table of texts by
 * answer, even a weak one, would keep every answer through the collections that only look at what is new.)
 */
class TextAnswer implements ExecutionResult {
  declare readonly errors?: readonly GraphQLError[];
  declare readonly extensions?: Record<string, unknown>;
  /** Until its bytes are asked for: what is older than the answer, such as the promise of it, may hold on to it long after. */
  #json: Json | undefined;
  #bytes: Buffer | undefined;
  /** Made for who asks. */
  #wrapped: { readonly wrapping: Wrapping; readonly bytes: Buffer }[] | undefined;

  constructor(json: Json, { errors, extensions }: Omit<AnswerParts, 'data'>) {
    this.#json = json;
    if (errors.length > 0) this.errors = errors;
    if (extensions) this.extensions = extensions;
  }

  get data(): NonNullable<ExecutionResult['data']> {
    return JSON.parse(this.#whole()).data;
  }

  #whole(): string {
    return this.#json === undefined ? (this.#bytes?.toString() ?? '') : toText(this.#json);
  }

  static textOf(answer: object): string | undefined {
    return answer instanceof TextAnswer ? answer.#whole() : undefined;
  }

  static bytesOf(answer: TextAnswer): Buffer {
    answer.#bytes ??= toBytes(answer.#json ?? '');
    answer.#json = undefined;
    return answer.#bytes;
  }

  static bodyOf(answer: TextAnswer, longestText: number): string | Buffer {
    const json = answer.#json;
    return typeof json === 'string' && json.length <= longestText ? json : TextAnswer.bytesOf(answer);
  }

  static wrappedOf(answer: TextAnswer, wrapping: Wrapping): Buffer {
    answer.#wrapped ??= [];
    const known = answer.#wrapped.find((one) => one.wrapping === wrapping);
    if (known) return known.bytes;
    const bytes = wrap(answer.#whole(), wrapping);
    answer.#wrapped.push({ wrapping, bytes });
    return bytes;
  }
}

/** The JSON of an answer. */
export function toAnswerText(answer: object): string {
  return TextAnswer.textOf(answer) ?? JSON.stringify(answer);
}

/** The JSON of an answer, in UTF-8; the same bytes each time, which nobody may change. */
export function toAnswerBytes(answer: object): Buffer {
  return answer instanceof TextAnswer ? TextAnswer.bytesOf(answer) : Buffer.from(JSON.stringify(answer));
}

/** The JSON of an answer: as text, where that is at hand and has no more characters than this; else as bytes. */
export function toAnswerBody(answer: object, longestText: number): string | Buffer {
  return answer instanceof TextAnswer ? TextAnswer.bodyOf(answer, longestText) : JSON.stringify(answer);
}

/** What a transport puts before and after an answer: the same object for all its answers. */
export interface Wrapping {
  readonly before: string;
  readonly after: string;
}

/** The JSON of an answer in its wrapping, as bytes: made once, however many it is sent to. */
export function toWrappedBytes(answer: object, wrapping: Wrapping): Buffer {
  return answer instanceof TextAnswer ? TextAnswer.wrappedOf(answer, wrapping) : wrap(JSON.stringify(answer), wrapping);
}

function wrap(text: string, { before, after }: Wrapping): Buffer {
  return Buffer.from(`${before}${text}${after}`);
}

export function createAnswer({ errors, data, extensions }: AnswerParts): ExecutionResult {
  if (data === undefined) return { ...(errors.length > 0 && { errors }), ...(extensions && { extensions }) };
  const before = errors.length > 0 ? `"errors":${JSON.stringify(errors)},` : '';
  const after = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
  const head = `{${before}"data":`;
  const json = typeof data === 'string' ? `${head}${data}${after}}` : [head, ...data, `${after}}`];
  return new TextAnswer(json, { errors, extensions });
}

/** The answer that a text without errors is of. */
export function createTextAnswer(text: string): ExecutionResult {
  return new TextAnswer(text, { errors: [] });
}
