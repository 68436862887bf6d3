/** Portfolios made and filled. */

import type { Connection } from '../../upstream/connection.ts';
import type { PortfolioAdmin } from '../asset-services.ts';
import { dropping } from '../dropping.ts';
import { endpoints } from './api.ts';
import { mostOptAssets } from './limits.ts';
import { toPortfolio } from './map.ts';
import { tags } from './tags.ts';
import { parseWire, portfolioSchema } from './wire.ts';

export interface PortfolioAdminDeps {
  readonly connection: Connection;
  /** To be called when the list of portfolios was dropped. */
  readonly forgetList: () => void;
}

export function createPortfolioAdmin({ connection, forgetList }: PortfolioAdminDeps): PortfolioAdmin {
  return {
    mostAssets: mostOptAssets,
    async create({ name, description }, call) {
      const endpoint = endpoints.createPortfolio;
      const json = { name, ...(description !== undefined && { description }) };
      const made = dropping(connection, [tags.portfolios], () =>
        connection.fetch({ ...endpoint, method: 'POST', json }, call, ({ body }) =>
          toPortfolio(parseWire(portfolioSchema, body ?? null, endpoint.operation)),
        ),
      );
      return made.finally(forgetList);
    },
    async assign(portfolioId, assetIds, call) {
      const json = { assetUUIDs: [...new Set(assetIds)] };
      // An asset is in the portfolio, however often it is said.
      const request = {
        ...endpoints.assignPortfolioAssets(portfolioId),
        method: 'POST',
        json,
        idempotent: true,
      } as const;
      await dropping(connection, [tags.portfolioAssets], () => connection.send(request, call));
    },
  };
}
