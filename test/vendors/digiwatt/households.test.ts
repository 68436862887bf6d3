import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ReadingRequest, type Readings, readingKey } from '../../../src/domain/readings.ts';
import { AppError } from '../../../src/errors.ts';
import { type DigiwattSandbox, startDigiwattSandbox } from '../../../src/sandbox/digiwatt/index.ts';
import { accountNumber, demoCredentials } from '../../../src/sandbox/world.ts';
import { digiwatt } from '../../../src/vendors/digiwatt/index.ts';
import { type HouseholdSource, householdKey } from '../../../src/vendors/vendor.ts';
import { csvReadings, csvSum } from '../../sandbox/households-csv.ts';
import { startTamperingProxy, type Tamper, type TamperingProxy } from '../../suites/tampering-proxy.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { type ClockedSource, openClocked } from '../clocked-source.ts';
import { sumKwh } from '../opened-source.ts';

const zone = 'Europe/Rome';
const [first, second, third] = [1, 2, 3].map(accountNumber) as [string, string, string];

let clock: FakeClock;
let sandbox: DigiwattSandbox;
let opened: ClockedSource;
let proxy: TamperingProxy | undefined;
let households: HouseholdSource;

async function openAt(time: string, options: { tamper?: Tamper; tokenSeconds?: number; households?: number } = {}) {
  const { tamper, ...sandboxOptions } = options;
  clock = createFakeClock(Date.parse(time));
  sandbox = await startDigiwattSandbox({ clock, ...sandboxOptions });
  proxy = tamper ? await startTamperingProxy(sandbox.url, tamper) : undefined;
  const baseUrl = proxy?.url ?? sandbox.url;
  opened = openClocked(digiwatt, { baseUrl, ...demoCredentials.digiwatt, timeZone: zone }, clock);
  households = opened.source.households!;
}

async function close() {
  await opened.stop();
  await proxy?.stop();
  await sandbox.stop();
}

/** Paths of what was asked, without the token's. */
const asked = () => sandbox.calls.map(({ path }) => path).filter((path) => path !== '/auth/token');

function request(id: string, from: string, to: string): ReadingRequest {
  return {
    ...{ id, fromMs: Date.parse(from), toMs: Date.parse(to) },
    ...{ resolution: 'HOUR', timeZone: zone, normalized: false },
  };
}

async function readOne(one: ReadingRequest): Promise<Readings> {
  const answer = (await households.readings([one], opened.newCall())).get(readingKey(one));
  if (!answer || answer instanceof AppError) throw answer ?? new Error('no readings');
  return answer;
}

beforeEach(() => openAt('2013-06-12T14:10:00+02:00'));
afterEach(close);

describe('Digiwatt readings', () => {
  test.each([
    ['yesterday', '2013-06-11T00:00+02:00', '2013-06-12T00:00+02:00'],
    ['last week', '2013-06-03T00:00+02:00', '2013-06-10T00:00+02:00'],
    ['this month', '2013-06-01T00:00+02:00', '2013-06-12T14:00+02:00'],
    ['over two months', '2013-05-14T06:00+02:00', '2013-06-12T14:00+02:00'],
    ['the last hours', '2013-06-12T09:00+02:00', '2013-06-12T14:00+02:00'],
  ])('%s sum to the data', async (_name, from, to) => {
    for (const n of [1, 3, 10]) {
      const readings = await readOne(request(accountNumber(n), from, to));
      expect(sumKwh(readings)).toBeCloseTo(csvSum(n, Date.parse(from), Date.parse(to)), 9);
      expect(readings).toMatchObject({ vendor: 'DIGIWATT', kind: 'power', unit: 'W', stale: false });
      expect([...readings.startsMs]).toEqual([...new Set(readings.startsMs)].sort((a, b) => a - b));
      for (const [i, startMs] of readings.startsMs.entries()) expect(readings.endsMs[i]! - startMs).toBe(1_800_000);
    }
  });

  test('come by appliance, which sum to the house', async () => {
    const readings = await readOne(request(first, '2013-05-20T00:00+02:00', '2013-06-11T00:00+02:00'));
    expect(readings.appliances!.map(({ appliance }) => appliance)).toContain('other');
    for (const [i, value] of readings.values.entries()) {
      expect(readings.appliances!.reduce((sum, { values }) => sum + values[i]!, 0)).toBeCloseTo(value, 9);
    }
  });

  test('cost one call an account and window, and none again', async () => {
    const requests = [first, third].flatMap((id) => [
      request(id, '2013-06-11T00:00+02:00', '2013-06-12T00:00+02:00'),
      request(id, '2013-06-05T00:00+02:00', '2013-06-12T14:00+02:00'),
      request(id, '2013-06-12T10:00+02:00', '2013-06-12T13:00+02:00'),
    ]);
    const batch = await households.readings(requests, opened.newCall());
    expect(batch.size).toBe(6);
    expect(asked().toSorted()).toEqual([`/consumption/${first}/this-month`, `/consumption/${third}/this-month`]);
    await households.readings(requests, opened.newCall());
    await households.periodReadings([{ id: first, period: 'THIS_MONTH' }], opened.newCall());
    expect(asked().length).toBe(2);
    expect(sandbox.calls.length).toBe(3);
  });

  test('of a time to come are empty and cost no call', async () => {
    const readings = await readOne(request(first, '2013-06-13T00:00+02:00', '2013-06-14T00:00+02:00'));
    expect(readings.values.length).toBe(0);
    expect(sandbox.calls.length).toBe(0);
  });

  test('before the windows are refused for their key alone, without a call', async () => {
    const good = request(first, '2013-06-11T00:00+02:00', '2013-06-12T00:00+02:00');
    const old = request(first, '2013-04-30T00:00+02:00', '2013-05-02T00:00+02:00');
    const batch = await households.readings([good, old], opened.newCall());
    expect(batch.get(readingKey(good))).not.toBeInstanceOf(AppError);
    expect(batch.get(readingKey(old))).toMatchObject({ code: 'RANGE_NOT_AVAILABLE' });
    expect(asked()).toEqual([`/consumption/${first}/yesterday`]);
  });

  test('of an unknown account are absent', async () => {
    const unknown = request('0000000000', '2013-06-11T00:00+02:00', '2013-06-12T00:00+02:00');
    expect(await households.readings([unknown], opened.newCall())).toEqual(new Map());
    expect(await households.power(['0000000000'], opened.newCall())).toEqual(new Map());
  });

  test('an account that fails is the only one that does', async () => {
    sandbox.faults.add({ kind: 'status', status: 400, path: third });
    const requests = [first, third].map((id) => request(id, '2013-06-11T00:00+02:00', '2013-06-12T00:00+02:00'));
    const batch = await households.readings(requests, opened.newCall());
    expect(batch.get(readingKey(requests[0]!))).not.toBeInstanceOf(AppError);
    expect(batch.get(readingKey(requests[1]!))).toMatchObject({ code: 'VENDOR_REJECTED' });
  });

  test('gaps stay gaps', async () => {
    await close();
    await openAt('2013-02-13T10:00:00+01:00');
    const readings = await readOne(request(second, '2013-02-04T00:00+01:00', '2013-02-13T00:00+01:00'));
    expect(readings.startsMs[0]).toBe(csvReadings(2)[0]!.startMs);
    expect(sumKwh(readings)).toBeCloseTo(csvSum(2, Date.UTC(2013, 1, 3, 23), Date.UTC(2013, 1, 12, 23)), 9);
  });

  test.each([
    ['spring', '2013-04-01T09:00:00+02:00', '2013-03-31T00:00+01:00', '2013-04-01T00:00+02:00', 46],
    ['autumn', '2013-10-28T09:00:00+01:00', '2013-10-27T00:00+02:00', '2013-10-28T00:00+01:00', 50],
  ])('the day the clocks change in %s is whole', async (_season, now, from, to, halfHours) => {
    await close();
    await openAt(now);
    const batch = await households.periodReadings([{ id: first, period: 'YESTERDAY' }], opened.newCall());
    const readings = batch.get(householdKey({ id: first, period: 'YESTERDAY' })) as Readings;
    expect(readings.values.length).toBe(halfHours);
    expect(sumKwh(readings)).toBeCloseTo(csvSum(1, Date.parse(from), Date.parse(to)), 9);
  });
});

describe('Digiwatt periods', () => {
  test('yesterday is another day after midnight, fresh or not', async () => {
    await close();
    await openAt('2013-06-12T23:59:50+02:00');
    const key = { id: first, period: 'YESTERDAY' } as const;
    const totalOf = async () => {
      const totals = (await households.totals([key], opened.newCall())).get(householdKey(key));
      return totals instanceof AppError ? undefined : totals?.totalWh;
    };
    expect((await totalOf())! / 1000).toBeCloseTo(csvSum(1, Date.UTC(2013, 5, 10, 22), Date.UTC(2013, 5, 11, 22)), 9);
    await clock.advance(20_000);
    expect((await totalOf())! / 1000).toBeCloseTo(csvSum(1, Date.UTC(2013, 5, 11, 22), Date.UTC(2013, 5, 12, 22)), 9);
    expect(asked().length).toBe(2);
  });

  test('several periods of several accounts are answered by key', async () => {
    const keys = [
      { id: first, period: 'YESTERDAY' },
      { id: first, period: 'LAST_MONTH' },
      { id: third, period: 'YESTERDAY' },
      { id: 'unknown', period: 'YESTERDAY' },
    ] as const;
    const totals = await households.totals(keys, opened.newCall());
    expect(new Set(totals.keys())).toEqual(new Set(keys.slice(0, 3).map(householdKey)));
    expect(asked().length).toBe(4);
  });

  test('performance puts the household between the least and the most', async () => {
    const key = { id: first, period: 'LAST_WEEK' } as const;
    const performance = (await households.performance([key], opened.newCall())).get(householdKey(key));
    const week = [Date.UTC(2013, 5, 2, 22), Date.UTC(2013, 5, 9, 22)] as const;
    const sums = Array.from({ length: 10 }, (_, i) => csvSum(i + 1, ...week) * 1000);
    expect(performance).toEqual({
      minimumWh: expect.closeTo(Math.min(...sums), 6),
      maximumWh: expect.closeTo(Math.max(...sums), 6),
      userWh: expect.closeTo(sums[0]!, 6),
    });
  });

  test('compound gives each appliance its share of the month', async () => {
    const months = (await households.compound([first], opened.newCall())).get(first);
    if (!months || months instanceof AppError) throw new Error('no months');
    expect(months.length).toBe(12);
    for (const { appliances } of months) {
      expect(appliances.reduce((sum, { percentage }) => sum + (percentage ?? 0), 0)).toBeCloseTo(100, 6);
    }
  });
});

describe('Digiwatt tokens and limits', () => {
  test('one token serves many accounts, five of them at a time', async () => {
    await close();
    await openAt('2013-06-12T14:10:00+02:00', { households: 40 });
    sandbox.faults.add({ kind: 'latency', ms: 10, path: '/consumption' });
    const ids = Array.from({ length: 40 }, (_, i) => accountNumber(i + 1));
    const reading = households.power(ids, opened.newCall());
    let done = false;
    reading.finally(() => {
      done = true;
    });
    while (!done) await clock.advance(10);
    expect([...(await reading).values()].filter((answer) => answer instanceof AppError)).toEqual([]);
    expect(sandbox.calls.filter(({ path }) => path === '/auth/token').length).toBe(1);
    expect(asked().length).toBe(40);
    expect(Math.max(...sandbox.calls.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(5);
  });

  test('a revoked token is renewed once, and the read goes on', async () => {
    await households.power([first], opened.newCall());
    sandbox.revokeTokens();
    const power = await households.power([third], opened.newCall());
    expect(power.get(third)).not.toBeInstanceOf(AppError);
    expect(sandbox.calls.map(({ path, status }) => [path, status])).toEqual([
      ['/auth/token', 200],
      [`/consumption/${first}/realtime`, 200],
      [`/consumption/${third}/realtime`, 401],
      ['/auth/token', 200],
      [`/consumption/${third}/realtime`, 200],
    ]);
  });

  test('a client refused with 400 is unauthorized as well', async () => {
    const body = JSON.stringify({ error: 'invalid_client', error_description: 'canary' });
    sandbox.faults.add({
      kind: 'status',
      status: 400,
      path: '/auth/token',
      body,
      headers: { 'content-type': 'application/json' },
    });
    const answer = (await households.power([first], opened.newCall())).get(first) as AppError;
    expect(answer).toMatchObject({ code: 'VENDOR_UNAUTHORIZED', details: { vendor: 'DIGIWATT' } });
    expect(answer.message).not.toContain('canary');
  });

  test('an account number cannot leave its path segment', async () => {
    await households.power(['../../greenness', 'a/b?c'], opened.newCall());
    expect(asked().toSorted()).toEqual([
      '/consumption/..%2F..%2Fgreenness/realtime',
      '/consumption/a%2Fb%3Fc/realtime',
    ]);
  });
});

describe('two tenants with the same accounts at Digiwatt', () => {
  test('each see their own figures, cold and warm', async () => {
    const theirSandbox = await startDigiwattSandbox({ clock, scale: 3 });
    const config = { baseUrl: theirSandbox.url, ...demoCredentials.digiwatt, timeZone: zone };
    const theirs = openClocked(digiwatt, config, clock, { tenantId: 'other', upstream: opened.upstream });
    const key = { id: first, period: 'LAST_WEEK' } as const;
    const totalOf = async ({ source, newCall }: ClockedSource) => {
      const totals = (await source.households!.totals([key], newCall())).get(householdKey(key));
      if (!totals || totals instanceof AppError) throw totals ?? new Error('no totals');
      return totals.totalWh!;
    };
    const mineWh = csvSum(1, Date.UTC(2013, 5, 2, 22), Date.UTC(2013, 5, 9, 22)) * 1000;
    for (let round = 0; round < 2; round += 1) {
      const [mine, other] = await Promise.all([totalOf(opened), totalOf(theirs)]);
      expect(mine).toBeCloseTo(mineWh, 6);
      expect(other).toBeCloseTo(3 * mineWh, 6);
    }
    expect(asked().length).toBe(1);
    await theirSandbox.stop();
  });
});

describe('when Digiwatt drifts', () => {
  const onPath = (part: string, change: (data: Record<string, unknown>) => unknown): Tamper => {
    return (json, path) => {
      if (!path.includes(part) || typeof json !== 'object' || json === null || !('data' in json)) return json;
      return { ...json, data: change(json.data as Record<string, unknown>) };
    };
  };
  const realtimeOf = async (change: (data: Record<string, unknown>) => unknown) => {
    await close();
    await openAt('2013-06-12T14:10:00+02:00', { tamper: onPath('/realtime', change) });
    return (await households.power([first], opened.newCall())).get(first);
  };

  test('numbers as text and a missing unit are read', async () => {
    const usual = (await households.power([first], opened.newCall())).get(first);
    expect(
      await realtimeOf(({ unit: _unit, ...data }) => ({ ...data, consumption: String(data.consumption) })),
    ).toEqual(usual);
  });

  test.each([
    ['another unit', (data: object) => ({ ...data, unit: 'kW' })],
    ['a value of the wrong type', (data: object) => ({ ...data, consumption: 'much' })],
    ['a missing timestamp', ({ timestamp: _timestamp, ...data }: Record<string, unknown>) => data],
    ['a timestamp that is none', (data: object) => ({ ...data, timestamp: 'now' })],
    ['no data', () => undefined],
  ])('%s is VENDOR_CONTRACT', async (_name, change) => {
    expect(await realtimeOf(change)).toMatchObject({ code: 'VENDOR_CONTRACT', details: { vendor: 'DIGIWATT' } });
  });

  test('a sample that one appliance lacks makes the sum unknown, not smaller', async () => {
    await close();
    const tamper = onPath('/yesterday', (data) => {
      const [fridge, ...others] = data.appliances as { consumption: { timestamp: string; value: unknown }[] }[];
      const [sample, ...rest] = fridge!.consumption;
      return { ...data, appliances: [{ ...fridge, consumption: [{ ...sample, value: null }, ...rest] }, ...others] };
    });
    await openAt('2013-06-12T14:10:00+02:00', { tamper });
    const readings = await readOne(request(first, '2013-06-11T00:00+02:00', '2013-06-12T00:00+02:00'));
    expect(readings.values[0]).toBeNaN();
    expect(readings.values[1]).not.toBeNaN();
    expect(readings.values.length).toBe(48);
  });
});
