/** The far side: EnerKey's limits and an outage, played without a network. It counts for itself. */

import type { Clock } from '../../src/domain/clock.ts';
import type { VendorRequest, VendorResponse } from '../../src/upstream/connection.ts';
import type { HttpClient } from '../../src/upstream/http/http-client.ts';

export interface VendorOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** Calls in any 24 hours. */
  readonly quota: number;
  /** Epoch milliseconds. For the first third it takes calls and never answers; then it answers 503. */
  readonly outage: { readonly fromMs: number; readonly toMs: number };
}

export interface Vendor extends HttpClient {
  /** Calls taken, failing ones included, and calls refused for the quota. */
  readonly taken: number;
  readonly refused: number;
  /** Most calls taken in any 24 hours. */
  readonly mostInADay: number;
  /** When it last gave the meter's values to us; epoch milliseconds. */
  lastGivenMs(meterId: string): number | undefined;
}

const dayMs = 24 * 3_600_000;
const latencyMs = { least: 80, most: 400 };

export function createVendor({ clock, random, quota, outage }: VendorOptions): Vendor {
  const given = new Map<string, number>();
  /** When each call was taken; those before `oldest` are a day old. */
  const takenAtMs: number[] = [];
  let oldest = 0;
  let refused = 0;
  let mostInADay = 0;

  /** Calls left, this one counted; undefined when it is one too many. */
  const take = (nowMs: number): number | undefined => {
    while (oldest < takenAtMs.length && nowMs - (takenAtMs[oldest] ?? 0) >= dayMs) oldest += 1;
    const inADay = takenAtMs.length - oldest;
    if (inADay >= quota) {
      refused += 1;
      return undefined;
    }
    takenAtMs.push(nowMs);
    mostInADay = Math.max(mostInADay, inADay + 1);
    return quota - inADay - 1;
  };

  return {
    async exchange(request, _headers, signal): Promise<VendorResponse> {
      await clock.sleep(latencyMs.least / 2, signal);
      const nowMs = clock.now();
      const left = take(nowMs);
      if (left === undefined) return { status: 429, headers: {}, body: undefined };
      if (nowMs >= outage.fromMs && nowMs < outage.toMs) {
        const silent = nowMs < outage.fromMs + (outage.toMs - outage.fromMs) / 3;
        if (silent) await clock.sleep(dayMs, signal);
        return { status: 503, headers: {}, body: undefined };
      }
      await clock.sleep(latencyMs.least / 2 + random() * (latencyMs.most - latencyMs.least), signal);
      const meterIds = metersOf(request);
      for (const id of meterIds) given.set(id, clock.now());
      return { status: 200, headers: { 'x-rate-limit': String(left) }, body: meterIds };
    },
    stop: async () => undefined,
    get taken() {
      return takenAtMs.length;
    },
    get refused() {
      return refused;
    },
    get mostInADay() {
      return mostInADay;
    },
    lastGivenMs: (meterId) => given.get(meterId),
  };
}

function metersOf({ query }: VendorRequest): readonly string[] {
  const ids = query?.meterIds;
  return Array.isArray(ids) ? ids.map(String) : [];
}
