/** The dashboard API as a source: sites as facilities, meters, readings and costs. */

import { type Batch, type Slice, toSlice, type Window } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import type * as entity from '../../domain/entities.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { loadEach } from '../each-key.ts';
import type { FacilitySource, MeterSource } from '../vendor.ts';
import type { DashboardApi, YearMonth } from './api.ts';
import type { Directory, Listing } from './directory.ts';
import { settlingDays } from './limits.ts';
import { toCost, toFacility, toMeter } from './map.ts';
import { createReadings } from './readings.ts';
import { contractError } from './wire.ts';

export interface DashboardDeps {
  readonly connection: Connection;
  readonly api: DashboardApi;
  readonly directory: Directory;
  readonly clock: Clock;
}

export function createFacilitySource({ directory }: DashboardDeps): FacilitySource {
  return {
    list: async (window, call) => sliceOf(await directory.sites(call), toFacility, window, 'a site'),
    async byIds(ids, call) {
      const listing = await directory.sites(call);
      const found = new Map<string, entity.Facility | AppError>();
      for (const placed of listing.items) found.set(String(placed.site.id), toFacility(placed));
      for (const id of listing.broken) found.set(id, unreadable('a site'));
      return pick(ids, found, listing.failures[0]);
    },
  };
}

export function createMeterSource(deps: DashboardDeps): Required<Omit<MeterSource, 'quantities' | 'lastReadings'>> {
  const { directory } = deps;
  return {
    list: async (window, call) => sliceOf(await directory.meters(call), toMeter, window, 'a meter'),
    async byIds(ids, call) {
      const located = await directory.locate(ids, call);
      return new Map([...located].map(([id, found]) => [id, found instanceof AppError ? found : toMeter(found)]));
    },
    async byFacilityIds(facilityIds, call) {
      const lists = await directory.metersOfSites(facilityIds, call);
      return new Map([...lists].map(([id, list]) => [id, list instanceof AppError ? list : list.map(toMeter)]));
    },
    readings: createReadings(deps),
    costs: (id, fromMonth, toMonth, call) => readCosts(deps, id, { fromMonth, toMonth }, call),
  };
}

async function readCosts(
  { connection, api, directory, clock }: DashboardDeps,
  id: string,
  range: { readonly fromMonth: string; readonly toMonth: string },
  call: Call,
): Promise<readonly entity.Cost[]> {
  const placed = (await directory.locate([id], call)).get(id);
  if (placed instanceof AppError) throw placed;
  if (!placed) return [];
  const meterId = String(placed.meter.id);
  const settledMs = clock.now() - settlingDays * 86_400_000;
  const read = async (month: string): Promise<readonly entity.Cost[]> => {
    const { year, month: number, endMs } = toMonth(month);
    const costs = await connection.readMany<readonly entity.Cost[]>(
      {
        ...{ resource: 'costs', params: { month }, ids: [meterId], tags: () => [`meter:${meterId}`] },
        immutable: endMs <= settledMs,
        load: (ids, shared) => loadEach(ids, () => fetchCosts(api, meterId, { year, month: number }, shared)),
      },
      call,
    );
    const answer = costs.get(meterId);
    if (answer instanceof AppError) throw answer;
    return answer?.value ?? [];
  };
  return (await Promise.all(monthsBetween(range.fromMonth, range.toMonth).map(read))).flat();
}

async function fetchCosts(api: DashboardApi, meterId: string, month: YearMonth, call: Call) {
  const days = await api.fetchCosts(meterId, month, call);
  return days?.map(toCost).sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Months `YYYY-MM`, both included; none when the first comes after the last. */
function monthsBetween(from: string, to: string): string[] {
  const last = Temporal.PlainYearMonth.from(to);
  const months: string[] = [];
  let month = Temporal.PlainYearMonth.from(from);
  while (Temporal.PlainYearMonth.compare(month, last) <= 0) {
    months.push(month.toString());
    month = month.add({ months: 1 });
  }
  return months;
}

/** `endMs`: by when the month is over everywhere. */
function toMonth(text: string): YearMonth & { readonly endMs: number } {
  const { year, month } = Temporal.PlainYearMonth.from(text);
  return { year, month, endMs: Date.UTC(year, month) + 86_400_000 };
}

/** A whole list, or nothing: with a part of it missing, its places and its length would be wrong. */
function sliceOf<P, T>(listing: Listing<P>, map: (placed: P) => T, window: Window, what: string): Slice<T> {
  const [failure] = listing.failures;
  if (failure) throw failure;
  const { items, ...slice } = toSlice(listing.items, window);
  const broken = window.offset === 0 ? listing.broken.map(() => unreadable(what)) : [];
  return { ...slice, items: items.map(map), ...(broken.length > 0 ? { broken } : {}) };
}

/** An id that is not found where a list could not be read may exist all the same: it gets that list's error. */
function pick<T>(ids: readonly string[], found: ReadonlyMap<string, T | AppError>, failure?: AppError): Batch<T> {
  return new Map(
    ids.flatMap((id): [string, T | AppError][] => {
      const item = found.get(id) ?? failure;
      return item ? [[id, item]] : [];
    }),
  );
}

function unreadable(what: string): AppError {
  return contractError(`${what} of an unknown shape`);
}
