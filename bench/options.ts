/** The command line of `npm run bench`. */

import { parseArgs } from 'node:util';

export interface Options {
  /** Ids of rows, or beginnings of them with a `*`; empty = all. */
  readonly only: readonly string[];
  /** Names of contenders; empty = all. */
  readonly contenders: readonly string[];
  readonly rounds: number;
  /** Of load, in a round. */
  readonly seconds: number;
  /** Whether results.md, results.json and results.svg are written. Default: when nothing is left out. */
  readonly write: boolean;
}

export const usage = `usage: npm run bench -- [options]

  --only big,tiny*          rows to run, by id or its beginning (default: all)
  --contenders wattgraph    who takes part (default: all)
  --rounds 3                rounds of each contender, alternating
  --seconds 2               load in each round
  --write                   renew results.md, .json and .svg, though rows or contenders are left out
`;

/** @throws Error naming the option and what would be right */
export function parseOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { only: text, contenders: text, rounds: text, seconds: text, write: { type: 'boolean' } },
  });
  const only = toList(values.only);
  const contenders = toList(values.contenders);
  return {
    only,
    contenders,
    write: values.write ?? (only.length === 0 && contenders.length === 0),
    rounds: toCount('rounds', values.rounds ?? '3'),
    seconds: toCount('seconds', values.seconds ?? '2'),
  };
}

/** Whether `only` chooses the row. */
export function isChosen({ only }: Pick<Options, 'only'>, id: string): boolean {
  if (only.length === 0) return true;
  return only.some((name) => (name.endsWith('*') ? id.startsWith(name.slice(0, -1)) : id === name));
}

function toList(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((part) => part.trim() || []);
}

function toCount(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 600) {
    throw new Error(`--${name} is a whole number, 1 to 600, not ${text}`);
  }
  return count;
}
