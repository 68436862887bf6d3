/** Assets and users made by the customer, and assets archived; the form of the answers is assumed. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { assetJson } from './json.ts';
import { bodyOf, refuse, refuseFields } from './replies.ts';
import type { SandboxAsset, World } from './world.ts';

/** assumed: the vendor names no maximum. */
const mostAssets = 1000;

const word = z.string().trim().min(1);
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a decimal as text');
const time = z.iso.datetime({ offset: true });

/** Absent and null are the same; the vendor's own client sends null. */
const createSchema = z.strictObject({
  userId: word,
  assetId: word,
  name: word,
  assetType: z.literal('SMARTMETER'),
  locationPostcode: word,
  locationBuildingNoOrName: word,
  locationAddress: word,
  locationLatitude: decimal.nullish(),
  locationLongitude: decimal.nullish(),
  eventSchemeUUID: z.guid().nullish(),
  installationDate: time.nullish(),
  exportMpan: word.nullish(),
  hhSettled: z.boolean().nullish(),
  bmuId: word.nullish(),
  eventSchemeOptedInDateTime: time.nullish(),
});
type AssetCreate = z.infer<typeof createSchema>;

const bulkSchema = z.strictObject({ assets: z.array(createSchema).min(1).max(mostAssets) });
const userSchema = z.strictObject({ userId: word });

export function createAsset(request: SandboxRequest, world: World, clock: Clock): SandboxReply {
  const parsed = createSchema.safeParse(bodyOf(request));
  if (!parsed.success) return refuseFields(parsed.error);
  return withMade([parsed.data], world, clock, ([made]) => made);
}

/** All of them or none. */
export function createAssets(request: SandboxRequest, world: World, clock: Clock): SandboxReply {
  const parsed = bulkSchema.safeParse(bodyOf(request));
  if (!parsed.success) return refuseFields(parsed.error);
  return withMade(parsed.data.assets, world, clock, (made) => made);
}

/** It stays in the list; said twice, it is archived all the same. */
export function archiveAsset(asset: SandboxAsset, clock: Clock): SandboxReply {
  asset.archived = true;
  asset.updatedAt = new Date(clock.now()).toISOString();
  return { status: 200, json: {} };
}

export function createUser(request: SandboxRequest, { users }: World): SandboxReply {
  const parsed = userSchema.safeParse(bodyOf(request));
  if (!parsed.success) return refuseFields(parsed.error);
  const { userId } = parsed.data;
  if (users.has(userId)) return refuse(409, `User ${userId} already exists`);
  users.add(userId);
  return { status: 201, json: { userId } };
}

function withMade(
  wanted: readonly AssetCreate[],
  world: World,
  clock: Clock,
  toJson: (made: readonly ReturnType<typeof assetJson>[]) => unknown,
): SandboxReply {
  const taken = new Set(world.assets.map(({ assetId }) => assetId));
  for (const { assetId, eventSchemeUUID } of wanted) {
    if (taken.has(assetId)) return refuse(409, `Asset ${assetId} already exists`);
    taken.add(assetId);
    if (eventSchemeUUID && !schemeOf(world, eventSchemeUUID)) return refuse(404, 'Event scheme not found');
  }
  const made = wanted.map((input) => {
    const asset = toAsset(input, clock);
    world.assets.push(asset);
    const scheme = input.eventSchemeUUID ? schemeOf(world, input.eventSchemeUUID) : undefined;
    scheme?.members.push({ asset, state: input.eventSchemeOptedInDateTime ? 'OPT_IN' : 'OPT_OUT' });
    return assetJson(asset);
  });
  return { status: 201, json: toJson(made) };
}

function toAsset(said: AssetCreate, clock: Clock): SandboxAsset {
  const { assetId, name, installationDate } = said;
  const at = new Date(clock.now()).toISOString();
  const dates = { installationDate: installationDate ?? null, createdAt: at, updatedAt: at };
  return { uuid: randomUUID(), assetId, name, household: null, archived: false, ...dates, said };
}

function schemeOf({ schemes }: World, uuid: string) {
  return schemes.find((scheme) => scheme.uuid === uuid);
}
