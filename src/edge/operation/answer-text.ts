/** Answers and their JSON: written once, however many they go to, and from what the executor has written of it. */

import type { ExecutionResult, GraphQLError } from 'graphql';

const texts = new WeakMap<object, string>();

/** The JSON of an answer. */
export function toAnswerText(answer: object): string {
  const known = texts.get(answer);
  if (known !== undefined) return known;
  const text = JSON.stringify(answer);
  texts.set(answer, text);
  return text;
}

export interface AnswerParts {
  readonly errors: readonly GraphQLError[];
  /** JSON; undefined when nothing was run. */
  readonly data: string | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** An answer whose data is text; it is parsed only for who looks into it. */
export function createAnswer({ errors, data, extensions }: AnswerParts): ExecutionResult {
  const rest = extensions && { extensions };
  const withErrors = errors.length > 0 ? { errors } : {};
  if (data === undefined) return { ...withErrors, ...rest };
  const answer: ExecutionResult = {
    ...withErrors,
    get data() {
      return JSON.parse(data);
    },
    ...rest,
  };
  const before = errors.length > 0 ? `"errors":${JSON.stringify(errors)},` : '';
  const after = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
  texts.set(answer, `{${before}"data":${data}${after}}`);
  return answer;
}
