/** Input that cannot be right: a user error that names field and rule, and nothing is sent to any vendor. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accountNumber, assetUuid, homeId } from '../../src/sandbox/world.ts';
import { cumulativeMeter, type MutationWorld, startMutationWorld } from '../support/mutation-world.ts';

let world: MutationWorld;
beforeAll(async () => {
  world = await startMutationWorld();
});
afterAll(() => world.stop());
const servers = () => Object.values(world.sandboxes);
beforeEach(() => {
  for (const server of servers()) server.reset();
});

/** What reads are made of: WattShift's list and EnerKey's lists are POSTs too, and Digiwatt's token is one. */
const reads = /\/(list|get|GetFacilities|GetMeters|token)$/;
const written = () =>
  servers().flatMap(({ calls }) => calls.filter(({ method, path }) => method !== 'GET' && !reads.test(path)));

const hour = (day: string, n = 0) => `${day}T${String(n).padStart(2, '0')}:00:00Z`;
const meter = (id: string) => ({ ref: { vendor: 'ENERKEY', id } });
const push = (points: readonly object[], id = '1001') => ({ meter: meter(id), points });
const point = { at: hour('2013-03-01'), value: 1 };
const kwh = { assetUuid: assetUuid(1), at: hour('2019-03-01'), kwh: 0.4 };
const household = { accountNumber: 'new', pod: 'IT001E1234567890ABC' };
const onboard = (more: object) => ({ accountNumber: accountNumber(1), ...more });
const home = { ref: { vendor: 'WATTSHIFT', id: homeId(1) } };
const daysFrom = (count: number) =>
  Array.from({ length: count * 24 }, (_, i) => ({
    ...{ at: new Date(Date.UTC(2013, 0, 1) + i * 3_600_000).toISOString(), value: 1 },
  }));

// One row a rule. Packets for Wattics are judged in the tests of `pushMeasurements`.
const rows: readonly (readonly [what: string, mutation: string, input: object, field: string, rule: string])[] = [
  [
    'a POD in lower case',
    'registerHousehold',
    { ...household, pod: 'it001e1234567890abc' },
    'input.pod',
    '14 to 20 characters',
  ],
  [
    'a POD of 13 characters',
    'registerHousehold',
    { ...household, pod: 'IT001E1234567' },
    'input.pod',
    'capital letters',
  ],
  [
    'a POD of 21 characters',
    'registerHousehold',
    { ...household, pod: 'IT001E1234567890ABCDE' },
    'input.pod',
    '14 to 20',
  ],
  [
    'a POD with a line break',
    'registerHousehold',
    { ...household, pod: `${household.pod}\n` },
    'input.pod',
    '14 to 20',
  ],
  [
    'an account number like a path',
    'registerHousehold',
    { ...household, accountNumber: '../1' },
    'input.accountNumber',
    '1 to 64',
  ],
  ['nobody at home', 'onboardHousehold', onboard({ residents: { adults: 0 } }), 'input.residents', 'at least one'],
  [
    'fewer than no children',
    'onboardHousehold',
    onboard({ residents: { adults: 1, children: -1 } }),
    'input.residents.children',
    '0 or more',
  ],
  [
    'no oven at all',
    'onboardHousehold',
    onboard({ appliances: [{ appliance: 'OVEN', quantity: 0 }] }),
    'input.appliances.0.quantity',
    'at least 1',
  ],
  [
    'ovens twice',
    'onboardHousehold',
    onboard({ appliances: [{ appliance: 'OVEN' }, { appliance: 'OVEN' }] }),
    'input.appliances.1.appliance',
    'there twice',
  ],
  [
    'a province in words',
    'onboardHousehold',
    onboard({ house: { province: 'Milano' } }),
    'input.house.province',
    'two capital letters',
  ],
  ['no floor', 'onboardHousehold', onboard({ house: { areaM2: 0 } }), 'input.house.areaM2', 'at least 1'],

  ['a negative quantity', 'pushConsumption', push([{ ...point, value: -0.5 }]), 'input.points.0.value', '0 or more'],
  ['the future', 'pushConsumption', push([{ ...point, at: hour('2999-03-01') }]), 'input.points.0.at', 'the future'],
  ['no offset', 'pushConsumption', push([{ ...point, at: '2013-03-01T00:00:00' }]), 'input.points.0.at', 'offset or Z'],
  ['no points', 'pushConsumption', push([]), 'input.points', 'at least one'],
  [
    'points out of order',
    'pushConsumption',
    push([{ ...point, at: hour('2013-03-02') }, point]),
    'input.points.1.at',
    'order of time',
  ],
  ['366 days', 'pushConsumption', push(daysFrom(366)), 'input.points', '366 days; at most 365 days'],
  ['an unknown meter', 'pushConsumption', push([point], '77'), 'input.meter', 'knows no Meter'],
  [
    'a meter that measures readings',
    'pushConsumption',
    push([point], cumulativeMeter),
    'input.meter',
    'use pushReadings',
  ],
  [
    'a negative reading',
    'pushReadings',
    push([{ ...point, value: -1 }], cumulativeMeter),
    'input.points.0.value',
    '0 or more',
  ],
  [
    'a reading that falls',
    'pushReadings',
    push(
      [
        { ...point, value: 5 },
        { at: hour('2013-03-01', 1), value: 4 },
      ],
      cumulativeMeter,
    ),
    'input.points.1.value',
    "can't fall",
  ],
  [
    'two readings of an hour',
    'pushReadings',
    push([point, { ...point, at: '2013-03-01T00:30:00Z' }], cumulativeMeter),
    'input.points.1.at',
    'one reading',
  ],
  [
    '366 days of readings',
    'pushReadings',
    push(daysFrom(366), cumulativeMeter),
    'input.points',
    '366 days; at most 365 days',
  ],
  ['a meter that measures consumption', 'pushReadings', push([point]), 'input.meter', 'use pushConsumption'],
  [
    'an unknown meter of another vendor',
    'linkMeter',
    { home, meter: { ref: { vendor: 'WATTICS', id: 'none' } } },
    'input.meter',
    'knows no Meter',
  ],
  ['an unknown action', 'updateAction', { id: '1', expected: 'x', status: 'Done' }, 'input.id', 'no action'],
  ['an action without title', 'updateAction', { id: '7101', expected: 'x', title: '' }, 'input.title', 'has a title'],

  [
    '50 001 points',
    'uploadConsumption',
    { points: Array.from({ length: 50_001 }, () => kwh) },
    'input.points',
    'at most 50000',
  ],
  ['a negative quantity', 'uploadConsumption', { points: [{ ...kwh, kwh: -1 }] }, 'input.points.0.kwh', '0 or more'],
  [
    'the future',
    'uploadConsumption',
    { points: [{ ...kwh, at: hour('2999-03-01') }] },
    'input.points.0.at',
    'the future',
  ],
  [
    'an unknown asset',
    'uploadConsumption',
    { points: [{ ...kwh, assetUuid: assetUuid(99) }] },
    'input.points.0.assetUuid',
    'knows no asset',
  ],

  ['no name', 'createHome', { name: ' ' }, 'input.name', '1 to 255 characters'],
  ['a foreign zip code', 'createHome', { name: 'x', zipcode: 'SW1A 1AA' }, 'input.zipcode', 'five digits'],
  [
    'half of its solar power',
    'createHome',
    { name: 'x', solarSystemSizeKw: 5 },
    'input.isNonNetMetered',
    'together with',
  ],
  [
    'no solar power',
    'addSolar',
    { home, solarSystemSizeKw: -1, isNonNetMetered: true },
    'input.solarSystemSizeKw',
    'above 0 kW',
  ],
  ['no change', 'updateHome', { home }, 'input', 'changes nothing'],
  [
    'an unknown home',
    'removeHome',
    { home: { ref: { vendor: 'WATTSHIFT', id: 'none' } } },
    'input.home',
    'knows no Home',
  ],
  [
    'an address without TLS',
    'createOnboardingUrl',
    { redirectUrl: 'http://a.example' },
    'input.redirectUrl',
    'https://',
  ],
  [
    'a week that is none',
    'setHvacPreferences',
    { deviceId: 'd', preferences: { weekNumbers: [54] } },
    'input.preferences.weekNumbers',
    '1 to 53',
  ],
  ['one member', 'linkHome', { members: [{ vendor: 'WATTSHIFT', id: homeId(1) }] }, 'input.members', '2 to 50'],
  ['a job that is none', 'cancelJob', { id: 'none' }, 'input.id', 'no Job'],
];

describe('a mutation', () => {
  test.each(rows.map((row) => [row[1], row[0], row] as const))('%s with %s', async (_, __, row) => {
    const [, name, input, field, rule] = row;
    const { data, errors } = await world.mutate(name, input);
    expect(errors).toEqual([]);
    const [fault] = data[name].userErrors;
    expect([fault.code, fault.field]).toEqual(['BAD_USER_INPUT', field]);
    expect(fault.message.startsWith(`${field}: `)).toBe(true);
    expect(fault.message).toContain(rule);
    expect(written()).toEqual([]);
  });
});

describe('a query', () => {
  const by = `{ ref: { vendor: DIGIWATT, id: "${accountNumber(1)}" } }`;

  test('for a period that is none names those that there are, and nobody is asked', async () => {
    const query = `{ home(by: ${by}) { totals(period: NEXT_WEEK) { totalWh } } }`;
    const { status, errors } = await world.gateway.ask('acme', query);
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(errors[0]?.message).toMatch(/NEXT_WEEK.*HouseholdPeriod/);
    expect(servers().flatMap(({ calls }) => calls)).toEqual([]);
  });

  test.each([
    ['month', 'billEstimate(month: "2026-13", usageKwh: []) { total }', 'no month'],
    ['to', 'billEstimate(from: "2026-02-01", to: "2026-02-01", usageKwh: []) { total }', 'after `from`'],
    ['to', 'impact(from: "2025-01-01", to: "2026-01-03", usageKwh: []) { total }', 'at most 366'],
    ['usageKwh', 'billEstimate(month: "2026-02", usageKwh: [[1]]) { total }', 'one row a day'],
    [
      'battery.days',
      'batteryEstimate(battery: { days: 0, capacityKwh: 1, chargingPowerKw: 1, dischargingPowerKw: 1 }) { saved }',
      '1 to 366',
    ],
  ])('for a home is refused naming %s: %s', async (argument, field, rule) => {
    const query = `query ($by: EntityBy!) { home(by: $by) { ${field} } }`;
    const { errors } = await world.gateway.ask('acme', query, { by: home });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(errors[0]?.message).toContain(rule);
    expect(written()).toEqual([]);
  });
});
