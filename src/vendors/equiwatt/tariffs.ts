/** Tariffs of assets: connected at the supplier by a person, and the prices that follow from them. */

import type { Tariff, TariffRate, TariffScheduleType } from '../../domain/asset-services.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection, VendorRequest } from '../../upstream/connection.ts';
import type { TariffSource } from '../asset-services.ts';
import { dropping } from '../dropping.ts';
import { endpoints } from './api.ts';
import { createPagedList } from './paged-list.ts';
import { tags } from './tags.ts';
import { contractError } from './wire.ts';
import * as wire from './wire-tariffs.ts';

export function createTariffSource(connection: Connection): TariffSource {
  const list = { readPage: wire.parseTariffPage, connection };
  // Of these answers the status is all that counts.
  const isKnown = (request: VendorRequest, call: Call) =>
    connection.fetch({ ...request, accept: [404], expect: 'text' }, call, ({ status }) => status !== 404);

  return {
    connectUrl(assetId, direction, call) {
      const endpoint = endpoints.tariffConnectUrl(assetId, toWord(direction));
      return connection.fetch({ ...endpoint, method: 'GET', accept: [404] }, call, ({ status, body }) => {
        if (status === 404) return undefined;
        const url = wire.parseUrl(body);
        if (url !== undefined) return url;
        throw contractError(endpoint.operation, 'no https address');
      });
    },
    connect(assetId, { direction, callbackUrl, state }, call) {
      const json = { direction: toWord(direction), callbackURL: callbackUrl, state };
      const request = { ...endpoints.connectTariff(assetId), method: 'POST', json, accept: [404] } as const;
      return dropping(connection, [tags.tariffs(assetId)], () =>
        connection.fetch(request, call, ({ status, body }) =>
          status === 404 ? undefined : { url: wire.parseUrl(body) ?? null },
        ),
      );
    },
    disconnect: (assetId, direction, call) =>
      dropping(connection, [tags.tariffs(assetId)], () =>
        isKnown(
          { ...endpoints.disconnectTariff(assetId, toWord(direction)), method: 'DELETE', idempotent: true },
          call,
        ),
      ),
    tariffs(assetId, direction, window, call) {
      const tariffs = createPagedList({
        ...{ ...list, endpoint: endpoints.tariffs(assetId, toWord(direction)), resource: 'tariffs' },
        ...{ tags: [tags.tariffs(assetId)], schema: wire.tariffSchema, toDomain: (tariff: Tariff) => tariff },
      });
      return tariffs.window(window, call);
    },
    async plans(assetId, call) {
      const endpoint = endpoints.tariffPlans(assetId);
      const { value } = await connection.read(
        {
          ...{ resource: 'tariffs', params: { plans: assetId }, tags: () => [tags.tariffs(assetId)] },
          load: (shared) =>
            connection.fetch({ ...endpoint, method: 'GET', accept: [404] }, shared, ({ status, body }) =>
              status === 404 ? [] : wire.parseTariffPlans(body, endpoint.operation),
            ),
        },
        call,
      );
      return value;
    },
    schedule(assetId, type, window, call) {
      const word = toWord(type);
      const rates = createPagedList({
        ...{ ...list, endpoint: endpoints.tariffSchedule(assetId, word), resource: 'tariffSchedules' },
        tags: [tags.tariffs(assetId), tags.tariffSchedule(assetId, word)],
        ...{ schema: wire.tariffRateSchema, toDomain: (rate: TariffRate) => rate },
      });
      return rates.window(window, call);
    },
    createSchedule: (assetId, type, call) =>
      dropping(connection, [tags.tariffSchedule(assetId, toWord(type))], () =>
        // Whether a second one would be made is not known.
        isKnown({ ...endpoints.createTariffSchedule(assetId, toWord(type)), method: 'POST' }, call),
      ),
    refreshSchedule: (assetId, type, call) =>
      dropping(connection, [tags.tariffSchedule(assetId, toWord(type))], () =>
        isKnown({ ...endpoints.refreshTariffSchedule(assetId, toWord(type)), method: 'GET' }, call),
      ),
  };
}

function toWord(kind: TariffScheduleType): string {
  return kind.toLowerCase();
}
