/** A vendor's source over the real upstream, for tests of what only that vendor does. */

import pino from 'pino';
import { systemClock } from '../../src/domain/clock.ts';
import type { ReadingRequest, Readings } from '../../src/domain/readings.ts';
import { readingKey } from '../../src/domain/readings.ts';
import { AppError } from '../../src/errors.ts';
import { createMetrics } from '../../src/metrics.ts';
import { type Call, createCallTrace } from '../../src/upstream/call.ts';
import { createUpstream } from '../../src/upstream/upstream.ts';
import type { VendorModule, VendorSource } from '../../src/vendors/vendor.ts';

export interface OpenedSource {
  readonly source: VendorSource;
  stop(): Promise<void>;
}

export function openSource<Config>(module: VendorModule<Config>, config: Config): OpenedSource {
  const upstream = createUpstream({
    clock: systemClock,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
    allowPrivateHosts: true,
  });
  const source = module.createSource(config, { tenantId: 'tenant', upstream, clock: systemClock });
  return { source, stop: () => upstream.stop() };
}

export function newCall(): Call {
  return {
    signal: new AbortController().signal,
    deadlineMs: Date.now() + 30_000,
    priority: 'interactive',
    trace: createCallTrace(),
  };
}

/** The readings of the vendor's meters, in the order of the requests; a failure fails the test. */
export async function metersRead(source: VendorSource, requests: readonly ReadingRequest[]): Promise<Readings[]> {
  const batch = await source.meters!.readings(requests, newCall());
  return requests.map((request) => {
    const readings = batch.get(readingKey(request));
    if (!readings || readings instanceof AppError) throw readings ?? new Error(`no readings of ${request.id}`);
    return readings;
  });
}

/** kWh of the intervals that start in [fromMs, toMs). */
export function sumKwh(readings: Readings, fromMs = -Infinity, toMs = Infinity): number {
  const perUnit = { kWh: 1, Wh: 1e-3, W: 1e-3 }[readings.unit];
  if (perUnit === undefined) throw new Error(`unexpected unit ${readings.unit}`);
  return readings.values.reduce((sum, value, i) => {
    const start = readings.startsMs[i]!;
    if (start < fromMs || start >= toMs) return sum;
    const hours = readings.kind === 'power' ? (readings.endsMs[i]! - start) / 3_600_000 : 1;
    return sum + value * hours * perUnit;
  }, 0);
}
