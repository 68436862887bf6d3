/** equiwatt behind the vendor port: assets, portfolios, events, schemes, webhooks and readings of one tenant. */

import type { Window } from '../../domain/batch.ts';
import type { AssetState } from '../../domain/entities.ts';
import type { Call } from '../../upstream/call.ts';
import { createEventOrder } from '../event-order.ts';
import type { SourceDeps, VendorSource } from '../vendor.ts';
import { authorizeWith, endpoints, fetchOne, ping } from './api.ts';
import { createAssetAdmin } from './asset-admin.ts';
import type { EquiwattConfig } from './config.ts';
import { createEntitySource } from './entity-source.ts';
import { createFlexEvents } from './flex-events.ts';
import { equiwattLimits } from './limits.ts';
import { toAsset, toEventScheme, toMembership, toPortfolio } from './map.ts';
import { withDetails } from './members.ts';
import { createPagedList } from './paged-list.ts';
import { createParticipation } from './participation.ts';
import { createPortfolioAdmin } from './portfolio-admin.ts';
import { fetchReadings } from './readings.ts';
import { staleTags, tags } from './tags.ts';
import { createTariffSource } from './tariffs.ts';
import { createConsumptionUpload } from './uploads.ts';
import { createWebhookSource } from './webhook-registrations.ts';
import * as wire from './wire.ts';

export function createEquiwattSource(config: EquiwattConfig, { tenantId, upstream, clock }: SourceDeps): VendorSource {
  const connection = upstream.connect({
    vendor: wire.vendor,
    tenantId,
    baseUrl: config.baseUrl,
    credentials: [config.apiKey],
    authorize: authorizeWith(config.tenantUuid),
    limits: equiwattLimits,
  });

  const assetForm = { schema: wire.assetSchema, toDomain: toAsset };
  const portfolioForm = { schema: wire.portfolioSchema, toDomain: toPortfolio };

  const assets = createEntitySource({
    ...{ connection, clock, resource: 'assets', tagsOf: (id) => [tags.asset(id)] },
    list: createPagedList({
      ...{ connection, endpoint: endpoints.assets, resource: 'assets', tags: [tags.assets], ...assetForm },
    }),
    fetchById: async (id, call) => {
      const asset = await fetchOne(connection, endpoints.asset(id), wire.assetSchema, call);
      return asset && toAsset(asset);
    },
  });

  const portfolios = createEntitySource({
    ...{ connection, clock, resource: 'portfolios' },
    list: createPagedList({
      ...{ connection, endpoint: endpoints.portfolios, resource: 'portfolios', tags: [tags.portfolios] },
      ...portfolioForm,
    }),
  });

  const eventSchemes = createEntitySource({
    ...{ connection, clock, resource: 'eventSchemes' },
    list: createPagedList({
      ...{ connection, endpoint: endpoints.eventSchemes, resource: 'eventSchemes', tags: [tags.eventSchemes] },
      ...{ schema: wire.eventSchemeSchema, toDomain: toEventScheme },
    }),
  });

  const flexEvents = createFlexEvents({ connection, clock, portfolios });
  const order = createEventOrder();

  return {
    vendor: wire.vendor,
    assets: {
      list: assets.list,
      byIds: assets.byIds,
      readings: (requests, call) => fetchReadings(requests, call, { connection, clock }),
      baselines: (requests, call) => fetchReadings(requests, call, { connection, clock, of: 'baseline' }),
    },
    assetAdmin: createAssetAdmin({ connection, assets }),
    tariffs: createTariffSource(connection),
    participation: createParticipation(connection),
    portfolioAdmin: createPortfolioAdmin({ connection, forgetList: portfolios.forgetList }),
    consumptionUpload: createConsumptionUpload(connection),
    portfolios: {
      list: portfolios.list,
      byIds: portfolios.byIds,
      async assets(portfolioId, window, call) {
        const list = createPagedList({
          ...{ connection, endpoint: endpoints.portfolioAssets(portfolioId), resource: 'members', ...assetForm },
          tags: [tags.portfolioAssets],
        });
        return withDetails(await list.window(window, call), assets, call);
      },
    },
    flexEvents: flexEvents.source,
    eventSchemes: {
      list: eventSchemes.list,
      byIds: eventSchemes.byIds,
      async assets(schemeId: string, state: AssetState | undefined, window: Window, call: Call) {
        // No state of the vendor is called so: nothing to ask for.
        if (state === 'UNKNOWN') return { items: [], total: 0, hasMore: false };
        const list = createPagedList({
          ...{ connection, endpoint: endpoints.eventSchemeAssets(schemeId, state), resource: 'members' },
          ...{ tags: [tags.schemeAssets(schemeId)], schema: wire.membershipSchema, toDomain: toMembership },
        });
        return list.window(window, call);
      },
    },
    webhooks: createWebhookSource(connection),
    ping: (call) => ping(connection, call),
    status: () => [connection.status()],
    async onEvent(event) {
      const stale = staleTags(event);
      if (order.isOvertaken(event, stale)) return 'overtaken';
      if (stale.includes(tags.assets)) assets.forgetList();
      if (stale.includes(tags.flexEvents)) flexEvents.forgetList();
      if (stale.length > 0) await connection.drop(stale);
      return undefined;
    },
  };
}
