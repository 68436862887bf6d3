/**
 * Appliances behind meters: one list a meter, and one call for an appliance by its id. They are measured as meters are;
 * what they do not say of themselves (time zone, what is measured) is their meter's.
 */

import { type Batch, toSlice } from '../../domain/batch.ts';
import type { MeterAppliance } from '../../domain/site-administration.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import { loadEach, toValues } from '../each-key.ts';
import type { MeterApplianceSource } from '../meter-appliances.ts';
import { readCosts } from './costs.ts';
import type { DashboardDeps } from './dashboard-source.ts';
import type { PlacedMeter } from './directory.ts';
import { applianceRef } from './map.ts';
import { createReadings } from './readings.ts';
import { contractError, type WireAppliance, type WireList } from './wire.ts';

/** An appliance as the vendor gives it, with its meter where that is known. */
interface Known {
  readonly wire: WireAppliance;
  readonly meterId: string | null;
}

const tags = () => ['appliances'];
/** Most appliances whose meter is remembered beside the cache. */
const mostRemembered = 10_000;

export function createApplianceSource(deps: DashboardDeps): MeterApplianceSource {
  const { connection, api, directory } = deps;
  // From the lists that were read: saves the call that would tell it.
  const remembered = new Map<string, Known>();

  const listsOf = async (placed: ReadonlyMap<string, PlacedMeter>, call: Call) => {
    const load = (missing: readonly string[], shared: Call) =>
      loadEach(missing, async (id) => {
        const { organization, site, meter } = placed.get(id) ?? {};
        if (!organization || !site || !meter) return undefined;
        return api.fetchAppliances(organization.id, site.id, meter.id, shared);
      });
    const lists = await connection.readMany<WireList<WireAppliance>>(
      { resource: 'applianceLists', params: {}, ids: [...placed.keys()], tags, load },
      call,
    );
    if (remembered.size > mostRemembered) remembered.clear();
    for (const [meterId, list] of lists) {
      if (list instanceof AppError) continue;
      for (const wire of list.value.items) remembered.set(String(wire.id), { wire, meterId });
    }
    return toValues(lists, ({ value }) => value);
  };

  const find = async (ids: readonly string[], call: Call): Promise<Batch<Known>> => {
    const load = (missing: readonly string[], shared: Call) =>
      loadEach(missing, async (id) => (/^\d{1,15}$/.test(id) ? api.fetchAppliance(id, shared) : undefined));
    const read = await connection.readMany<WireAppliance>(
      { resource: 'appliances', params: {}, ids, tags, load },
      call,
    );
    return toValues(read, ({ value }) => ({ wire: value, meterId: toMeterId(value) }));
  };

  /** With their meters, for reading what they measured; the lists that were read before are trusted with that. */
  const locate = async (ids: readonly string[], call: Call): Promise<Batch<PlacedMeter>> => {
    const known = new Map<string, Known | AppError>();
    for (const id of ids) {
      const one = remembered.get(id);
      if (one) known.set(id, one);
    }
    for (const [id, one] of await find(
      ids.filter((id) => !known.has(id)),
      call,
    )) {
      known.set(id, one);
    }
    const meterIds = [...known.values()].flatMap((one) => (one instanceof AppError ? [] : (one.meterId ?? [])));
    const meters = await directory.locate([...new Set(meterIds)], call);
    return new Map(
      [...known].map(([id, one]) => {
        if (one instanceof AppError) return [id, one];
        const meter = one.meterId === null ? undefined : meters.get(one.meterId);
        return [id, meter instanceof AppError ? meter : toPlaced(one.wire, meter)];
      }),
    );
  };

  const byMeterIds: MeterApplianceSource['byMeterIds'] = async (meterIds, call) => {
    const placed = new Map<string, PlacedMeter>();
    const answers = new Map<string, readonly MeterAppliance[] | AppError>();
    for (const [id, meter] of await directory.locate(meterIds, call)) {
      if (meter instanceof AppError) answers.set(id, meter);
      else placed.set(id, meter);
    }
    for (const [id, list] of await listsOf(placed, call)) {
      const meterId = String(placed.get(id)?.meter.id ?? id);
      answers.set(id, list instanceof AppError ? list : toAppliances(list, meterId));
    }
    return answers;
  };

  return {
    byMeterIds,
    async list(window, call) {
      const { items, failures } = await directory.meters(call);
      const ids = items.map(({ meter }) => String(meter.id));
      const lists = [...(await byMeterIds(ids, call)).values()];
      const failure = failures[0] ?? lists.find((list) => list instanceof AppError);
      if (failure) throw failure;
      return toSlice(
        lists.flatMap((list) => (list instanceof AppError ? [] : list)),
        window,
      );
    },
    async byIds(ids, call) {
      const found = await find(ids, call);
      return new Map(
        [...found].map(([id, one]) => [id, one instanceof AppError ? one : toAppliance(one.wire, one.meterId)]),
      );
    },
    readings: createReadings({ ...deps, locate }),
    async costs(id, fromMonth, toMonth, call) {
      const placed = (await locate([id], call)).get(id);
      if (placed instanceof AppError) throw placed;
      return placed ? readCosts(deps, placed, { fromMonth, toMonth }, call) : [];
    },
  };
}

function toPlaced(wire: WireAppliance, meter: PlacedMeter | undefined): PlacedMeter {
  const sampling = wire.process_sampling_rate ?? wire.process_sampling_rate_minutes;
  const own = {
    ...{ id: wire.id, name: wire.name, reference: wire.reference },
    ...(sampling ? { process_sampling_rate_minutes: sampling } : {}),
  };
  // An appliance that does not name its meter is read in UTC, and taken for electric.
  if (!meter) return { of: 'appliances', meter: own, site: { id: 0 }, organization: { id: 0 } };
  return { ...meter, of: 'appliances', meter: { ...meter.meter, ...own } };
}

function toAppliances({ items, broken }: WireList<WireAppliance>, meterId: string) {
  if (broken.length > 0) return contractError('an appliance of an unknown shape');
  return items.map((wire) => toAppliance(wire, meterId));
}

function toAppliance(wire: WireAppliance, meterId: string | null): MeterAppliance {
  const ref = applianceRef(wire.id);
  return {
    ref,
    refs: [ref],
    meterId,
    name: wire.name ?? null,
    reference: wire.reference === null || wire.reference === undefined ? null : String(wire.reference),
    samplingMinutes: wire.process_sampling_rate ?? wire.process_sampling_rate_minutes ?? null,
    reading: wire.reading ?? null,
    channelParamType: wire.channel_param_type ?? null,
  };
}

function toMeterId({ meter_id: id }: WireAppliance): string | null {
  return id === null || id === undefined ? null : String(id);
}
