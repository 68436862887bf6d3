/** The sandbox's entities as equiwatt writes them: acronyms in capitals, some numbers as text. */

import type { AssetFigures } from './figures.ts';
import type { SandboxWebhook } from './webhooks.ts';
import {
  incentivePerKwh,
  type SandboxAsset,
  type SandboxEvent,
  type SandboxPortfolio,
  type SandboxScheme,
} from './world.ts';

export function assetJson(asset: SandboxAsset) {
  return {
    uuid: asset.uuid,
    assetId: asset.assetId,
    name: asset.name,
    assetType: 'SMARTMETER',
    archived: asset.archived,
    installationDate: asset.installationDate,
    createdAt: asset.createdAt,
    updatedAt: asset.updatedAt,
  };
}

export function portfolioJson({ uuid, name, description, assets }: SandboxPortfolio) {
  const at = '2012-12-01T10:00:00.000Z';
  return {
    uuid,
    name,
    description: description ?? `${assets.length} smart meters`,
    status: 'ACTIVE',
    createdAt: at,
    updatedAt: at,
  };
}

export const schemeJson = ({ uuid, name }: SandboxScheme) => ({ uuid, name });

export function memberJson({ asset, state }: { readonly asset: SandboxAsset; readonly state: string }) {
  return { asset: { uuid: asset.uuid, assetId: asset.assetId }, state };
}

export function eventJson(event: SandboxEvent) {
  return {
    uuid: event.uuid,
    name: event.name,
    type: 'TURN_DOWN',
    status: event.step === 'SCHEDULED' || event.step === 'STARTED' ? event.step : 'ENDED',
    startDateTime: new Date(event.startMs).toISOString(),
    endDateTime: new Date(event.endMs).toISOString(),
    optInRequired: true,
    incentive: incentivePerKwh,
    incentiveType: 'GBP_PER_KWH',
    eligibility: { assetType: 'SMARTMETER', minimumBaselineKwh: '0.1' },
    eventSchemeUUID: event.scheme.uuid,
  };
}

/** Of the family without `v1`. */
export function assetBaselinesJson({ asset, baseline }: AssetFigures) {
  return {
    asset: { uuid: asset.uuid, assetId: asset.assetId },
    baselines: [{ value: String(baseline), method: 'MEAN_OF_10_DAYS', type: 'import' }],
  };
}

export function baselineJson({ asset, baseline }: AssetFigures) {
  return {
    value: String(baseline),
    method: 'MEAN_OF_10_DAYS',
    asset: { uuid: asset.uuid, assetId: asset.assetId },
  };
}

/** The secret is told at creation only. */
export function webhookJson({ uuid, name, url, eventTypes, createdAt }: SandboxWebhook) {
  return { uuid, name, url, eventTypes, createdAt };
}
