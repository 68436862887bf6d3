/** A row of the report: something measured of several contenders, alternating. */

import type { Backend } from '../process/backend.ts';
import type { QueryShape } from '../queries/queries.ts';

/** What can be measured; each of a row's samples has those that make sense there. */
export type Measure =
  /** Of whatever the row counts: requests, deliveries, events. */
  | 'perSecond'
  /** CPU time of the server for one of them, microseconds. */
  | 'cpuUs'
  /** Answer times as the load saw them, milliseconds. */
  | 'p50Ms'
  | 'p95Ms'
  | 'p99Ms'
  /** Bytes of an answer, headers included. */
  | 'answerBytes'
  /** Vendor calls for one of them while under load; what was under way at the end counts as calls alone. */
  | 'callsUnderLoad'
  /** Calls beyond the fewest that all the requests could do with that were answered or under way. */
  | 'extraCalls'
  /** Shares of the time, 0 to 1: the server's own CPU, its core whoever used it, and the core of load and vendor. */
  | 'serverBusy'
  | 'serverCoreBusy'
  | 'loadCoreBusy'
  /** Resident memory: after the start, and at the end of a round. */
  | 'restBytes'
  | 'rssBytes'
  /** From the spawn of the process to its first right answer. */
  | 'startMs';

export type Sample = Readonly<Partial<Record<Measure, number>>>;

export interface Entry {
  readonly contender: string;
  /** Why it was not measured; then there are no samples. */
  readonly invalid?: string;
  /** One a round. */
  readonly samples: readonly Sample[];
  /** Vendor calls for a request, counted exactly over some with none cut off. */
  readonly calls?: number;
}

export interface Row {
  /** For `--only`, and in the results. */
  readonly id: string;
  readonly title: string;
  /** What `perSecond` and `cpuUs` count. */
  readonly unit: 'requests' | 'deliveries' | 'starts';
  /** The fewest vendor calls for one of them; undefined where none is counted. */
  readonly fewestCalls?: number;
  /** Values in an answer, where the growth of their cost is looked at. */
  readonly points?: number;
  /** What else a reader should know. */
  readonly note?: string;
  run(context: RunContext): Promise<Entry[]>;
}

export interface RunContext {
  readonly rounds: number;
  /** Of load, in a round. */
  readonly seconds: number;
  /** For bodies, configs and databases; gone afterwards. */
  readonly folder: string;
  /** Whether `--contenders` lets this one take part. */
  takesPart(name: string): boolean;
  /** The stand-in vendor of this size, idle and without latency. */
  backendOf(shape: QueryShape): Promise<Backend>;
}

/** Results by contender, in the order of the names. */
export function inOrder(names: readonly string[], entries: readonly Entry[]): Entry[] {
  return names.flatMap((name) => entries.find(({ contender }) => contender === name) ?? []);
}

export function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
