/** What the tariff vendor tells and takes without a home, through the whole gateway. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startWattshiftSandbox, type WattshiftSandbox } from '../../src/sandbox/wattshift/index.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

let wattshift: WattshiftSandbox;
let gateway: SandboxedGateway;
let plan: string;

beforeAll(async () => {
  wattshift = await startWattshiftSandbox();
  gateway = await startSandboxedGateway([{ id: 'acme', vendors: { wattshift } }]);
  const { data } = await ask('{ utilities(zipcode: "94110") { ratePlans { id } } }');
  plan = data.utilities[0].ratePlans[0].id;
});
afterAll(async () => {
  await gateway.stop();
  await wattshift.stop();
});
beforeEach(() => wattshift.reset());

const ask = (query: string, variables: Record<string, unknown> = {}) => gateway.ask('acme', query, variables);
const days = (count: number, kwh = 0.1) => Array.from({ length: count }, () => Array.from({ length: 96 }, () => kwh));
const paths = () => wattshift.calls.map(({ path }) => path);

describe('the prices of a rate plan', () => {
  const query = `query ($plan: String!, $from: DateTime!, $to: DateTime!) {
    ratePlanPriceSignal(ratePlanId: $plan, from: $from, to: $to) { from to stepSeconds timestamps prices imports exports } }`;
  const day = { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' };

  test('come a quarter of an hour apart, from one call however often they are asked for', async () => {
    for (const _ of [1, 2]) {
      const { data, errors } = await ask(query, { plan, ...day });
      expect(errors).toEqual([]);
      const { prices, timestamps, stepSeconds, exports } = data.ratePlanPriceSignal;
      expect([prices.length, timestamps.length, exports.length, stepSeconds]).toEqual([96, 96, 96, 900]);
      expect(new Set(prices).size).toBeGreaterThan(1);
    }
    expect(paths()).toEqual([`/v1/homes/price_signal/rate_plan/${plan}`]);
  });

  test('of a plan that nobody knows are null', async () => {
    expect((await ask(query, { plan: 'none', ...day })).data).toEqual({ ratePlanPriceSignal: null });
  });

  test.each([
    ['from', { from: 'noon', to: day.to }],
    ['to', { from: day.to, to: day.from }],
    ['to', { from: '2026-01-01T00:00:00Z', to: '2027-01-03T00:00:00Z' }],
  ])('are refused naming %s, and nobody is asked', async (argument, window) => {
    const { errors } = await ask(query, { plan, ...window });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(paths()).toEqual([]);
  });
});

describe('the impact of days on a rate plan', () => {
  const query = `query ($plan: String!, $zipcode: String!, $to: Date!, $usage: [[Float!]!], $export: [[Float!]!], $solar: Float) {
    ratePlanImpact(ratePlanId: $plan, zipcode: $zipcode, from: "2026-03-01", to: $to, usageKwh: $usage, exportKwh: $export,
      solarCapacityKw: $solar) { total co2eKg } }`;
  const usual = { zipcode: '94110', to: '2026-03-03' };

  test('is worked out of the usage that is given, or of what is usual there', async () => {
    const given = await ask(query, { plan, ...usual, usage: days(2) });
    expect(given.errors).toEqual([]);
    expect(given.data.ratePlanImpact.total).toBeGreaterThan(0);
    expect(given.data.ratePlanImpact.co2eKg).toBeCloseTo(2 * 96 * 0.1 * 0.2, 3);
    // The sandbox takes as usual what was given.
    expect((await ask(query, { plan, ...usual, solar: 4 })).data).toEqual(given.data);
    expect(paths()).toEqual(['/v1/calculate/impact', '/v1/calculate/impact']);
    expect((await ask(query, { plan: 'none', ...usual })).data).toEqual({ ratePlanImpact: null });
  });

  test.each([
    ['zipcode', { zipcode: 'SW1A 1AA' }],
    ['to', { to: '2026-03-01' }],
    ['to', { to: '2027-03-03' }],
    ['usageKwh', { usage: days(1) }],
    ['usageKwh.0.0', { usage: days(2, -1) }],
    ['exportKwh', { export: days(2) }],
    ['solarCapacityKw', { solar: 0 }],
  ])('is refused naming %s, and nobody is asked', async (argument, more) => {
    const { errors } = await ask(query, { plan, ...usual, ...more });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(paths()).toEqual([]);
  });
});

describe('a webhook of thermostats', () => {
  const set = async (input: object) => {
    const mutation = `mutation ($input: SetHvacWebhookInput!) {
      setHvacWebhook(input: $input) { webhookId userErrors { code message field } } }`;
    return (await ask(mutation, { input })).data.setHvacWebhook;
  };
  const securityKey = 'a-key-of-the-receiver';

  test('goes to the receiver that is named, one a kind, and its key is not told again', async () => {
    const ids = [];
    for (const kind of ['SET_POINT_SCHEDULE', 'THERMOSTAT_QUERY'] as const) {
      const url = `https://thermostats.example.com/${kind}`;
      const answer = await set({ kind, url, securityKey });
      expect(answer).toEqual({ webhookId: expect.any(String), userErrors: [] });
      expect(wattshift.hvacWebhookOf(kind)).toEqual({ webhookUrl: url, securityKey });
      expect(JSON.stringify(answer)).not.toContain(securityKey);
      ids.push(answer.webhookId);
    }
    expect(new Set(ids).size).toBe(2);
    const moved = await set({ kind: 'THERMOSTAT_QUERY', url: 'https://other.example.com/', securityKey });
    expect(moved.webhookId).toBe(ids[1]);
    expect(wattshift.hvacWebhookOf('THERMOSTAT_QUERY')).toMatchObject({ webhookUrl: 'https://other.example.com/' });
  });

  test.each([
    ['url', { url: 'http://plain.example.com/' }],
    ['url', { url: 'https://user:word@example.com/' }],
    ['securityKey', { securityKey: 'short' }],
  ])('is refused naming %s, without repeating it, and nothing is sent', async (field, more) => {
    const answer = await set({
      ...{ kind: 'THERMOSTAT_QUERY', url: 'https://other.example.com/', securityKey },
      ...more,
    });
    expect(answer).toMatchObject({
      webhookId: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: `input.${field}` }],
    });
    expect(answer.userErrors[0].message).not.toMatch(/user:word|short/);
    expect(paths()).toEqual([]);
  });
});
