/** Consumption through the whole gateway: the metering data as each vendor tells it, what is derived from it, and nonsense. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import { startDigiwattSandbox } from '../../src/sandbox/digiwatt/index.ts';
import { startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import type { SandboxServer } from '../../src/sandbox/server.ts';
import { startWatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { startWattshiftSandbox } from '../../src/sandbox/wattshift/index.ts';
import {
  accountNumber,
  assetUuid,
  enerkeyMeterId,
  facilities,
  homeId,
  watticsMeterId,
} from '../../src/sandbox/world.ts';
import { csvReadings, csvSum, monthStarts } from '../sandbox/households-csv.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { type Json, type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

const households = Array.from({ length: 10 }, (_, i) => i + 1);
const year = 'from: "2013-01-01T00:00:00Z", to: "2014-01-01T00:00:00Z"';
const months = monthStarts('UTC');
const yearSum = (household: number) => csvSum(household, months[0]!, months[12]!);

function expectClose(actual: number | null, expected: number): void {
  expect(Math.abs((actual ?? 0) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
}

describe('the metering data of 2013, by household, month and year', () => {
  let servers: Required<Record<'equiwatt' | 'wattics' | 'enerkey', SandboxServer>>;
  let gateway: SandboxedGateway;

  beforeAll(async () => {
    servers = {
      equiwatt: await startEquiwattSandbox({ life: false }),
      wattics: await startWatticsSandbox(),
      enerkey: await startEnerkeySandbox(),
    };
    gateway = await startSandboxedGateway([{ id: 'one', vendors: servers }]);
  });
  afterAll(async () => {
    await gateway.stop();
    for (const server of Object.values(servers)) await server.stop();
  });

  const expectYear = async (entity: string, household: number) => {
    const { data, errors } = await gateway.ask(
      'one',
      `{ entity: ${entity} {
          months: consumption(${year}, resolution: MONTH, timeZone: "UTC") { unitSymbol values total coverage }
          days: consumption(${year}, resolution: DAY, timeZone: "UTC") { total missing } } }`,
    );
    expect(errors).toEqual([]);
    const { months: byMonth, days } = data.entity;
    expect(byMonth.unitSymbol).toBe('kWh');
    for (const [m, value] of byMonth.values.entries())
      expectClose(value, csvSum(household, months[m]!, months[m + 1]!));
    expectClose(byMonth.total, yearSum(household));
    expectClose(days.total, yearSum(household));
    return { coverage: byMonth.coverage, missingDays: days.missing };
  };

  it.each(households)('is what EnerKey gives of household %i', async (n) => {
    await expectYear(`meter(by: { ref: { vendor: ENERKEY, id: "${enerkeyMeterId(n)}" } })`, n);
  });

  it.each(households)('is what Wattics gives of household %i', async (n) => {
    await expectYear(`meter(by: { ref: { vendor: WATTICS, id: "${watticsMeterId(n)}" } })`, n);
  });

  // 24 calls each, at the vendor's 25 a second.
  it.each(households)('is what equiwatt gives of household %i, with its gaps', { timeout: 20_000 }, async (n) => {
    const { coverage, missingDays } = await expectYear(
      `asset(by: { ref: { vendor: EQUIWATT, id: "${assetUuid(n)}" } })`,
      n,
    );
    expect(coverage).toBeCloseTo(csvReadings(n).length / 17_520, 12);
    const days = new Set(csvReadings(n).map(({ startMs }) => Math.floor(startMs / 86_400_000)));
    expect(missingDays).toBe(365 - days.size);
  });

  it.each(facilities)('is summed over $name, whose main meter counts its households once', async (facility) => {
    const sum = facility.households.reduce((total, n) => total + yearSum(n), 0);
    const ask = (vendor: string, id: number) =>
      `facility(by: { ref: { vendor: ${vendor}, id: "${id}" } }) {
        consumption(${year}, resolution: MONTH, timeZone: "UTC", quantity: "electricity", unit: MWH) { total failures { code } } }`;
    const { data, errors } = await gateway.ask(
      'one',
      `{ enerkey: ${ask('ENERKEY', facility.enerkeyId)} wattics: ${ask('WATTICS', facility.watticsSiteId)} }`,
    );
    expect(errors).toEqual([]);
    expectClose(data.enerkey.consumption.total * 1000, sum);
    expectClose(data.wattics.consumption.total * 1000, sum);
  });
});

it('is what Digiwatt gives of each household, month by month as they pass', async () => {
  // The account's months, from the first half hour of the data on.
  const rome = [months[0]!, ...monthStarts('Europe/Rome').slice(1)];
  // Goes on by itself, and is put forward by hand: waking every poll of a year in turn would take minutes.
  let offsetMs = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + offsetMs };
  const server = await startDigiwattSandbox({ clock });
  const homes = households.map((n) => ({ digiwatt: accountNumber(n) }));
  const gateway = await startSandboxedGateway([{ id: 'one', vendors: { digiwatt: server }, homes }], { clock });
  const sums = new Map<number, number>();
  for (let m = 0; m < 12; m += 1) {
    offsetMs += rome[m + 1]! + 60_000 - clock.now();
    const range = `from: "${new Date(rome[m]!).toISOString()}", to: "${new Date(rome[m + 1]!).toISOString()}"`;
    const fields = households.map(
      (n) => `h${n}: home(by: { ref: { vendor: DIGIWATT, id: "${accountNumber(n)}" } }) {
        consumption(${range}, resolution: MONTH, timeZone: "Europe/Rome") { total appliances { total } } }`,
    );
    const { data, errors } = await gateway.ask('one', `{ ${fields.join('\n')} }`);
    expect(errors).toEqual([]);
    for (const n of households) {
      const { total, appliances } = data[`h${n}`].consumption;
      expectClose(total, csvSum(n, rome[m]!, rome[m + 1]!));
      expectClose(sumOf(appliances), csvSum(n, rome[m]!, rome[m + 1]!));
      sums.set(n, (sums.get(n) ?? 0) + total);
    }
  }
  for (const n of households) expectClose(sums.get(n)!, csvSum(n, rome[0]!, rome[12]!));

  const before = await gateway.ask(
    'one',
    `{ home(by: { ref: { vendor: DIGIWATT, id: "${accountNumber(1)}" } }) { consumption(${year}) { total } } }`,
  );
  expect(before.errors[0]).toMatchObject({ extensions: { code: 'RANGE_NOT_AVAILABLE', vendor: 'DIGIWATT' } });
  expect(before.errors[0]?.message).toContain('DIGIWATT has readings from 2013-11-30T23:00:00Z on. It can give: ');
  await gateway.stop();
  await server.stop();
});

function sumOf(appliances: readonly { readonly total: number | null }[] | null): number {
  return (appliances ?? []).reduce((sum, { total }) => sum + (total ?? 0), 0);
}

describe('what is made of consumption', () => {
  let servers: Record<string, SandboxServer>;
  let gateway: SandboxedGateway;

  beforeAll(async () => {
    servers = {
      equiwatt: await startEquiwattSandbox({ life: false }),
      wattshift: await startWattshiftSandbox(),
      enerkey: await startEnerkeySandbox(),
    };
    const homes = [{ wattshift: homeId(1), equiwatt: assetUuid(1) }];
    gateway = await startSandboxedGateway([{ id: 'one', vendors: servers, homes }]);
  });
  afterAll(async () => {
    await gateway.stop();
    for (const server of Object.values(servers)) await server.stop();
  });

  const ask = async (query: string): Promise<Json> => {
    const { data, errors } = await gateway.ask('one', query);
    expect(errors).toEqual([]);
    return data;
  };

  it('costs each half hour at the mean of its two prices', async () => {
    const [fromMs, toMs] = [Date.UTC(2013, 6, 1), Date.UTC(2013, 6, 3)];
    const range = `from: "${new Date(fromMs).toISOString()}", to: "${new Date(toMs).toISOString()}"`;
    const { home } = await ask(`{ home(by: { ref: { vendor: WATTSHIFT, id: "${homeId(1)}" } }) {
      priceSignal(${range}) { timestamps prices }
      cost(${range}, resolution: DAY, timeZone: "UTC") {
        currency method values total missing coverage priceVendor consumption { unitSymbol total vendor } } } }`);
    const prices: number[] = home.priceSignal.prices;
    const expected = csvReadings(1)
      .filter(({ startMs }) => startMs >= fromMs && startMs < toMs)
      .reduce((sum, { startMs, kwh }) => {
        const first = (startMs - fromMs) / 900_000;
        return sum + (kwh * (prices[first]! + prices[first + 1]!)) / 2;
      }, 0);
    expect(new Set(prices).size).toBeGreaterThan(1);
    expectClose(home.cost.total, expected);
    expectClose(home.cost.values[0] + home.cost.values[1], expected);
    expect(home.cost).toMatchObject({ currency: 'USD', missing: 0, coverage: 1, priceVendor: 'WATTSHIFT' });
    expect(home.cost.consumption).toMatchObject({ unitSymbol: 'kWh', vendor: 'EQUIWATT' });
    expectClose(home.cost.consumption.total, csvSum(1, fromMs, toMs));
  });

  it('emits by the factor that the facility’s properties hold, and shows it', async () => {
    const { facility } = await ask(`{ facility(by: { ref: { vendor: ENERKEY, id: "101" } }) {
      emissions(${year}, resolution: MONTH, timeZone: "UTC") {
        unit values total missing factor { kgPerUnit per vendor property { name value unit } } consumption { total } } } }`);
    const sum = [1, 2, 3, 4].reduce((total, n) => total + yearSum(n), 0);
    expectClose(facility.emissions.total, sum * 0.089);
    expectClose(facility.emissions.consumption.total, sum);
    expect(facility.emissions).toMatchObject({ unit: 'kg CO2', missing: 0 });
    expect(facility.emissions.factor).toEqual({
      kgPerUnit: 0.089,
      per: 'kWh',
      vendor: 'ENERKEY',
      property: { name: 'CO2 factor of electricity', value: '0.089', unit: 'kg/kWh' },
    });
  });

  it('normalises for the weather by the month, a meter and a facility alike', async () => {
    const { meter, facility } = await ask(`{
      meter(by: { ref: { vendor: ENERKEY, id: "1001" } }) {
        consumption(${year}, resolution: MONTH, timeZone: "UTC", normalized: true) { values } }
      facility(by: { ref: { vendor: ENERKEY, id: "101" } }) {
        consumption(${year}, resolution: MONTH, timeZone: "UTC", normalized: true) { values } } }`);
    expectClose(meter.consumption.values[0], csvSum(1, months[0]!, months[1]!) * 0.94);
    const january = [1, 2, 3, 4].reduce((total, n) => total + csvSum(n, months[0]!, months[1]!), 0);
    expectClose(facility.consumption.values[0], january * 0.94);
  });
});

it('puts an event’s baseline beside what was measured', async () => {
  const clock = createFakeClock(Date.UTC(2013, 5, 15, 12));
  const server = await startEquiwattSandbox({ life: false, clock });
  const gateway = await startSandboxedGateway([{ id: 'one', vendors: { equiwatt: server } }], { clock });
  const { data, errors } = await gateway.ask(
    'one',
    `{ tenant { flexEvents(status: ENDED, first: 1) { nodes { startsAt endsAt assets(first: 10) {
    edges { node { refs { id } } baselines { value method type } stats { energyConsumed energySaved }
      performance { method saved totalSaved baseline { values total from to } measured { values total missing } } } } } } } }`,
  );
  expect(errors).toEqual([]);
  const [event] = data.tenant.flexEvents.nodes;
  const edges = event.assets.edges.filter((edge: Json) => edge.performance && edge.performance.measured.missing === 0);
  expect(edges.length).toBeGreaterThan(0);
  for (const { baselines, stats, performance } of edges) {
    const imported = baselines.find((baseline: Json) => baseline.type !== 'export');
    expect(performance.baseline).toEqual({
      values: [imported.value],
      total: imported.value,
      from: event.startsAt,
      to: event.endsAt,
    });
    expect(performance.method).toBe(imported.method);
    // The vendor rounds to three decimals.
    expect(performance.measured.total).toBeCloseTo(stats.energyConsumed, 2);
    expect(performance.totalSaved).toBeCloseTo(imported.value - performance.measured.total, 9);
    expect(performance.saved).toEqual([performance.totalSaved]);
  }
  await gateway.stop();
  await server.stop();
});

describe('nonsense', () => {
  let server: SandboxServer;
  let gateway: SandboxedGateway;

  beforeAll(async () => {
    server = await startEnerkeySandbox({ world: { facilities: 50, metersPerFacility: 20 } });
    gateway = await startSandboxedGateway([{ id: 'one', vendors: { enerkey: server } }]);
  });
  afterAll(async () => {
    await gateway.stop();
    await server.stop();
  });

  const meter = (args: string) =>
    `{ meter(by: { ref: { vendor: ENERKEY, id: "1001" } }) { consumption(${args}) { total } } }`;

  it.each([
    [
      'from = to',
      'from: "2013-01-01T00:00:00Z", to: "2013-01-01T00:00:00Z"',
      'to: the end of the range must be after `from`.',
    ],
    ['a zone that does not exist', `${year}, timeZone: "Europe/Atlantis"`, '"Europe/Atlantis" is no IANA time zone'],
    ['m3 of electricity', `${year}, unit: M3`, 'Value "M3" does not exist in "EnergyUnit" enum'],
    [
      'a century of quarter hours',
      'from: "1913-01-01T00:00:00Z", to: "2013-01-01T00:00:00Z", resolution: QUARTER_HOUR',
      'the most is 100000. DAY would do, or a shorter range.',
    ],
    ['half hours of an hourly meter', `${year}, resolution: HALF_HOUR`, 'HOUR is the finest resolution'],
  ])('%s gets a clear answer', async (_, args, message) => {
    const { errors } = await gateway.ask('one', meter(args));
    expect(errors.map((error) => error.message).join('\n')).toContain(message);
  });

  it('of a year of half hours over 1 000 meters is refused at once, with the resolution that would do', async () => {
    const query = (args: string) => `{ tenant { facilities(first: 50) { nodes { meters(first: 20) { nodes {
      consumption(${args}) { total } } } } } } }`;
    const refused = await gateway.ask('one', query(`${year}, resolution: HALF_HOUR`));
    expect(refused.errors[0]?.message).toBe(
      'resolution: the 1000 series of this operation have about 17520000 points; at most 100000 are given at once. WEEK would do, or a shorter range.',
    );
    expect(refused.errors[0]?.extensions).toMatchObject({
      code: 'QUERY_LIMIT_EXCEEDED',
      limit: { name: 'points', max: 100_000, value: 17_520_000 },
    });
    expect(server.calls.filter(({ path }) => path.includes('Values'))).toEqual([]);

    const january = 'from: "2013-01-01T00:00:00Z", to: "2013-02-01T00:00:00Z", resolution: MONTH';
    const answered = await gateway.ask('one', query(january));
    expect(answered.errors).toEqual([]);
  });
});
