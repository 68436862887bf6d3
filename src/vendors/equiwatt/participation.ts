/** Opting assets in and out. */

import type { Connection } from '../../upstream/connection.ts';
import type { Participation, ParticipationChange } from '../asset-services.ts';
import { dropping } from '../dropping.ts';
import { type Endpoint, endpoints } from './api.ts';
import { mostOptAssets } from './limits.ts';
import { tags } from './tags.ts';

export function createParticipation(connection: Connection): Participation {
  const send = async (
    endpoint: Endpoint,
    changes: readonly ParticipationChange[],
    stale: readonly string[],
    call: Parameters<Participation['setInEvent']>[2],
  ) => {
    // Saying the same twice comes to the same.
    const request = { ...endpoint, method: 'POST', json: toOptPayload(changes), idempotent: true } as const;
    await dropping(connection, stale, () => connection.send(request, call));
  };
  return {
    mostAssets: mostOptAssets,
    setInEvent: (eventId, changes, call) =>
      send(endpoints.optInEvent(eventId), changes, [tags.eventAssets(eventId), tags.eventStats(eventId)], call),
    setInScheme: (schemeId, changes, call) =>
      send(endpoints.optInScheme(schemeId), changes, [tags.schemeAssets(schemeId)], call),
  };
}

/** One group a state; an asset named twice has its last state. */
function toOptPayload(changes: readonly ParticipationChange[]) {
  const stateByAsset = new Map(changes.map(({ assetId, state }) => [assetId, state]));
  const groups = (['OPT_IN', 'OPT_OUT'] as const).map((status) => ({
    assetUUIDs: [...stateByAsset].filter(([, state]) => state === status).map(([assetId]) => assetId),
    status,
  }));
  return { statuses: groups.filter(({ assetUUIDs }) => assetUUIDs.length > 0) };
}
