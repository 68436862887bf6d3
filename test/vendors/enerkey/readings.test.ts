import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ReadingRequest, readingKey } from '../../../src/domain/readings.ts';
import { type EnerkeySandbox, startEnerkeySandbox } from '../../../src/sandbox/enerkey/index.ts';
import { enerkeyMainMeterId } from '../../../src/sandbox/enerkey/world.ts';
import { demoCredentials, facilities } from '../../../src/sandbox/world.ts';
import { enerkey } from '../../../src/vendors/enerkey/index.ts';
import { csvReadings, csvSum, monthStarts } from '../../sandbox/households-csv.ts';
import { startTamperingProxy } from '../../suites/tampering-proxy.ts';
import { metersRead, newCall, type OpenedSource, openSource, sumKwh } from '../opened-source.ts';

const households = Array.from({ length: 10 }, (_, i) => i + 1);
const year = { fromMs: Date.UTC(2013, 0, 1), toMs: Date.UTC(2014, 0, 1), timeZone: 'UTC', normalized: false };
const june = { ...year, fromMs: Date.UTC(2013, 5, 1), toMs: Date.UTC(2013, 6, 1) };

const ask = (household: number, rest: Partial<ReadingRequest>): ReadingRequest => ({
  ...year,
  id: String(1000 + household),
  resolution: 'HOUR',
  ...rest,
});

describe('EnerKey readings', () => {
  let sandbox: EnerkeySandbox;
  let opened: OpenedSource;
  const config = (baseUrl: string) => ({ baseUrl, apiKeys: [demoCredentials.enerkey.primaryKey] });

  beforeEach(async () => {
    sandbox = await startEnerkeySandbox();
    opened = openSource(enerkey, config(sandbox.url));
  });
  afterEach(async () => {
    await opened.stop();
    await sandbox.stop();
  });

  test('hours of the whole year have the sums of the data, in 12 calls for ten meters', async () => {
    const read = await metersRead(
      opened.source,
      households.map((n) => ask(n, {})),
    );
    expect(sandbox.calls.length).toBe(12);
    const starts = monthStarts('UTC');
    for (const [i, readings] of read.entries()) {
      expectClose(sumKwh(readings), csvSum(i + 1, year.fromMs, year.toMs));
      for (let m = 0; m < 12; m += 1) {
        expectClose(sumKwh(readings, starts[m], starts[m + 1]), csvSum(i + 1, starts[m]!, starts[m + 1]!));
      }
    }
  });

  test.each([
    ['UTC', 1],
    ['Europe/Helsinki', 5],
    ['America/New_York', 5],
    ['Asia/Tokyo', 1],
  ])('months of %s have the sums of the data, in %i calls for ten meters', async (timeZone, calls) => {
    const starts = monthStarts(timeZone);
    const range = { fromMs: starts[0]!, toMs: starts[12]!, timeZone, resolution: 'MONTH' as const };
    const read = await metersRead(
      opened.source,
      households.map((n) => ask(n, range)),
    );
    expect(sandbox.calls.length).toBe(calls);
    for (const [i, readings] of read.entries()) {
      for (let m = 0; m < 12; m += 1) {
        expectClose(sumKwh(readings, starts[m], starts[m + 1]), csvSum(i + 1, starts[m]!, starts[m + 1]!));
      }
    }
  });

  test('a missing hour is absent, and an hour with one half of it has that half', async () => {
    const [readings] = await metersRead(opened.source, [ask(2, {})]);
    const hours = new Map<number, number>();
    for (const { startMs, kwh } of csvReadings(2)) {
      const hour = Math.floor(startMs / 3_600_000) * 3_600_000;
      hours.set(hour, (hours.get(hour) ?? 0) + kwh);
    }
    expect([...readings!.startsMs]).toEqual([...hours.keys()]);
    expect(readings!.startsMs[0]).toBeGreaterThan(Date.UTC(2013, 1, 11));
    for (const [i, startMs] of readings!.startsMs.entries()) expectClose(readings!.values[i]!, hours.get(startMs)!);
  });

  test('the main meter of a facility has the sum of its sub-meters', async () => {
    for (const facility of facilities) {
      const id = String(enerkeyMainMeterId(facility.enerkeyId));
      const [readings] = await metersRead(opened.source, [ask(0, { id, resolution: 'MONTH' })]);
      const sum = facility.households.reduce((total, n) => total + csvSum(n, year.fromMs, year.toMs), 0);
      expectClose(sumKwh(readings!), sum);
    }
  });

  test('what is finer than an hour fails for its request alone', async () => {
    const half = ask(1, { ...june, resolution: 'HALF_HOUR' });
    const hour = ask(1, { ...june, resolution: 'HOUR' });
    const batch = await opened.source.meters!.readings([half, hour], newCall());
    expect(batch.get(readingKey(half))).toMatchObject({ code: 'RANGE_NOT_AVAILABLE' });
    expect(batch.get(readingKey(hour))).toMatchObject({ unit: 'kWh', kind: 'energy' });
  });

  test('an unknown meter is absent and costs the others nothing', async () => {
    const requests = [ask(1, june), ask(1, { ...june, id: '424242' }), ask(1, { ...june, id: 'no number' })];
    const batch = await opened.source.meters!.readings(requests, newCall());
    expect([...batch.keys()]).toEqual([readingKey(requests[0]!)]);
  });

  test('days, weeks and hours of one range are one read', async () => {
    const resolutions = ['HOUR', 'DAY', 'WEEK'] as const;
    await metersRead(
      opened.source,
      resolutions.map((resolution) => ask(1, { ...june, resolution })),
    );
    expect(sandbox.calls.length).toBe(1);
  });

  test('monthly values that slide read the new month alone, for all meters that lack it together', async () => {
    const months = (n: number, fromMonth: number, toMonth: number) => {
      const range = { fromMs: Date.UTC(2013, fromMonth, 1), toMs: Date.UTC(2013, toMonth, 1) };
      return ask(n, { ...range, resolution: 'MONTH' });
    };
    await metersRead(opened.source, [months(1, 0, 6), months(2, 0, 6)]);
    const [slid] = await metersRead(opened.source, [months(1, 1, 7), months(2, 1, 7)]);
    expectClose(sumKwh(slid!), csvSum(1, Date.UTC(2013, 1, 1), Date.UTC(2013, 7, 1)));
    const queries = sandbox.calls.map((call) => new URL(call.path, sandbox.url).searchParams);
    expect(queries.map((query) => [query.get('start'), query.get('end'), query.getAll('meterIds').join()])).toEqual([
      ['2013-01-01T00:00:00Z', '2013-07-01T00:00:00Z', '1001,1002'],
      ['2013-07-01T00:00:00Z', '2013-08-01T00:00:00Z', '1001,1002'],
    ]);
    // A meter that is new brings all its months in one read.
    await metersRead(opened.source, [months(1, 0, 7), months(3, 0, 7)]);
    expect(sandbox.calls).toHaveLength(3);
  });

  test('the running month is read up to the hour that runs, and again only when it is no longer fresh', async () => {
    const monthMs = new Date().setUTCDate(1);
    const fromMs = Math.floor(monthMs / 86_400_000) * 86_400_000;
    const range = { fromMs, toMs: Date.now() + 40 * 86_400_000 };
    await metersRead(opened.source, [ask(1, range)]);
    await metersRead(opened.source, [ask(1, { ...range, toMs: range.toMs + 3_600_000 })]);
    const reads = sandbox.calls.filter((call) => call.path.includes('GetHourlyValues'));
    expect(reads).toHaveLength(1);
    const end = Date.parse(new URL(reads[0]!.path, sandbox.url).searchParams.get('end') ?? '');
    expect(Math.abs(end - Date.now())).toBeLessThanOrEqual(3_600_000);
  });

  test('a further meter of a range already read is asked for alone', async () => {
    await metersRead(opened.source, [ask(1, june), ask(2, june)]);
    await metersRead(opened.source, [ask(1, june), ask(2, june), ask(3, june)]);
    expect(sandbox.calls.map((call) => new URL(call.path, sandbox.url).searchParams.getAll('meterIds'))).toEqual([
      ['1001', '1002'],
      ['1003'],
    ]);
  });

  test('a range in the future is empty and costs no read of values', async () => {
    const fromMs = Date.now() + 86_400_000;
    const [readings] = await metersRead(opened.source, [ask(1, { fromMs, toMs: fromMs + 86_400_000 })]);
    expect(readings).toMatchObject({ unit: 'kWh', values: new Float64Array() });
    expect(sandbox.calls.map((call) => call.path)).toEqual(['/api/v2/Meters/GetMeters']);
  });

  test('timestamps are percent-encoded, offsets too', async () => {
    const starts = monthStarts('Asia/Tokyo');
    const range = { fromMs: starts[0]!, toMs: starts[1]!, timeZone: 'Asia/Tokyo', resolution: 'MONTH' as const };
    await metersRead(opened.source, [ask(1, range)]);
    expect(sandbox.calls[0]!.path).toContain('start=2013-01-01T00%3A00%3A00%2B09%3A00');
  });

  describe('when the vendor changes', () => {
    const readTampered = async (tamper: (json: unknown) => unknown, request: ReadingRequest) => {
      const proxy = await startTamperingProxy(sandbox.url, tamper);
      const tampered = openSource(enerkey, config(proxy.url));
      try {
        return (await tampered.source.meters!.readings([request], newCall())).get(readingKey(request));
      } finally {
        await tampered.stop();
        await proxy.stop();
      }
    };
    const mapValues = (change: (value: { timestamp: string; value: number }) => unknown) => (json: unknown) =>
      (json as { values?: { timestamp: string; value: number }[] }[]).map((meter) =>
        meter.values ? { ...meter, values: meter.values.map(change) } : meter,
      );

    test('months of another time zone are an error, not sums in wrong months', async () => {
      const shifted = mapValues(({ timestamp, value }) => ({
        timestamp: new Date(Date.parse(timestamp) + 7_200_000).toISOString(),
        value,
      }));
      expect(await readTampered(shifted, ask(1, { ...june, resolution: 'MONTH' }))).toMatchObject({
        code: 'VENDOR_CONTRACT',
      });
    });

    test('null values are gaps', async () => {
      const read = await readTampered(
        mapValues(({ timestamp }) => ({ timestamp, value: null })),
        ask(1, june),
      );
      expect(read).toMatchObject({ values: new Float64Array(), unit: 'kWh' });
    });

    test('a value that is no number is an error of its meter', async () => {
      const text = mapValues(({ timestamp }) => ({ timestamp, value: 'a lot' }));
      expect(await readTampered(text, ask(1, june))).toMatchObject({ code: 'VENDOR_CONTRACT' });
    });

    test("values without a unit take the meter's", async () => {
      const unitless = (json: unknown) =>
        (json as { unit?: string; values?: unknown }[]).map(({ unit, ...meter }) =>
          meter.values ? meter : { unit, ...meter },
        );
      expect(await readTampered(unitless, ask(1, june))).toMatchObject({ unit: 'kWh' });
    });
  });
});

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(expected), 1));
}
