import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWattshiftSandbox, type WattshiftSandbox } from '../../../src/sandbox/wattshift/index.ts';
import { demoCredentials, homeId, hvacId } from '../../../src/sandbox/world.ts';

let sandbox: WattshiftSandbox;
beforeAll(async () => {
  sandbox = await startWattshiftSandbox();
});
afterAll(() => sandbox.stop());

async function post(path: string, body: unknown) {
  const answer = await fetch(`${sandbox.url}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-ws-api-key': demoCredentials.wattshift.apiKey },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

const rows = (days: number, values = 96) => Array.from({ length: days }, () => Array.from({ length: values }, () => 1));
const one = `homes/${homeId(1)}`;
const battery = {
  ...{ days: 1, solarCapacity: null, maxCapacityKiloWattHours: 10, chargingPowerKiloWatts: 5 },
  ...{ dischargingPowerKiloWatts: 5, chargingEfficiency: 0.9, dischargingEfficiency: 0.9 },
  ...{ currentSOC: 0.5, minPreferredSOC: 0.1, maxPreferredSOC: 0.9 },
};
const { days: _, ...endless } = battery;

test.each([
  ['a month with a day too few', `${one}/bill/monthly`, { usage: rows(30), month: 1, year: 2026 }, 'usage'],
  ['a day with a value too few', `${one}/bill/monthly`, { usage: rows(31, 95), month: 1, year: 2026 }, 'usage.0'],
  ['a month that there is not', `${one}/bill/monthly`, { usage: rows(31), month: 13 }, 'month'],
  ['fed-in energy of other days', `${one}/bill/period`, period(rows(1), { export: rows(2) }), 'export'],
  ['an end before the start', `${one}/bill/period`, { ...period(rows(1)), endDate: '2026-01-01' }, 'endDate'],
  ['a day that is none', `${one}/calculate/impact`, { ...period(rows(1)), startDate: 'today' }, 'startDate'],
  ['half a month of a plan', 'homes/bill/period/rateplan/65a1f0c2e4b0d9a7c3f10001', period(rows(1)), 'startDate'],
  ['a battery without days', `${one}/battery/estimate_savings`, endless, 'days'],
  [
    'bills that are no addresses',
    'homes/bill-upload',
    { name: 'x', zipcode: '94110', customerClass: 'residential', billPDFs: ['x'] },
    'billPDFs.0',
  ],
  [
    'an onboarding without a way back',
    'onboarding/url/generate',
    { enableThirdPartyDevice: false, hvacs: [] },
    'redirectUrl',
  ],
  [
    'a mode that there is not',
    `devices/hvac/${hvacId(1)}/user_preferences/set`,
    { defaultMode: 'WARM' },
    'defaultMode',
  ],
])('%s is refused naming it', async (_what, path, body, field) => {
  const answer = await post(path, body);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error_code: 'VALIDATION_FAILED' });
  expect(answer.body.field_errors[0].field).toBe(field);
});

test.each([
  ['homes/ws_home_x/bill/period', period(rows(1))],
  ['homes/bill/period/rateplan/none', period(rows(1))],
  ['onboarding/status/get', { homeId: 'ws_home_x' }],
  ['devices/hvac/ws_device_x/set_point_schedule/get', {}],
])('%s of what is unknown is not found', async (path, body) => {
  expect(await post(path, body)).toMatchObject({ status: 404, body: { error_code: 'NOT_FOUND' } });
});

test('the bill of a battery and of a month are told in the shapes of their pages', async () => {
  expect((await post(`${one}/bill/monthly`, { usage: rows(31), month: 1, year: 2026 })).body).toEqual({
    totalBill: expect.any(Number),
  });
  const { body } = await post(`${one}/battery/estimate_savings`, battery);
  expect(Object.keys(body).toSorted()).toEqual([
    'baselineCost',
    'carbonReduction',
    'carbonSaved',
    'dollarsSaved',
    'optimizedCost',
    'percentageSaved',
  ]);
});

function period(usage: number[][], more: object = {}) {
  return { usage, startDate: '2026-01-02', endDate: '2026-01-03', ...more };
}
