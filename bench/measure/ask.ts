/** Single requests: is the answer the right one, and how many vendor calls does it take. */

import type { Contender } from '../contenders/contender.ts';
import { firstDifference } from '../queries/first-difference.ts';
import type { Asked } from '../queries/queries.ts';

export interface Target {
  readonly contender: Contender;
  /** Where it takes the query. */
  readonly url: string;
}

/** undefined when the answer is the expected one, else what is wrong with it. */
export async function findFault(target: Target, asked: Asked, expected: unknown): Promise<string | undefined> {
  const response = await ask(target, asked);
  const text = await response.text();
  if (!response.ok) return `answered ${response.status}: ${text.slice(0, 200)}`;
  return firstDifference(expected, orText(text));
}

export function ask({ contender, url }: Target, asked: Asked): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...contender.headers },
    body: JSON.stringify(asked),
    signal: AbortSignal.timeout(30_000),
  });
}

function orText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
