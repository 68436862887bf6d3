/**
 * Each row of `docs/vendors.md` that names an operation, by that operation, over the sandbox: the endpoint is really
 * asked. And what a row says is not used, no operation asks for.
 */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountNumber, homeId, hvacId } from '../../src/sandbox/world.ts';
import { everyMutation } from '../support/every-mutation.ts';
import { type MutationWorld, startMutationWorld, type VendorKey } from '../support/mutation-world.ts';

/** The vendors whose rows are all shown here, as their sections are called, and what their paths are below. */
const vendors = {
  WattShift: { key: 'wattshift', prefix: '', method: 'POST' },
  Digiwatt: { key: 'digiwatt', prefix: '', method: undefined },
  EnerKey: { key: 'enerkey', prefix: '/api/v2', method: undefined },
} as const satisfies Record<string, { key: VendorKey; prefix: string; method: string | undefined }>;
type Section = keyof typeof vendors;

interface Row {
  readonly section: Section;
  readonly endpoint: string;
  readonly isUsed: boolean;
  /** Of the requests to it: method and path. */
  readonly pattern: RegExp;
}

const text = readFileSync(new URL('../../docs/vendors.md', import.meta.url), 'utf8');
const rows = (Object.keys(vendors) as Section[]).flatMap((section): Row[] => {
  const table = new RegExp(`^## ${section}$[^]*?(?=^## |$(?![^]))`, 'm').exec(text)?.[0] ?? '';
  const { prefix, method } = vendors[section];
  return [...table.matchAll(/^\| `(?:([A-Z]+) )?(\/[^`]+)` \| (.+) \|$/gm)].map(([, named, path = '', use = '']) => {
    const template = (prefix + path).replaceAll(/\{\w+\}/g, '[^/]+').replace(/\/$/, '/?');
    return {
      ...{ section, endpoint: `${named ?? method} ${path}`, isUsed: !use.startsWith('Not used: ') },
      pattern: new RegExp(`^${named ?? method} ${template}$`),
    };
  });
});

let world: MutationWorld;
let asked: Readonly<Record<Section, readonly string[]>>;

beforeAll(async () => {
  world = await startMutationWorld();
  for (const { name, input, write } of everyMutation) {
    if (write && Object.values(vendors).some(({ key }) => key === write.vendor)) {
      await world.change(name, await input(world));
    }
  }
  await askEverything();
  await world.jobsEnded();
  const requestsOf = (section: Section) =>
    world.sandboxes[vendors[section].key].calls.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  asked = { WattShift: requestsOf('WattShift'), Digiwatt: requestsOf('Digiwatt'), EnerKey: requestsOf('EnerKey') };
}, 60_000);
afterAll(() => world.stop());

async function askEverything(): Promise<void> {
  const { query, change, gateway } = world;
  // WattShift
  const by = { ref: { vendor: 'WATTSHIFT', id: homeId(1) } };
  const usage = Array.from({ length: 28 }, () => Array.from({ length: 96 }, () => 0.1));
  const span = 'from: "2026-02-01", to: "2026-03-01"';
  await query('{ tenant { homes { nodes { name } } } }');
  const { utilities } = await query('{ utilities(zipcode: "94110") { ratePlans { id } } }');
  const battery = { days: 30, capacityKwh: 10, chargingPowerKw: 5, dischargingPowerKw: 5 };
  await query(
    `query ($by: EntityBy!, $usage: [[Float!]!]!, $battery: BatteryInput!) { home(by: $by) {
      utility { name } ratePlan { name } priceSignal { prices } priceSignalOpenAdr { id } onboarding { status }
      month: billEstimate(month: "2026-02", usageKwh: $usage) { total } days: billEstimate(${span}, usageKwh: $usage) { total }
      impact(${span}, usageKwh: $usage) { total } batteryEstimate(battery: $battery) { saved } } }`,
    { by, usage, battery },
  );
  await query(
    `query ($plan: String!, $usage: [[Float!]!]!) {
      ratePlanBill(ratePlanId: $plan, fromMonth: "2026-02", toMonth: "2026-02", usageKwh: $usage) { total }
      ratePlanImpact(ratePlanId: $plan, zipcode: "94110", ${span}) { total }
      ratePlanPriceSignal(ratePlanId: $plan, from: "2026-02-01T00:00:00Z", to: "2026-02-02T00:00:00Z") { prices } }`,
    { plan: utilities[0].ratePlans[0].id, usage },
  );
  await query(
    `{ hvac(deviceId: "${hvacId(1)}") { schedule { to } preferences { name } preview(preferences: { maxTemp: 80 }) { estimatedSavings } } }`,
  );
  await change('setHvacWebhook', {
    ...{ kind: 'SET_POINT_SCHEDULE', url: 'https://own.example.com/', securityKey: 'key-of-the-receiver' },
  });
  const { webhook } = await change('registerWebhook', { vendor: 'WATTSHIFT' });
  await change('testWebhook', { vendor: 'WATTSHIFT', id: webhook.id });

  // Digiwatt
  const members = [
    { vendor: 'WATTSHIFT', id: homeId(8) },
    { vendor: 'DIGIWATT', id: accountNumber(8) },
  ];
  const { home } = await change('linkHome', { members });
  await query(
    `query ($id: ID!) { home(by: { id: $id }) { power { powerW } powerHistory { powerW } totals(period: YESTERDAY) { totalWh }
      performance(period: YESTERDAY) { userWh } habits(period: YESTERDAY) { hour } trend { month } distribution { appliance }
      compound { month } savings { days { date } } appliances(period: YESTERDAY) { unit } } greenEnergyWindows { startsAt } }`,
    { id: home.id },
  );

  // EnerKey
  const range = (year: number) => `from: "2013-03-01T00:00:00Z", to: "${year}-04-01T00:00:00Z", timeZone: "UTC"`;
  const { facility } = await query(
    `{ quantities { name } tenant { facilities { nodes { name } } meters { nodes { name } } }
      meter(by: { ref: { vendor: ENERKEY, id: "1001" } }) {
        hours: consumption(from: "2013-03-01T00:00:00Z", to: "2013-03-02T00:00:00Z") { values }
        months: consumption(${range(2013)}, resolution: MONTH) { values }
        normalized: consumption(${range(2013)}, resolution: MONTH, normalized: true) { values } }
      facility(by: { ref: { vendor: ENERKEY, id: "101" } }) { properties { name } actions { nodes { id } }
        full: image(kind: FULL) { url } limited: image(kind: LIMITED, format: PDF) { url } } }`,
  );
  const { alarm } = await query('{ alarm(id: "9101") { message image { url } } }');
  for (const { url } of [facility.full, facility.limited, alarm.image]) {
    const response = await fetch(gateway.url + url, { headers: { 'x-api-key': 'key-of-acme' } });
    expect(response.status).toBe(200);
  }
}

describe('docs/vendors.md', () => {
  test('has the rows of these vendors', () => {
    expect(rows.filter(({ section }) => section === 'WattShift')).toHaveLength(30);
    expect(rows.filter(({ section }) => section === 'Digiwatt')).toHaveLength(15);
    expect(rows.filter(({ section }) => section === 'EnerKey')).toHaveLength(22);
  });

  test.each(rows.filter(({ isUsed }) => isUsed).map((row) => [row.section, row.endpoint, row] as const))(
    '%s %s is asked by an operation',
    (section, _, { pattern }) => {
      expect(asked[section].some((request) => pattern.test(request))).toBe(true);
    },
  );

  test.each(Object.keys(vendors) as Section[])('has a row for whatever %s is asked for', (section) => {
    // A row with fewer variables comes first: `/homes/list` is not the `{id}` of another.
    const known = rows
      .filter((row) => row.section === section)
      .toSorted((a, b) => a.pattern.source.split('[^/]+').length - b.pattern.source.split('[^/]+').length);
    for (const request of new Set(asked[section])) {
      const row = known.find(({ pattern }) => pattern.test(request));
      const isToken = request === 'POST /auth/token';
      expect([request, row?.isUsed || isToken]).toEqual([request, true]);
    }
  });
});
