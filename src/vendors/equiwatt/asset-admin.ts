/** Assets made and taken out of use, and the users whose they are. */

import type { NewAsset } from '../../domain/asset-services.ts';
import type { Asset } from '../../domain/entities.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import type { AssetAdmin } from '../asset-services.ts';
import { dropping } from '../dropping.ts';
import { endpoints } from './api.ts';
import type { ListedEntitySource } from './entity-source.ts';
import { mostNewAssets } from './limits.ts';
import { toAsset } from './map.ts';
import { tags } from './tags.ts';
import { parseMadeAssets } from './wire.ts';

export interface AssetAdminDeps {
  readonly connection: Connection;
  readonly assets: Pick<ListedEntitySource<Asset>, 'byIds' | 'forgetList'>;
}

export function createAssetAdmin({ connection, assets }: AssetAdminDeps): AssetAdmin {
  const changing = <T>(stale: readonly string[], change: () => Promise<T>): Promise<T> =>
    dropping(connection, [tags.assets, ...stale], change).finally(() => assets.forgetList());

  return {
    mostAssets: mostNewAssets,
    async create(wanted, call) {
      const schemes = new Set(wanted.flatMap(({ eventSchemeId }) => eventSchemeId ?? []));
      const told = await changing([...schemes].map(tags.schemeAssets), () => send(wanted, connection, call));
      if (told === 'exists') return told;
      return inOrder(wanted, await withUntold(wanted, told, assets, call));
    },
    archive(assetId, call) {
      // Archived is archived, however often it is said. Its answer says nothing.
      const request = { ...endpoints.archiveAsset(assetId), method: 'DELETE', idempotent: true } as const;
      return changing([tags.asset(assetId), tags.portfolioAssets], () =>
        connection.fetch({ ...request, accept: [404], expect: 'text' }, call, ({ status }) => status !== 404),
      );
    },
    async createUser(userId, call) {
      const request = { ...endpoints.createUser, method: 'POST', json: { userId } } as const;
      return connection.fetch({ ...request, accept: [409], expect: 'text' }, call, ({ status }) =>
        status === 409 ? 'exists' : 'created',
      );
    },
  };
}

/** One by the endpoint for one, several by that for several. */
function send(wanted: readonly NewAsset[], connection: Connection, call: Call): Promise<readonly Asset[] | 'exists'> {
  const [first, ...more] = wanted.map(toWire);
  const [endpoint, json] =
    more.length === 0 ? [endpoints.createAsset, first] : [endpoints.createAssets, { assets: [first, ...more] }];
  return connection.fetch({ ...endpoint, method: 'POST', json, accept: [409] }, call, ({ status, body }) =>
    status === 409 ? 'exists' : parseMadeAssets(body).map(toAsset),
  );
}

/** Those that the answer leaves out are in the list by now; they are made, so failing to read them fails nothing. */
async function withUntold(
  wanted: readonly NewAsset[],
  told: readonly Asset[],
  assets: AssetAdminDeps['assets'],
  call: Call,
): Promise<readonly Asset[]> {
  const known = new Set(told.map(ownIdOf));
  const untold = wanted.map(({ assetId }) => assetId).filter((id) => !known.has(id));
  if (untold.length === 0) return told;
  const found = await assets.byIds(untold, call).catch(() => new Map<string, Asset>());
  return [...told, ...[...found.values()].flatMap((asset) => (asset instanceof AppError ? [] : [asset]))];
}

function inOrder(wanted: readonly NewAsset[], made: readonly Asset[]): readonly Asset[] {
  const byOwnId = new Map(made.map((asset) => [ownIdOf(asset), asset]));
  return wanted.flatMap(({ assetId }) => byOwnId.get(assetId) ?? []);
}

/** The customer's own id stands beside the vendor's. */
function ownIdOf({ refs }: Asset): string | undefined {
  return refs[1]?.id;
}

/** What is not said is left out. Coordinates travel as text. */
function toWire({ location, ...asset }: NewAsset) {
  const { latitude, longitude } = location;
  return {
    userId: asset.userId,
    assetId: asset.assetId,
    name: asset.name,
    assetType: asset.type,
    locationPostcode: location.postcode,
    locationBuildingNoOrName: location.buildingNoOrName,
    locationAddress: location.address,
    locationLatitude: latitude === undefined ? undefined : toDegrees(latitude),
    locationLongitude: longitude === undefined ? undefined : toDegrees(longitude),
    eventSchemeUUID: asset.eventSchemeId,
    installationDate: asset.installedAt,
    exportMpan: asset.exportMpan,
    hhSettled: asset.halfHourlySettled,
    bmuId: asset.bmuId,
    eventSchemeOptedInDateTime: asset.schemeOptedInAt,
  };
}

/** To a centimetre; never with an exponent. */
function toDegrees(degrees: number): string {
  return degrees.toFixed(7).replace(/\.?0+$/, '');
}
