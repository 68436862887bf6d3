/**
 * The three reads of EnerKey's wire contract (src/vendors/enerkey/api.ts and wire.ts have the shapes) as bytes, each made
 * once and kept: what the stand-in costs in a run is sending them.
 */

import { hoursOf, kwhOf, toStamp, type World } from './world.ts';

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** As strict as src/sandbox/enerkey. */
const maxMeters = 100;
const maxSpanMs = 31 * 86_400_000;
/** Bytes of kept answers, above which the oldest go. */
const maxKeptBytes = 512 * 1024 * 1024;

export function createAnswers(world: World) {
  const allFacilities = toJson(world.facilities.map(toFacility));
  const allMeters = toJson(world.facilities.flatMap(({ meters }) => meters.map(toMeter)));
  const keep = createKeeper();

  const chosen = (name: string, body: string, all: Answer, pick: (ids: ReadonlySet<number>) => unknown[]): Answer =>
    body === '[]' ? all : keep(name + body, () => toChosen(body, pick));

  return {
    /** @param body array of facility ids; an empty one means all */
    facilities: (body: string): Answer =>
      chosen('facilities', body, allFacilities, (ids) =>
        world.facilities.filter(({ id }) => ids.has(id)).map(toFacility),
      ),
    /** @param body array of facility ids; an empty one means all */
    meters: (body: string): Answer =>
      chosen('meters', body, allMeters, (ids) =>
        world.facilities.flatMap(({ id, meters }) => (ids.has(id) ? meters.map(toMeter) : [])),
      ),
    /** @param query `facilityIds=1&facilityIds=2`: what Tailcall, which batches no POST, asks instead of the call above */
    metersByQuery: (query: string): Answer =>
      keep(`metersByQuery${query}`, () => {
        const ids = new Set(new URLSearchParams(query).getAll('facilityIds').map(Number));
        return toJson(world.facilities.flatMap(({ id, meters }) => (ids.has(id) ? meters.map(toMeter) : [])));
      }),
    /** @param query `meterIds=1&meterIds=2&start=…&end=…` */
    values: (query: string): Answer => keep(query, () => toValues(world, new URLSearchParams(query))),
  };
}

function createKeeper(): (key: string, make: () => Answer) => Answer {
  const kept = new Map<string, Answer>();
  let bytes = 0;
  return (key, make) => {
    const known = kept.get(key);
    if (known) return known;
    const answer = make();
    kept.set(key, answer);
    bytes += answer.body.length;
    for (const [oldest, { body }] of kept) {
      if (bytes <= maxKeptBytes || oldest === key) break;
      kept.delete(oldest);
      bytes -= body.length;
    }
    return answer;
  };
}

function toChosen(body: string, pick: (ids: ReadonlySet<number>) => unknown[]): Answer {
  const ids: unknown = orUndefined(() => JSON.parse(body));
  if (!Array.isArray(ids) || !ids.every(Number.isInteger)) return problem('an array of int32 ids is needed');
  return toJson(pick(new Set(ids)));
}

function toValues(world: World, query: URLSearchParams): Answer {
  const ids = query.getAll('meterIds').map(Number);
  const startMs = Date.parse(query.get('start') ?? '');
  const endMs = Date.parse(query.get('end') ?? '');
  if (ids.length === 0) return problem('at least one meter id is needed');
  if (ids.length > maxMeters) return problem(`${ids.length} meter ids; at most ${maxMeters}`);
  if (!ids.every(Number.isInteger)) return problem('meterIds must be int32');
  if (!(startMs < endMs)) return problem('start and end are timestamps, end after start');
  if (endMs - startMs > maxSpanMs) return problem('hourly values: at most 31 days a call');
  const hours = hoursOf(startMs, endMs).map((ms) => ({ ms, timestamp: toStamp(ms) }));
  return toJson(
    ids
      .filter((id) => world.meterIds.has(id))
      .map((meterId) => ({
        ...{ meterId, quantityId: 1, unit: 'kWh' },
        values: hours.map(({ ms, timestamp }) => ({ timestamp, value: kwhOf(meterId, ms) })),
      })),
  );
}

function toFacility({ id, name }: World['facilities'][number]) {
  const address = { streetAddress: null, postalCode: null, city: null, country: 'FI' };
  return { id, name, enegiaId: 28_000 + id, ...address, properties: [] };
}

function toMeter({ id, facilityId, name }: World['facilities'][number]['meters'][number]) {
  const tree = { isCumulative: false, parentMeterId: null, subMeters: null };
  return { id, facilityId, name, quantityId: 1, unit: 'kWh', ...tree, properties: [] };
}

function toJson(value: unknown): Answer {
  return { status: 200, body: Buffer.from(JSON.stringify(value)) };
}

function problem(detail: string): Answer {
  const title = 'One or more validation errors occurred.';
  return { status: 400, body: Buffer.from(JSON.stringify({ title, status: 400, detail })) };
}

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
