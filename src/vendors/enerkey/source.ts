/** EnerKey as a source: facilities, meters and quantities from whole lists, readings and actions by id. */

import { type Batch, type Slice, toSlice, type Window } from '../../domain/batch.ts';
import type * as entity from '../../domain/entities.ts';
import type { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection, VendorResponse } from '../../upstream/connection.ts';
import { toValues } from '../each-key.ts';
import type { FacilitySource, MeterSource, SourceDeps, VendorSource } from '../vendor.ts';
import { createEnerkeyApi, type EnerkeyApi } from './api.ts';
import { createServicesApi } from './api-services.ts';
import type { EnerkeyConfig } from './config.ts';
import { createDirectory, type Listed } from './directory.ts';
import { chunk, isVendorId } from './ids.ts';
import { developmentPortalLimits, enerkeyLimits, limitedPauseMs, maxMetersPerCall } from './limits.ts';
import { toAction } from './map.ts';
import { createReadings } from './readings.ts';
import * as services from './services.ts';
import { actionsTag } from './tags.ts';
import { contractError } from './wire.ts';

export function createEnerkeySource(config: EnerkeyConfig, deps: SourceDeps): VendorSource {
  const shared = {
    vendor: 'ENERKEY',
    tenantId: deps.tenantId,
    baseUrl: config.baseUrl,
    // The key stands alone: the vendor names no scheme.
    authorize: (key: string) => ({ authorization: key }),
    limits: config.developmentPortal ? developmentPortalLimits : enerkeyLimits,
    ...(config.dailyLimit === undefined ? {} : { perDay: config.dailyLimit }),
    ...(config.concurrentLimit === undefined ? {} : { concurrent: config.concurrentLimit }),
    retryAfterMsFrom: ({ status, headers }: VendorResponse) =>
      status === 429 && headers['retry-after'] === undefined ? limitedPauseMs : undefined,
  } as const;
  const connection = deps.upstream.connect({ ...shared, credentials: config.apiKeys });
  const provisioning = config.provisioningApiKeys
    ? deps.upstream.connect({ ...shared, role: 'provisioning', credentials: config.provisioningApiKeys })
    : connection;
  const api = createEnerkeyApi(connection, config.paths);
  const servicesApi = createServicesApi({ profile: connection, tenant: provisioning }, config.paths);
  const directory = createDirectory(connection, api);

  const meters: MeterSource = {
    list: async (window, call) => sliceOf(await directory.meters(call), window, 'a meter'),
    byIds: async (ids, call) => pick(await directory.meters(call), ids, 'a meter'),
    byFacilityIds: async (facilityIds, call) => byFacility(await directory.meters(call), facilityIds),
    expectFacilities: (call) => {
      const meters = directory.meters(call);
      // Told to who asks for them.
      meters.catch(() => undefined);
      return async (facilityIds) => byFacility(await meters, facilityIds);
    },
    quantities: (call) => directory.quantities(call),
    readings: createReadings({ connection, api, directory, clock: deps.clock }),
  };
  const facilities: FacilitySource = {
    list: async (window, call) => sliceOf(await directory.facilities(call), window, 'a facility'),
    byIds: async (ids, call) => pick(await directory.facilities(call), ids, 'a facility'),
    actions: (facilityIds, call) => actionsByFacility(connection, api, facilityIds, call),
  };
  return {
    vendor: 'ENERKEY',
    meters,
    facilities,
    meterUpload: services.createMeterUpload(servicesApi, connection),
    actionAdmin: services.createActionAdmin(servicesApi, connection),
    images: services.createImages(servicesApi, connection),
    alarms: services.createAlarms(servicesApi, connection),
    provisioning: services.createProvisioning(servicesApi, connection),
    ping: async (call) => {
      await api.fetchQuantities(call);
    },
    status: () => [...new Set([connection, provisioning])].map((each) => each.status()),
  };
}

function sliceOf<T>({ items, broken }: Listed<T>, window: Window, what: string): Slice<T> {
  const slice = toSlice(items, window);
  // Where the broken ones stood in the list is not kept: the first part tells of them all.
  if (broken.length === 0 || window.offset > 0) return slice;
  return { ...slice, broken: broken.map(() => unreadable(what)) };
}

function pick<T extends { readonly ref: { readonly id: string } }>(
  { items, broken }: Listed<T>,
  ids: readonly string[],
  what: string,
): Batch<T> {
  const byId = new Map<string, T | AppError>(items.map((item) => [item.ref.id, item]));
  for (const id of broken) byId.set(id, unreadable(what));
  return new Map(ids.flatMap((id) => (byId.has(id) ? [[id, byId.get(id) as T | AppError]] : [])));
}

function unreadable(what: string): AppError {
  return contractError(`${what} of an unknown shape`);
}

function byFacility({ items }: Listed<entity.Meter>, facilityIds: readonly string[]): Batch<readonly entity.Meter[]> {
  const meters = Map.groupBy(items, ({ facilityId }) => facilityId);
  return new Map(facilityIds.map((id) => [id, meters.get(id) ?? []]));
}

async function actionsByFacility(
  connection: Connection,
  api: EnerkeyApi,
  facilityIds: readonly string[],
  call: Call,
): Promise<Batch<readonly entity.FacilityAction[]>> {
  const load = async (missing: readonly string[], shared: Call): Promise<Batch<readonly entity.FacilityAction[]>> => {
    const chunks = chunk(missing, maxMetersPerCall);
    const lists = await Promise.all(chunks.map((ids) => api.fetchActions(ids, shared)));
    const byFacility = Map.groupBy(
      lists.flatMap((list) => list.items.map(toAction)),
      (action) => action.facilityId,
    );
    return new Map(missing.map((id) => [id, byFacility.get(id) ?? []]));
  };
  const ids = facilityIds.filter(isVendorId);
  const answers = await connection.readMany(
    { resource: 'actions', params: {}, ids, tags: (id) => [actionsTag(id)], load },
    call,
  );
  return toValues(answers, ({ value }) => value);
}
