/** Opting in and out, of one event or of a scheme for good: many assets and both states in one call. */

import { z } from 'zod';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { bodyOf, refuse, refuseFields } from './replies.ts';
import type { SandboxAsset, SandboxEvent, SandboxScheme } from './world.ts';

/** assumed: the vendor names no maximum. */
const mostAssets = 1000;

const optSchema = z.strictObject({
  statuses: z
    .array(
      z.strictObject({
        assetUUIDs: z.array(z.guid()).min(1).max(mostAssets),
        status: z.enum(['OPT_IN', 'OPT_OUT']),
      }),
    )
    .min(1),
});

type AssetByUuid = (uuid: string) => SandboxAsset | undefined;

/** Only assets of the event's portfolios can take part in it; assumed. */
export function optInEvent(request: SandboxRequest, event: SandboxEvent, assetByUuid: AssetByUuid): SandboxReply {
  return withChanges(request, assetByUuid, (changes) => {
    const stranger = [...changes.keys()].find((asset) => !event.members.some((member) => member.asset === asset));
    if (stranger) return refuse(404, `Asset ${stranger.uuid} not found in event`);
    for (const member of event.members) member.state = changes.get(member.asset) ?? member.state;
    return { status: 201, json: {} };
  });
}

/** An asset that was not in the scheme is from then on. */
export function optInScheme(request: SandboxRequest, scheme: SandboxScheme, assetByUuid: AssetByUuid): SandboxReply {
  return withChanges(request, assetByUuid, (changes) => {
    for (const [asset, state] of changes) {
      const member = scheme.members.find((candidate) => candidate.asset === asset);
      if (member) member.state = state;
      else scheme.members.push({ asset, state });
    }
    return { status: 201, json: {} };
  });
}

function withChanges(
  request: SandboxRequest,
  assetByUuid: AssetByUuid,
  make: (changes: ReadonlyMap<SandboxAsset, 'OPT_IN' | 'OPT_OUT'>) => SandboxReply,
): SandboxReply {
  const parsed = optSchema.safeParse(bodyOf(request));
  if (!parsed.success) return refuseFields(parsed.error);
  const changes = new Map<SandboxAsset, 'OPT_IN' | 'OPT_OUT'>();
  for (const { assetUUIDs, status } of parsed.data.statuses) {
    for (const uuid of assetUUIDs) {
      const asset = assetByUuid(uuid);
      if (!asset) return refuse(404, `Asset ${uuid} not found`);
      changes.set(asset, status);
    }
  }
  return make(changes);
}
