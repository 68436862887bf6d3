/** Portfolios made by the customer, and assets moved between them; the v1 form of both is assumed. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { portfolioJson } from './json.ts';
import { bodyOf, refuse, refuseFields } from './replies.ts';
import type { SandboxPortfolio, World } from './world.ts';

const createSchema = z.strictObject({ name: z.string().min(1), description: z.string().optional() });
const assignSchema = z.strictObject({ assetUUIDs: z.array(z.guid()).min(1).max(1000) });

export function createPortfolio(request: SandboxRequest, { portfolios }: World): SandboxReply {
  const parsed = createSchema.safeParse(bodyOf(request));
  if (!parsed.success) return refuseFields(parsed.error);
  const { name, description } = parsed.data;
  const made: SandboxPortfolio = {
    uuid: randomUUID(),
    name,
    assets: [],
    ...(description !== undefined && { description }),
  };
  portfolios.push(made);
  return { status: 201, json: portfolioJson(made) };
}

/** Moves: an asset is in one portfolio at most. */
export function assignAssets(request: SandboxRequest, portfolio: SandboxPortfolio, world: World): SandboxReply {
  const parsed = assignSchema.safeParse(bodyOf(request));
  if (!parsed.success) return refuseFields(parsed.error);
  const wanted = parsed.data.assetUUIDs.map((uuid) => ({ uuid, asset: world.assets.find((one) => one.uuid === uuid) }));
  const unknown = wanted.find(({ asset }) => !asset);
  if (unknown) return refuse(404, `Asset ${unknown.uuid} not found`);
  const moved = [...new Set(wanted.flatMap(({ asset }) => asset ?? []))];
  for (const other of world.portfolios) other.assets = other.assets.filter((asset) => !moved.includes(asset));
  portfolio.assets = [...portfolio.assets, ...moved];
  return { status: 201 };
}
