/** A row's figures as medians, and as ratios to its floors and its best peer; pure. */

import { median, spread } from '../measure/statistics.ts';
import type { Entry, Measure, Row, Sample } from '../rows/row.ts';

/** A row as it is written down: without what runs it. */
export type RowFacts = Omit<Row, 'run'>;

export interface RowResult extends RowFacts {
  readonly entries: readonly Entry[];
}

export type Kind = 'wattgraph' | 'peer' | 'floor';

const floors: ReadonlySet<string> = new Set(['bare', 'bff', 'hmac', 'raw-ws']);

export function kindOf(contender: string): Kind {
  if (contender.startsWith('wattgraph')) return 'wattgraph';
  return floors.has(contender) ? 'floor' : 'peer';
}

/** Median over the rounds; undefined when the entry has none of it. */
export function medianOf({ samples }: Entry, measure: Measure): number | undefined {
  const values = valuesOf(samples, measure);
  return values.length === 0 ? undefined : median(values);
}

export function spreadOf({ samples }: Entry, measure: Measure): number | undefined {
  const values = valuesOf(samples, measure);
  return values.length === 0 ? undefined : spread(values);
}

/** The largest of the rounds, where the worst is what matters. */
export function mostOf({ samples }: Entry, measure: Measure): number | undefined {
  const values = valuesOf(samples, measure);
  return values.length === 0 ? undefined : Math.max(...values);
}

export function entryOf(row: RowResult | undefined, contender: string): Entry | undefined {
  return row?.entries.find((entry) => entry.contender === contender && entry.invalid === undefined);
}

/** The measured peer with the highest median of this measure. */
export function bestPeer(row: RowResult | undefined, measure: Measure = 'perSecond'): Entry | undefined {
  return row?.entries
    .filter(({ contender, samples }) => kindOf(contender) === 'peer' && samples.length > 0)
    .toSorted((a, b) => (medianOf(b, measure) ?? 0) - (medianOf(a, measure) ?? 0))[0];
}

/** Median of one as a multiple of another's; undefined when either is missing. */
export function ratio(
  entry: Entry | undefined,
  to: Entry | undefined,
  measure: Measure = 'perSecond',
): number | undefined {
  const above = entry && medianOf(entry, measure);
  const below = to && medianOf(to, measure);
  return above === undefined || below === undefined ? undefined : above / below;
}

export type Limit = 'server' | 'load' | 'neighbours' | 'waiting';

/**
 * What kept the figure from being higher: the server itself, the core of the load and the vendor, somebody else on the
 * server's core, or none of them (latency).
 */
export function limitOf(entry: Entry): Limit | undefined {
  const server = medianOf(entry, 'serverBusy');
  const core = medianOf(entry, 'serverCoreBusy');
  const load = medianOf(entry, 'loadCoreBusy');
  if (server === undefined || core === undefined || load === undefined) return undefined;
  if (server >= 0.9) return 'server';
  if (core - server >= 0.1) return 'neighbours';
  return load >= 0.9 ? 'load' : 'waiting';
}

function valuesOf(samples: readonly Sample[], measure: Measure): number[] {
  return samples.flatMap((sample) => sample[measure] ?? []);
}
