/**
 * Where everything is: organisations (one call), their sites (one call each) and the sites' meters (one call each).
 * The vendor has no read by a list of ids and no meters of an organisation, and a meter's own answer does not name its
 * site, which gives it its time zone; so meters are found through their sites.
 */

import type { Batch } from '../../domain/batch.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { loadEach, toValues } from '../each-key.ts';
import type { DashboardApi } from './api.ts';
import { contractError, type WireList, type WireMeter, type WireOrganization, type WireSite } from './wire.ts';

export interface PlacedSite {
  readonly site: WireSite;
  readonly organization: WireOrganization;
}

export interface PlacedMeter extends PlacedSite {
  readonly meter: WireMeter;
  /** `meter` stands for an appliance behind one; absent = it is a meter. */
  readonly of?: 'appliances';
}

/** What could be listed, and what stood in the way of the rest. */
export interface Listing<T> {
  readonly items: readonly T[];
  /** Ids of members that do not fit the contract. */
  readonly broken: readonly string[];
  /** Why lists of organisations or sites could not be read. */
  readonly failures: readonly AppError[];
}

export interface Directory {
  sites(call: Call): Promise<Listing<PlacedSite>>;
  meters(call: Call): Promise<Listing<PlacedMeter>>;
  /** By site id; meters of other sites are not read. */
  metersOfSites(siteIds: readonly string[], call: Call): Promise<Batch<readonly PlacedMeter[]>>;
  /** Meters by dashboard id or, failing that, by stream reference. */
  locate(ids: readonly string[], call: Call): Promise<Batch<PlacedMeter>>;
}

export function createDirectory(connection: Connection, api: DashboardApi): Directory {
  /** The lists of several owners: one call each, together, one cache entry each. */
  const readLists = async <T>(
    resource: string,
    ids: readonly string[],
    fetchList: (id: string, call: Call) => Promise<WireList<T> | undefined>,
    call: Call,
  ) => {
    const load = (missing: readonly string[], shared: Call) => loadEach(missing, (id) => fetchList(id, shared));
    const lists = await connection.readMany({ resource, params: {}, ids, tags: () => [resource], load }, call);
    return toValues(lists, ({ value }) => value);
  };

  const sites = async (call: Call): Promise<Listing<PlacedSite>> => {
    const organizations = await connection.read(
      {
        ...{ resource: 'organizations', params: {}, tags: () => ['organizations'] },
        load: (shared: Call) => api.fetchOrganizations(shared),
      },
      call,
    );
    const { items } = organizations.value;
    const lists = await readLists('sites', items.map(idOf), (id, shared) => api.fetchSites(id, shared), call);
    return toListing(items, lists, (organization, site) => ({ site, organization }));
  };

  const meterLists = (sites: readonly PlacedSite[], call: Call) => {
    const organizationOf = new Map(sites.map(({ site, organization }) => [idOf(site), idOf(organization)]));
    const fetchList = (siteId: string, shared: Call) =>
      api.fetchMeters(organizationOf.get(siteId) ?? '', siteId, shared);
    return readLists('meters', [...organizationOf.keys()], fetchList, call);
  };

  const meters = async (call: Call): Promise<Listing<PlacedMeter>> => {
    const listing = await sites(call);
    const owners = listing.items.map((placed) => ({ ...placed, id: placed.site.id }));
    const lists = await meterLists(listing.items, call);
    const own = toListing(owners, lists, ({ site, organization }, meter: WireMeter) => ({ meter, site, organization }));
    return { ...own, failures: [...listing.failures, ...own.failures] };
  };

  const metersOfSites = async (siteIds: readonly string[], call: Call): Promise<Batch<readonly PlacedMeter[]>> => {
    const { items, failures } = await sites(call);
    const siteById = new Map(items.map((placed) => [idOf(placed.site), placed]));
    const lists = await meterLists(
      siteIds.flatMap((id) => siteById.get(id) ?? []),
      call,
    );
    return new Map(
      siteIds.flatMap((id): [string, readonly PlacedMeter[] | AppError][] => {
        const placed = siteById.get(id);
        // In no list that could be read: it may be in the one that could not.
        if (!placed) return failures[0] ? [[id, failures[0]]] : [];
        const list = lists.get(id);
        if (list instanceof AppError) return [[id, list]];
        return [[id, (list?.items ?? []).map((meter) => ({ ...placed, meter }))]];
      }),
    );
  };

  return {
    sites,
    meters,
    metersOfSites,
    async locate(ids, call) {
      const { items, broken, failures } = await meters(call);
      const found = new Map<string, PlacedMeter | AppError>();
      for (const placed of items) if (placed.meter.reference) found.set(String(placed.meter.reference), placed);
      for (const placed of items) found.set(idOf(placed.meter), placed);
      for (const id of broken) found.set(id, contractError('a meter of an unknown shape'));
      // With a list missing, an id that is in none of the others may still exist.
      const [failure] = failures;
      return new Map(
        ids.flatMap((id): [string, PlacedMeter | AppError][] => {
          const meter = found.get(id) ?? failure;
          return meter ? [[id, meter]] : [];
        }),
      );
    },
  };
}

function toListing<O extends { readonly id: number }, T, P>(
  owners: readonly O[],
  lists: ReadonlyMap<string, WireList<T> | AppError>,
  place: (owner: O, item: T) => P,
): Listing<P> {
  const items: P[] = [];
  const broken: string[] = [];
  const failures: AppError[] = [];
  for (const owner of owners) {
    const list = lists.get(idOf(owner));
    if (list instanceof AppError) failures.push(list);
    // An owner that is gone since it was listed has nothing.
    else if (list) {
      items.push(...list.items.map((item) => place(owner, item)));
      broken.push(...list.broken);
    }
  }
  return { items, broken, failures };
}

function idOf(entity: { readonly id: number }): string {
  return String(entity.id);
}
