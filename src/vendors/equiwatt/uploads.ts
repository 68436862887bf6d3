/** Consumption sent to equiwatt. */

import type { EnergyPoint } from '../../domain/energy-point.ts';
import type { Connection } from '../../upstream/connection.ts';
import type { ConsumptionUpload } from '../asset-services.ts';
import { dropping } from '../dropping.ts';
import { endpoints } from './api.ts';
import { mostUploadPoints } from './limits.ts';
import { tags } from './tags.ts';

export function createConsumptionUpload(connection: Connection): ConsumptionUpload {
  return {
    mostPoints: mostUploadPoints,
    async send(points, call) {
      const request = {
        ...endpoints.uploadEnergy,
        method: 'POST',
        json: points.map(toWire),
        budgetClass: 'energyUpload',
        // assumed: a point sent again overwrites the one before.
        idempotent: true,
      } as const;
      const stale = [...new Set(points.map(({ assetId }) => tags.energy(assetId)))];
      await dropping(connection, stale, () => connection.send(request, call));
    },
  };
}

/** assumed: epoch seconds, kWh. */
function toWire({ assetId, atMs, kwh, direction }: EnergyPoint) {
  return {
    assetUUID: assetId,
    timestamp: Math.floor(atMs / 1000),
    value: kwh,
    type: direction === 'IMPORT' ? 'import' : 'export',
  };
}
