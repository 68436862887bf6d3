/** What is asked of every contender alike, and what the answer must be: worked out from the world, not from anyone's answer. */

import { hourMs, hoursOf, kwhOf, toStamp, type World } from '../backend/world.ts';

export type QueryName = 'big' | 'columns' | 'tiny';

export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface QueryShape {
  /** Facilities and meters of each that the query asks for: all there are. */
  readonly facilities: number;
  readonly metersPerFacility: number;
  /** Hours of a window. */
  readonly hours: number;
}

/** The tenant of every contender. */
export const tenant = { id: 'bench', name: 'Bench' } as const;

const readings = (fields: string) => `query Big($from: DateTime!, $to: DateTime!, $facilities: Int!, $meters: Int!) {
  tenant {
    facilities(first: $facilities) {
      nodes {
        name
        meters(first: $meters) {
          nodes { name consumption(from: $from, to: $to, resolution: HOUR) { unit ${fields} } }
        }
      }
    }
  }
}`;

const documents: Readonly<Record<QueryName, string>> = {
  big: readings('points { at value }'),
  columns: readings('timestamps values'),
  tiny: 'query Tiny($id: ID!) { tenant { id name } node(id: $id) { id } }',
};

/** The i-th of the queries of this name; each i asks of another window, or of another id. */
export function toAsked(name: QueryName, shape: QueryShape, i: number): Asked {
  const query = documents[name];
  if (name === 'tiny') return { query, variables: { id: unknownId(i) } };
  const { fromMs, toMs } = windowOf(shape, i);
  const sizes = { facilities: shape.facilities, meters: shape.metersPerFacility };
  return { query, variables: { from: toStamp(fromMs), to: toStamp(toMs), ...sizes } };
}

/** The answer to `toAsked` of the same arguments. */
export function toExpected(name: QueryName, shape: QueryShape, i: number, world: World): unknown {
  if (name === 'tiny') return { data: { tenant, node: null } };
  const { fromMs, toMs } = windowOf(shape, i);
  const hours = hoursOf(fromMs, toMs).map((ms) => ({ ms, at: toStamp(ms) }));
  const series = (meterId: number) =>
    name === 'big'
      ? { unit: 'KWH', points: hours.map(({ ms, at }) => ({ at, value: kwhOf(meterId, ms) })) }
      : { unit: 'KWH', timestamps: hours.map(({ at }) => at), values: hours.map(({ ms }) => kwhOf(meterId, ms)) };
  const nodes = world.facilities.map((facility) => ({
    name: facility.name,
    meters: { nodes: facility.meters.map((meter) => ({ name: meter.name, consumption: series(meter.id) })) },
  }));
  return { data: { tenant: { facilities: { nodes } } } };
}

/** Values that the big and columns queries ask for. */
export function pointsOf({ facilities, metersPerFacility, hours }: QueryShape): number {
  return facilities * metersPerFacility * hours;
}

/** The fewest vendor calls that answer a query from nothing: facilities, meters, values of 100 meters a call. */
export function fewestCalls(name: QueryName, { facilities, metersPerFacility }: QueryShape): number {
  return name === 'tiny' ? 0 : 2 + Math.ceil((facilities * metersPerFacility) / 100);
}

// Days of the past that are long settled, each another one.
const firstDayMs = Date.UTC(2025, 0, 1);

function windowOf({ hours }: QueryShape, i: number): { readonly fromMs: number; readonly toMs: number } {
  const fromMs = firstDayMs + i * 24 * hourMs;
  return { fromMs, toMs: fromMs + hours * hourMs };
}

// Nobody's id: every contender answers null without asking the vendor.
function unknownId(i: number): string {
  return `unknown-${i}`;
}
