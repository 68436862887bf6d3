/**
 * What the profile holds, as whole lists: all facilities are one call, all meters one, all quantities one. A list is
 * cheaper than any choice from it, and the vendor has no pages.
 */

import type * as entity from '../../domain/entities.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import type { EnerkeyApi } from './api.ts';
import { toFacility, toMeters, toQuantity } from './map.ts';
import type { WireFacility, WireProperty } from './wire.ts';

export interface Listed<T> {
  readonly items: readonly T[];
  /** Ids of members that do not fit the contract; they are left out of `items`. */
  readonly broken: readonly string[];
}

export interface Directory {
  facilities(call: Call): Promise<Listed<entity.Facility>>;
  /** Parents before their sub-meters. */
  meters(call: Call): Promise<Listed<entity.Meter>>;
  quantities(call: Call): Promise<readonly entity.Quantity[]>;
}

export function createDirectory(connection: Connection, api: EnerkeyApi): Directory {
  const read = async <T>(resource: string, call: Call, load: (call: Call) => Promise<T>): Promise<T> =>
    (await connection.read({ resource, params: {}, tags: () => [resource], load }, call)).value;

  const loadFacilities = async (call: Call): Promise<Listed<entity.Facility>> => {
    const { items, broken } = await api.fetchFacilities(call);
    const properties = await propertiesOf(items, call);
    return { items: items.map((facility) => toFacility(facility, properties.get(facility.id) ?? [])), broken };
  };

  // Assumed: a facility carries its properties. Where it does not, one more call brings those of all.
  const propertiesOf = async (
    facilities: readonly WireFacility[],
    call: Call,
  ): Promise<ReadonlyMap<number, readonly WireProperty[]>> => {
    if (facilities.every((facility) => facility.properties)) {
      return new Map(facilities.map((facility) => [facility.id, facility.properties ?? []]));
    }
    const { items } = await api.fetchFacilityProperties(call);
    return new Map(items.map((item) => [item.facilityId, item.properties]));
  };

  return {
    facilities: (call) => read('facilities', call, loadFacilities),
    meters: (call) =>
      read('meters', call, async (shared) => {
        const { items, broken } = await api.fetchMeters(shared);
        return { items: toMeters(items), broken };
      }),
    quantities: (call) =>
      read('quantities', call, async (shared) => (await api.fetchQuantities(shared)).items.map(toQuantity)),
  };
}
