/** One vendor's bad day is its own: its fields are null with a code, all others answer, and nothing of it leaks. */

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import { type Sandboxes, startSandboxes } from '../../src/sandbox/index.ts';
import { accountNumber, assetUuid, homeId, streamId } from '../../src/sandbox/world.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

const vendorKeys = ['equiwatt', 'digiwatt', 'wattshift', 'wattics', 'enerkey'] as const;
type VendorKey = (typeof vendorKeys)[number];

const day = 'from: "2013-07-01T00:00:00Z", to: "2013-07-02T00:00:00Z", timeZone: "UTC"';

/** One field a vendor, each of its vendor alone. */
const query = `{
  equiwatt: asset(by: { ref: { vendor: EQUIWATT, id: "${assetUuid(1)}" } }) { consumption(${day}, resolution: DAY) { total } }
  digiwatt: home(by: { ref: { vendor: DIGIWATT, id: "${accountNumber(1)}" } }) { habits(period: LAST_WEEK) { hour } }
  wattshift: home(by: { ref: { vendor: WATTSHIFT, id: "${homeId(2)}" } }) { name }
  wattics: meter(by: { ref: { vendor: WATTICS, id: "${streamId(1)}" } }) { consumption(${day}, resolution: DAY) { total } }
  enerkey: facility(by: { ref: { vendor: ENERKEY, id: "101" } }) { consumption(${day}, resolution: DAY) { total } }
}`;

const cases: readonly { readonly fault: Fault; readonly codes: readonly string[] }[] = [
  { fault: { kind: 'status', status: 500, body: 'stack trace of the vendor' }, codes: ['VENDOR_UNAVAILABLE'] },
  { fault: { kind: 'hang' }, codes: ['VENDOR_TIMEOUT'] },
  { fault: { kind: 'latency', ms: 2_000 }, codes: ['VENDOR_TIMEOUT'] },
  { fault: { kind: 'reset' }, codes: ['VENDOR_UNAVAILABLE'] },
  { fault: { kind: 'truncated' }, codes: ['VENDOR_UNAVAILABLE', 'VENDOR_CONTRACT'] },
  { fault: { kind: 'wrongType' }, codes: ['VENDOR_CONTRACT'] },
  { fault: { kind: 'wrongShape' }, codes: ['VENDOR_CONTRACT'] },
  // On a busy machine the timeout may come before the size is seen.
  { fault: { kind: 'hugeBody', bytes: 40_000_000 }, codes: ['VENDOR_CONTRACT', 'VENDOR_TIMEOUT'] },
  { fault: { kind: 'slowDrip', ms: 40 }, codes: ['VENDOR_TIMEOUT'] },
  {
    fault: { kind: 'status', status: 429, headers: { 'retry-after': '30' }, body: 'slow down' },
    codes: ['VENDOR_RATE_LIMITED'],
  },
  { fault: { kind: 'status', status: 401, body: 'no such key' }, codes: ['VENDOR_UNAUTHORIZED'] },
];

let sandboxes: Sandboxes;
let gateway: SandboxedGateway;
/** The gateway's clock: it starts in the small hours of a day, and is moved by hand. */
const offsetMs = Date.UTC(2026, 2, 4, 0, 30) - systemClock.now();
let laterMs = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + offsetMs + laterMs };

beforeEach(async () => {
  laterMs = 0;
  sandboxes = await startSandboxes();
  const { equiwatt, digiwatt, wattshift, wattics, enerkey } = sandboxes;
  gateway = await startSandboxedGateway(
    [
      {
        id: 'one',
        vendors: { equiwatt, digiwatt, wattshift, wattics, enerkey },
        homes: [{ digiwatt: accountNumber(1) }],
      },
      {
        id: 'linked',
        vendors: { equiwatt, digiwatt, wattshift, wattics, enerkey },
        homes: [
          {
            ...{ wattshift: homeId(1), digiwatt: accountNumber(1), equiwatt: assetUuid(1) },
            ...{ wattics: streamId(1), enerkey: 101 },
          },
        ],
      },
    ],
    { clock, vendorTimeoutMs: 300 },
    { operationTimeoutMs: 3000 },
  );
});

afterEach(async () => {
  await gateway.stop();
  await sandboxes.stop();
});

describe.each(vendorKeys)('while %s', (vendor: VendorKey) => {
  it.each(cases)(
    'plays $fault.kind $fault.status, its field is null and the four others answer',
    async ({ fault, codes }) => {
      sandboxes[vendor].faults.add(fault);
      const { status, data, errors } = await gateway.ask('one', query);
      expect(status).toBe(200);
      for (const other of vendorKeys.filter((key) => key !== vendor)) expect(leaf(data[other])).toBeTruthy();
      expect(leaf(data[vendor])).toBeNull();
      expect(errors).toHaveLength(1);
      const [error] = errors;
      expect(error!.path![0]).toBe(vendor);
      expect(codes).toContain(error!.extensions.code);
      expect(error!.extensions.vendor).toBe(vendor.toUpperCase());
      if (error!.extensions.code === 'VENDOR_RATE_LIMITED')
        expect(error!.extensions.retryAfterMs).toBeGreaterThan(25_000);
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|stack|slow down|no such key|<!doctype|sandbox-/i);
    },
  );
});

// A refused credential is not a vendor that is down: nothing is served under it any more.
const covered = cases.filter(({ codes }) => !codes.includes('VENDOR_UNAUTHORIZED'));

it.each(covered)(
  'answers the warm query, marked stale, while every vendor plays $fault.kind $fault.status',
  async ({ fault }) => {
    const warm = await gateway.ask('one', query);
    expect(warm.errors).toEqual([]);
    // Beyond every freshness, within the time that a failing vendor is covered for, on the same civil day in Rome.
    laterMs = 20 * 3_600_000;
    for (const key of vendorKeys) sandboxes[key].faults.add(fault);
    const again = await gateway.ask('one', query);
    expect(again.errors).toEqual([]);
    expect(again.data).toEqual(warm.data);
    for (const key of vendorKeys) expect(again.extensions.vendorCalls[key.toUpperCase()].stale).toBeGreaterThan(0);
  },
);

it('still answers the query of the README, marked stale, when every vendor goes down after it', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const shown = /^```graphql\n([\s\S]*?)^```/m.exec(readme)?.[1] ?? '';
  const warm = await gateway.ask('linked', shown);
  expect(warm.errors).toEqual([]);
  laterMs = 60_000;
  for (const key of vendorKeys) sandboxes[key].faults.add({ kind: 'status', status: 503 });
  const again = await gateway.ask('linked', shown);
  expect(again.errors).toEqual([]);
  expect(again.data).toEqual(warm.data);
  // Power now is the one figure a minute makes stale; the rest is still fresh.
  expect(again.extensions.vendorCalls.DIGIWATT.stale).toBeGreaterThan(0);
});

/** The innermost value of a chain of single fields. */
function leaf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const [inner] = Object.values(value);
  return Array.isArray(inner) ? inner.length : leaf(inner);
}
