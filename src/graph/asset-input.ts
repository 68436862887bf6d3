/** Judges what clients say of assets to be made, and puts it in our words. */

import type { AssetLocation, NewAsset } from '../domain/asset-services.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { badInput } from '../errors.ts';
import { toEpochMs } from './arguments.ts';
import type { GraphContext } from './context.ts';
import { findAt } from './find-at.ts';
import { eventSchemeFinder } from './finders.ts';
import type { AssetLocationInput, NewAssetInput } from './generated/resolvers.ts';

const longestText = 255;

/**
 * The texts and numbers are judged before any scheme is looked up, so bad ones cost no vendor call.
 * @throws AppError BAD_USER_INPUT naming the field (`input.assets.3.location.postcode`)
 */
export async function toNewAssets(
  inputs: readonly NewAssetInput[],
  { vendor, mostAssets }: { readonly vendor: VendorName; readonly mostAssets: number },
  context: GraphContext,
): Promise<readonly NewAsset[]> {
  if (inputs.length === 0 || inputs.length > mostAssets) {
    throw badInput('input.assets', `input.assets: ${inputs.length} assets; 1 to ${mostAssets} at once.`);
  }
  const judged = inputs.map((input, i) => toNewAsset(input, `input.assets.${i}`));
  assertDistinct(judged);
  return Promise.all(
    judged.map(async (asset, i) => {
      const by = inputs[i]?.eventScheme;
      if (!by) return asset;
      const field = `input.assets.${i}.eventScheme`;
      const { ref } = await findAt(field, eventSchemeFinder, by, context);
      if (ref.vendor !== vendor) throw badInput(field, `${field}: the scheme is not one of ${vendor}.`);
      return { ...asset, eventSchemeId: ref.id };
    }),
  );
}

/** Without what surrounds it. @throws AppError BAD_USER_INPUT naming `field` */
export function toText(field: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= longestText) return trimmed;
  throw badInput(field, `${field}: 1 to ${longestText} characters; this has ${trimmed.length}.`);
}

function toNewAsset(input: NewAssetInput, field: string): NewAsset {
  const { exportMpan, bmuId, installedAt, schemeOptedInAt } = input;
  const at = (name: string) => `${field}.${name}`;
  const iso = (name: string, text: string) => new Date(toEpochMs(at(name), text)).toISOString();
  return {
    userId: toText(at('userId'), input.userId),
    assetId: toText(at('assetId'), input.assetId),
    name: toText(at('name'), input.name),
    type: input.type ?? 'SMARTMETER',
    location: toLocation(input.location, at('location')),
    halfHourlySettled: input.halfHourlySettled ?? false,
    ...(exportMpan != null && { exportMpan: toText(at('exportMpan'), exportMpan) }),
    ...(bmuId != null && { bmuId: toText(at('bmuId'), bmuId) }),
    ...(installedAt != null && { installedAt: iso('installedAt', installedAt) }),
    ...(schemeOptedInAt != null && { schemeOptedInAt: iso('schemeOptedInAt', schemeOptedInAt) }),
  };
}

function toLocation({ latitude, longitude, ...texts }: AssetLocationInput, field: string): AssetLocation {
  const location = {
    postcode: toText(`${field}.postcode`, texts.postcode),
    buildingNoOrName: toText(`${field}.buildingNoOrName`, texts.buildingNoOrName),
    address: toText(`${field}.address`, texts.address),
  };
  if (latitude == null && longitude == null) return location;
  return {
    ...location,
    latitude: toDegrees(`${field}.latitude`, latitude, 90),
    longitude: toDegrees(`${field}.longitude`, longitude, 180),
  };
}

function toDegrees(field: string, degrees: number | null | undefined, most: number): number {
  if (degrees == null) throw badInput(field, `${field}: give latitude and longitude, or neither.`);
  if (Math.abs(degrees) <= most) return degrees;
  throw badInput(field, `${field}: ${degrees} is no such place; -${most} to ${most} degrees.`);
}

function assertDistinct(assets: readonly NewAsset[]): void {
  const seen = new Set<string>();
  for (const [i, { assetId }] of assets.entries()) {
    if (!seen.has(assetId)) {
      seen.add(assetId);
      continue;
    }
    const field = `input.assets.${i}.assetId`;
    throw badInput(field, `${field}: "${assetId.slice(0, 64)}" is there twice; every asset has one of its own.`);
  }
}
