/** Measurements pushed to the collector, and what their arrival makes stale. */

import type { Clock } from '../../domain/clock.ts';
import { toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import type { PacketPush } from '../packet-push.ts';
import type { PushApi } from './api.ts';
import type { Directory } from './directory.ts';
import { streamOf, toWirePacket } from './map.ts';
import { streamTag } from './tags.ts';

export interface PacketPushDeps {
  readonly connection: Connection;
  readonly api: PushApi;
  readonly clock: Clock;
  /** Absent where the tenant has no dashboard. */
  readonly dashboard?: { readonly connection: Connection; readonly directory: Directory };
}

/** The series of a meter are read anew this long after a push, once for all packets since, milliseconds. */
const seriesDelayMs = 2_000;
/** Between two looks at the vendor's lists for streams that were in none of them, milliseconds. */
const lookAgainMs = 60_000;

export function createPacketPush({ connection, api, clock, dashboard }: PacketPushDeps): PacketPush {
  const outdated = dashboard && createCollecting(clock, (tags) => dashboard.connection.drop(tags).catch(toAppError));
  return {
    async send(packet, call) {
      const tag = streamTag(packet.stream);
      try {
        await api.sendPacket(packet.form, toWirePacket(packet), call);
      } finally {
        // One whose answer was lost may have arrived all the same.
        await connection.drop([tag]).catch(toAppError);
        outdated?.(tag);
      }
    },
    ...(dashboard && { unknownStreams: createStreamCheck(dashboard, clock) }),
  };
}

function createStreamCheck({ connection, directory }: NonNullable<PacketPushDeps['dashboard']>, clock: Clock) {
  let lookedAtMs = Number.NEGATIVE_INFINITY;

  const missing = async (streams: readonly string[], call: Call) => {
    const { items, broken, failures } = await directory.meters(call);
    const [failure] = failures;
    if (failure) throw failure;
    // One that could not be read may have any of the streams.
    if (broken.length > 0) return [];
    const known = new Set(items.map(({ meter }) => streamOf(meter)));
    return streams.filter((stream) => !known.has(stream));
  };

  return async (streams: readonly string[], call: Call): Promise<ReadonlySet<string>> => {
    const unknown = await missing(streams, call);
    if (unknown.length === 0 || clock.now() - lookedAtMs < lookAgainMs) return new Set(unknown);
    // It may have been set up since the lists were read.
    lookedAtMs = clock.now();
    await connection.drop(['organizations', 'sites', 'meters']);
    return new Set(await missing(unknown, call));
  };
}

/** Hands on what it is given, a while later and all together. */
function createCollecting(clock: Clock, handOn: (tags: readonly string[]) => Promise<unknown>) {
  const collected = new Set<string>();
  const handOnLater = async () => {
    await clock.sleep(seriesDelayMs);
    const tags = [...collected];
    collected.clear();
    await handOn(tags);
  };
  return (tag: string) => {
    if (collected.size === 0) void handOnLater();
    collected.add(tag);
  };
}
