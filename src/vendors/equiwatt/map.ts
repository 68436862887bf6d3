/** equiwatt's objects in our words. Pure. */

import type {
  Asset,
  AssetEventStats,
  AssetMembership,
  AssetState,
  Baseline,
  EventScheme,
  FlexEvent,
  FlexEventStats,
  FlexEventStatus,
  Portfolio,
  WebhookRegistration,
} from '../../domain/entities.ts';
import type { Ref, RefKind } from '../../domain/ref.ts';
import type {
  WireAsset,
  WireAssetBaselines,
  WireAssetStats,
  WireEvent,
  WireEventScheme,
  WireEventStats,
  WireMembership,
  WirePortfolio,
  WireWebhook,
} from './wire.ts';

/** An asset is also known by the customer's own id (the import MPAN of a smart meter). */
export function toAsset(wire: WireAsset): Asset {
  const ref = refOf('asset', wire.uuid);
  return {
    ref,
    refs: wire.assetId ? [ref, refOf('asset', wire.assetId)] : [ref],
    name: wire.name ?? null,
    type: wire.assetType ?? null,
    archived: wire.archived ?? null,
    installedAt: toIso(wire.installationDate),
    createdAt: toIso(wire.createdAt),
    updatedAt: toIso(wire.updatedAt),
  };
}

export function toPortfolio(wire: WirePortfolio): Portfolio {
  return {
    ...entityOf('portfolio', wire.uuid),
    name: wire.name ?? null,
    description: wire.description ?? null,
    status: wire.status ?? null,
    createdAt: toIso(wire.createdAt),
    updatedAt: toIso(wire.updatedAt),
  };
}

export function toEventScheme(wire: WireEventScheme): EventScheme {
  return { ...entityOf('eventScheme', wire.uuid), name: wire.name ?? null };
}

export function toFlexEvent(wire: WireEvent): FlexEvent {
  return {
    ...entityOf('event', wire.uuid),
    name: wire.name ?? null,
    type: wire.type ?? null,
    status: wordIn(eventStatuses, wire.status),
    startsAt: toIso(wire.startDateTime),
    endsAt: toIso(wire.endDateTime),
    optInRequired: wire.optInRequired ?? null,
    incentive: wire.incentive == null ? null : { amount: wire.incentive, type: wire.incentiveType ?? null },
    eligibility: Object.entries(wire.eligibility ?? {}).flatMap(([name, value]) =>
      isPlain(value) ? [{ name, value: String(value) }] : [],
    ),
    eventSchemeId: wire.eventSchemeUUID ?? null,
  };
}

export function toFlexEventStats(wire: WireEventStats): FlexEventStats {
  return {
    state: wire.state ?? null,
    energySaved: wire.energySaved ?? null,
    participatedAssetCount: wire.participatedAssetCount ?? null,
    incentive: wire.incentive ?? null,
    earnings: wire.earnings ?? null,
    optInCount: wire.optInCount ?? null,
    optOutCount: wire.optOutCount ?? null,
    processedAssetCount: wire.processedStatsAssetsCount ?? null,
    pendingAssetCount: wire.pendingStatsAssetsCount ?? null,
    expiredAssetCount: wire.expiredStatsAssetsCount ?? null,
    highUsageCount: wire.highUsageCount ?? null,
  };
}

export function toMembership(wire: WireMembership): AssetMembership {
  return { assetId: wire.asset.uuid, state: toAssetState(wire.state) };
}

export function toAssetState(word: string | null | undefined): AssetState {
  return wordIn(assetStates, word);
}

/** Baselines without a value say nothing and are left out. */
export function toAssetBaselines(wire: WireAssetBaselines): { assetId: string; baselines: readonly Baseline[] } {
  const baselines = (wire.baselines ?? []).flatMap(({ value, method, type }) =>
    value == null ? [] : [{ value, method: method ?? null, type: type ?? null }],
  );
  return { assetId: wire.asset.uuid, baselines };
}

export function toAssetStats(wire: WireAssetStats): { assetId: string; stats: AssetEventStats } {
  return {
    assetId: wire.asset.uuid,
    stats: {
      state: wire.state ?? null,
      energyForecasted: wire.energyForecasted ?? null,
      energyConsumed: wire.energyConsumed ?? null,
      energySaved: wire.energySaved ?? null,
      energyExportForecasted: wire.energyExportForecasted ?? null,
      energyExportDelivered: wire.energyExportDelivered ?? null,
      energyForecastedStatic: wire.energyForecastedStatic ?? null,
    },
  };
}

export function toWebhookRegistration(wire: WireWebhook): WebhookRegistration {
  return {
    ref: { id: wire.uuid },
    name: wire.name ?? null,
    url: wire.url ?? null,
    eventTypes: wire.eventTypes ?? [],
    createdAt: toIso(wire.createdAt),
  };
}

/** ISO 8601 in UTC; a time without a zone is UTC (assumed). null for what is no time. */
export function toIso(text: string | null | undefined): string | null {
  if (!text) return null;
  const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes('T') ? text : `${text}Z`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

const eventStatuses = ['SCHEDULED', 'STARTED', 'ENDED', 'CANCELLED'] as const satisfies readonly FlexEventStatus[];
const assetStates = ['OPT_IN', 'OPT_OUT', 'DUPLICATED', 'REJECTED', 'READY'] as const satisfies readonly AssetState[];

function wordIn<W extends string>(words: readonly W[], word: string | null | undefined): W | 'UNKNOWN' {
  return words.find((known) => known === word?.toUpperCase()) ?? 'UNKNOWN';
}

/** The vendor promises text; a number or a flag says as much. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function entityOf(kind: RefKind, id: string) {
  const ref = refOf(kind, id);
  return { ref, refs: [ref] };
}

function refOf(kind: RefKind, id: string): Ref {
  return { vendor: 'EQUIWATT', kind, id };
}
