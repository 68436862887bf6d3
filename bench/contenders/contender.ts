/** Who is measured: wattgraph, its peers, and the floors under them all. */

import { fileURLToPath } from 'node:url';
import { type Setting, toEnvironment } from '../process/setting.ts';
import type { Command } from '../process/spawn-server.ts';
import type { QueryName } from '../queries/queries.ts';
import { toTailcall } from './tailcall.ts';
import { apiKey, toWattgraph } from './wattgraph.ts';

export interface Contender {
  readonly name: string;
  readonly kind: 'wattgraph' | 'peer' | 'floor';
  /** What it is, for the report. */
  readonly what: string;
  /** @param folder one of its own */
  command(setting: Setting, folder: string): Command | Promise<Command>;
  pathOf(query: QueryName): string;
  readonly headers: Readonly<Record<string, string>>;
}

const peer = (name: string, what: string): Contender => ({
  ...{ name, kind: 'peer', what, headers: {} },
  command: (setting) => nodeCommand(`../peers/${name}.ts`, setting),
  pathOf: () => '/graphql',
});

const floor = (name: string, what: string): Contender => ({
  ...{ name, kind: 'floor', what, headers: {} },
  command: (setting) => nodeCommand(`../floors/${name}.ts`, setting),
  pathOf: (query) => `/${query}`,
});

export const contenders: readonly Contender[] = [
  {
    ...{ name: 'wattgraph', kind: 'wattgraph', headers: { 'x-api-key': apiKey } },
    what: 'this project, everything on',
    command: (setting, folder) => toWattgraph(setting, { folder }),
    pathOf: () => '/graphql',
  },
  peer('apollo', 'Apollo Server 5, standalone'),
  peer('yoga', 'GraphQL Yoga with graphql-jit'),
  peer('mercurius', 'Mercurius with jit'),
  peer('hive', 'Hive Gateway with jit'),
  {
    ...{ name: 'tailcall', kind: 'peer', headers: {} },
    what: 'Tailcall',
    command: toTailcall,
    pathOf: () => '/graphql',
  },
  floor('bff', 'hand-written backend-for-frontend: the same vendor calls, no GraphQL'),
  floor('bare', 'node:http that answers the same bytes without looking'),
];

/** None of an unknown name. */
export function contenderNamed(name: string): Contender[] {
  return contenders.filter((contender) => contender.name === name);
}

/** A file of bench/ on the project's Node. */
export function nodeCommand(file: string, setting: Setting): Command {
  return {
    file: process.execPath,
    args: [fileURLToPath(new URL(file, import.meta.url))],
    env: toEnvironment(setting),
  };
}
