/** The dashboard API as a source: sites as facilities, meters, readings and costs. */

import { type Batch, type Slice, toSlice, type Window } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import type * as entity from '../../domain/entities.ts';
import { AppError } from '../../errors.ts';
import type { Connection } from '../../upstream/connection.ts';
import type { FacilitySource, MeterSource } from '../vendor.ts';
import type { DashboardApi } from './api.ts';
import { readCosts } from './costs.ts';
import type { Directory, Listing } from './directory.ts';
import { toFacility, toMeter } from './map.ts';
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

export function createMeterSource(
  deps: DashboardDeps,
): Required<Omit<MeterSource, 'quantities' | 'lastReadings' | 'expectFacilities'>> {
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
    readings: createReadings({ ...deps, locate: directory.locate }),
    async costs(id, fromMonth, toMonth, call) {
      const placed = (await directory.locate([id], call)).get(id);
      if (placed instanceof AppError) throw placed;
      return placed ? readCosts(deps, placed, { fromMonth, toMonth }, call) : [];
    },
  };
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
