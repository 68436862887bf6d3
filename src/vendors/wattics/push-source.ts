/** The collector as a source: the last packet of each stream, one call a stream. */

import type { Batch } from '../../domain/batch.ts';
import type * as entity from '../../domain/entities.ts';
import { type ReadingRequest, type ReadingsBatch, readingKey } from '../../domain/readings.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { loadEach, toValues } from '../each-key.ts';
import type { MeterSource } from '../vendor.ts';
import type { PushApi } from './api.ts';
import type { Directory } from './directory.ts';
import { streamOf, toLastReading, toStreamMeter } from './map.ts';
import { streamTag } from './tags.ts';

export interface LastPackets {
  /** By stream; null = the collector has no packet of it, and does not say whether it knows it. */
  read(streams: readonly string[], call: Call): Promise<Batch<entity.LastReading | null>>;
}

export function createLastPackets(connection: Connection, api: PushApi): LastPackets {
  const fetchOne = async (stream: string, call: Call): Promise<entity.LastReading | null> => {
    const packet = await api.fetchLastPacket(stream, call);
    return packet && toLastReading(packet);
  };
  return {
    async read(streams, call) {
      const answers = await connection.readMany<entity.LastReading | null>(
        {
          ...{ resource: 'lastPacket', params: {}, ids: streams, tags: (id) => [streamTag(id)] },
          load: (missing, shared) => loadEach(missing, (stream) => fetchOne(stream, shared)),
        },
        call,
      );
      return toValues(answers, ({ value }) => value);
    },
  };
}

/** Last readings by meter id or stream, where the dashboard tells which meter has which stream. */
export async function lastReadingsOf(
  directory: Directory,
  packets: LastPackets,
  ids: readonly string[],
  call: Call,
): Promise<Batch<entity.LastReading | null>> {
  const located = await directory.locate(ids, call);
  const streamById = new Map<string, string | null>();
  for (const [id, placed] of located) if (!(placed instanceof AppError)) streamById.set(id, streamOf(placed.meter));
  const streams = [...streamById.values()].filter((stream) => stream !== null);
  const readings = await packets.read([...new Set(streams)], call);
  const answers = [...located].map(([id, placed]): [string, entity.LastReading | null | AppError] => {
    if (placed instanceof AppError) return [id, placed];
    const stream = streamById.get(id);
    // A meter without a stream is none that anything is pushed for.
    return [id, (stream ? readings.get(stream) : null) ?? null];
  });
  return new Map(answers);
}

/** Meters of a tenant without the dashboard: streams that have a packet, by name only; the collector has no list. */
export function createStreamSource(packets: LastPackets): MeterSource {
  return {
    list: async () => ({ items: [], total: 0, hasMore: false }),
    async byIds(ids, call) {
      const found = [...(await packets.read(ids, call))].filter(([, reading]) => reading !== null);
      return new Map(found.map(([id, reading]) => [id, reading instanceof AppError ? reading : toStreamMeter(id)]));
    },
    byFacilityIds: async () => new Map(),
    readings: async (requests) => refuseReadings(requests),
    lastReadings: (ids, call) => packets.read(ids, call),
  };
}

function refuseReadings(requests: readonly ReadingRequest[]): ReadingsBatch {
  const error = new AppError(
    'VENDOR_NOT_CONFIGURED',
    'Readings of WATTICS need `vendors.wattics.dashboard` in the config; the tenant has `push` only.',
    { vendor: 'WATTICS' },
  );
  return new Map(requests.map((request) => [readingKey(request), error]));
}
