/** What EnerKey does beyond being read: it takes values, changes actions, draws images, and provisions customers. */

import type { Image } from '../../domain/facility-services.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { loadEach, toValues } from '../each-key.ts';
import type { ActionAdmin, AlarmSource, ImageSource, MeterUpload, ProvisioningAdmin } from '../facility-services.ts';
import type { EnerkeyServicesApi } from './api-services.ts';
import { isVendorId } from './ids.ts';
import { maxPushDays } from './limits.ts';
import { toAction } from './map.ts';
import * as map from './map-services.ts';
import { actionsTag, meterTag } from './tags.ts';
import { parseAction } from './wire.ts';
import type { RawAction } from './wire-services.ts';

/** A change that failed may have arrived all the same: what it makes stale is dropped either way. */
async function dropping<T>(connection: Connection, tags: readonly string[], change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } finally {
    await connection.drop(tags).catch(toAppError);
  }
}

export function createMeterUpload(api: EnerkeyServicesApi, connection: Connection): MeterUpload {
  return {
    mostDays: maxPushDays,
    pushConsumption: async (meterId, values, call) =>
      isVendorId(meterId) &&
      dropping(connection, [meterTag(meterId)], () => api.pushConsumptions(meterId, map.toPushItems(values), call)),
    pushReadings: async (meterId, values, call) =>
      isVendorId(meterId) &&
      dropping(connection, [meterTag(meterId)], () => api.pushReadings(meterId, map.toPushItems(values), call)),
  };
}

export function createActionAdmin(api: EnerkeyServicesApi, connection: Connection): ActionAdmin {
  // The vendor replaces what it has: whoever reads, changes and writes must be alone with the action meanwhile. Here
  // that holds within the process; whoever calls sees to other replicas.
  const alone = createTurns();

  const update = async (read: RawAction, changes: Parameters<ActionAdmin['update']>[2], call: Call) => {
    const stored = await dropping(connection, [actionsTag(toModel(read).facilityId ?? '')], () =>
      api.updateAction(map.changeAction(read, changes), call),
    );
    return stored && { outcome: 'updated' as const, action: toModel(stored) };
  };

  return {
    update: async (id, expected, changes, call) => {
      if (!isVendorId(id)) return undefined;
      return alone(id, async () => {
        const read = await api.fetchAction(id, call);
        if (!read) return undefined;
        const action = toModel(read);
        if (action.revision === expected) return update(read, changes, call);
        // Whoever comes with an old revision may have it from our cache.
        await connection.drop([actionsTag(action.facilityId ?? '')]);
        return { outcome: 'changed' as const, action };
      });
    },
  };
}

const toModel = (action: RawAction) => toAction(parseAction(action));

export function createImages(api: EnerkeyServicesApi, connection: Connection): ImageSource {
  // Kept as text: a shared cache holds nothing else.
  const read = async (
    id: string,
    params: Readonly<Record<string, string>>,
    fetchOne: (id: string, call: Call) => Promise<Image | undefined>,
    call: Call,
  ): Promise<Image | undefined> => {
    if (!isVendorId(id)) return undefined;
    const load = (ids: readonly string[], shared: Call) =>
      loadEach(ids, async (one) => {
        const image = await fetchOne(one, shared);
        return image && { contentType: image.contentType, base64: Buffer.from(image.bytes).toString('base64') };
      });
    const found = (await connection.readMany({ resource: 'images', params, ids: [id], load }, call)).get(id);
    if (found instanceof AppError) throw found;
    return found && { contentType: found.value.contentType, bytes: Buffer.from(found.value.base64, 'base64') };
  };

  return {
    facilityImage: (request, call) => {
      const { kind, format, colors, quantityId = '' } = request;
      const fetchOne = kind === 'full' ? api.fetchConsumptionImage : api.fetchFacilityImage;
      const params = { kind, format, quantityId, colors: colors.join() };
      return read(request.facilityId, params, (_, shared) => fetchOne(map.toImageQuery(request), shared), call);
    },
    alarmImage: (id, call) => read(id, { kind: 'alarm' }, api.fetchLogImage, call),
  };
}

export function createAlarms(api: EnerkeyServicesApi, connection: Connection): AlarmSource {
  return {
    byIds: async (ids, call) => {
      const load = (missing: readonly string[], shared: Call) =>
        loadEach(missing, async (id) => {
          const alarm = await api.fetchAlarm(id, shared);
          return alarm && map.toAlarm(alarm);
        });
      const spec = { resource: 'alarms', params: {}, ids: ids.filter(isVendorId), load };
      return toValues(await connection.readMany(spec, call), ({ value }) => value);
    },
  };
}

/** `connection`: the profile's, whose facilities and meters a snapshot changes. */
export function createProvisioning(api: EnerkeyServicesApi, connection: Connection): ProvisioningAdmin {
  const stale = ['facilities', 'meters'];
  // One snapshot at a time: the one sent last must be the one that holds.
  const alone = createTurns();
  return {
    provisionCustomers: (customers, call) =>
      alone('', () => dropping(connection, stale, () => api.upsertCustomers(customers.map(map.toWireCustomer), call))),
    provisionData: (data, call) =>
      alone('', () => dropping(connection, stale, () => api.upsertData(data.map(map.toWireData), call))),
    state: async (id, call) => {
      const state = await api.fetchProvisioning(id, call);
      if (state && /^(completed|failed)$/i.test(state.status)) await connection.drop(stale);
      return state && map.toProvisioningState(state);
    },
  };
}

/** Work under one key, one after the other, in the order it came. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
