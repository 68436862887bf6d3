import { afterEach, describe, expect, test } from 'vitest';
import { type ReadingRequest, readingKey } from '../../../src/domain/readings.ts';
import { startWatticsSandbox, type WatticsSandbox } from '../../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import { wattics } from '../../../src/vendors/wattics/index.ts';
import { csvReadings, csvSum, monthStarts } from '../../sandbox/households-csv.ts';
import { startTamperingProxy, type Tamper } from '../../suites/tampering-proxy.ts';
import { metersRead, newCall, openSource, sumKwh } from '../opened-source.ts';

const { token } = demoCredentials.wattics;
const households = Array.from({ length: 10 }, (_, i) => i + 1);
const year = { fromMs: Date.UTC(2013, 0, 1), toMs: Date.UTC(2014, 0, 1), timeZone: 'UTC', normalized: false };
const june = { ...year, fromMs: Date.UTC(2013, 5, 2), toMs: Date.UTC(2013, 5, 9) };

const ask = (household: number, rest: Partial<ReadingRequest>): ReadingRequest => ({
  ...year,
  id: String(2000 + household),
  resolution: 'HALF_HOUR',
  ...rest,
});

describe('Wattics readings', () => {
  const toStop: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of toStop.splice(0).reverse()) await stop();
  });

  const start = async (timeZone = 'Europe/Dublin') => {
    const sandbox = await startWatticsSandbox({ timeZone });
    toStop.push(() => sandbox.stop());
    return sandbox;
  };
  const open = ({ url }: Pick<WatticsSandbox, 'url'>) => {
    const opened = openSource(wattics, { dashboard: { baseUrl: url, token } });
    toStop.push(() => opened.stop());
    return opened.source;
  };
  const readsOf = (sandbox: WatticsSandbox, part: string) => sandbox.calls.filter((call) => call.path.includes(part));

  test('the year has the sums of the data by month, in 6 reads of raw data a meter', async () => {
    const sandbox = await start();
    const read = await metersRead(
      open(sandbox),
      households.map((n) => ask(n, {})),
    );
    expect(readsOf(sandbox, 'raw_data').length).toBe(60);
    expect(readsOf(sandbox, 'consumptions').length).toBe(0);
    const starts = monthStarts('UTC');
    for (const [i, readings] of read.entries()) {
      expect(readings.startsMs.length).toBe(csvReadings(i + 1).length);
      expectClose(sumKwh(readings), csvSum(i + 1, year.fromMs, year.toMs));
      for (let m = 0; m < 12; m += 1) {
        expectClose(sumKwh(readings, starts[m], starts[m + 1]), csvSum(i + 1, starts[m]!, starts[m + 1]!));
      }
    }
  });

  test.each(['UTC', 'Europe/Dublin', 'America/New_York', 'Asia/Kolkata'])(
    'each month of a site in %s has the half hours of the data, in one read',
    async (timeZone) => {
      const sandbox = await start(timeZone);
      const source = open(sandbox);
      const starts = monthStarts(timeZone);
      for (const n of [1, 2]) {
        for (let m = 0; m < 12; m += 1) {
          const [fromMs, toMs] = [starts[m]!, starts[m + 1]!];
          const [readings] = await metersRead(source, [ask(n, { fromMs, toMs, timeZone })]);
          const expected = csvReadings(n).filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
          expect([...readings!.startsMs]).toEqual(expected.map(({ startMs }) => startMs));
          expect([...readings!.endsMs]).toEqual(expected.map(({ startMs }) => startMs + 1_800_000));
          expectClose(sumKwh(readings!), csvSum(n, fromMs, toMs));
        }
      }
      const reads = [...readsOf(sandbox, 'raw_data'), ...readsOf(sandbox, 'consumptions')];
      expect(reads.length).toBe(24);
    },
  );

  test('a month once read serves every range within it', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    const [week] = await metersRead(source, [ask(1, june)]);
    expect(week).toMatchObject({ kind: 'energy', unit: 'Wh' });
    expectClose(sumKwh(week!), csvSum(1, june.fromMs, june.toMs));
    expect(week!.startsMs[0]).toBe(june.fromMs);
    expect(week!.endsMs.at(-1)).toBe(june.toMs);
    await metersRead(source, [ask(1, { ...june, toMs: Date.UTC(2013, 5, 20), resolution: 'DAY' })]);
    expect(readsOf(sandbox, 'consumptions').map((call) => call.path)).toEqual([
      '/api/v1/meters/2001/consumptions?month=6&year=2013&detailed=true',
    ]);
  });

  test('months that slide read the new one alone, and months on both sides of known ones in a read each', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    const read = async (fromMonth: number, toMonth: number) => {
      const range = { fromMs: Date.UTC(2013, fromMonth, 1), toMs: Date.UTC(2013, toMonth, 1) };
      const [readings] = await metersRead(source, [ask(1, range)]);
      expectClose(sumKwh(readings!), csvSum(1, range.fromMs, range.toMs));
      return readsOf(sandbox, 'raw_data').length;
    };
    expect(await read(4, 7)).toBe(2);
    expect(await read(5, 8)).toBe(3);
    expect(await read(3, 10)).toBe(5);
    expect(await read(3, 10)).toBe(5);
  });

  test('finding ten meters costs one call for organisations, one for sites and one a site', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    await source.meters!.byIds(['2001', 'stream-10'], newCall());
    expect(sandbox.calls.map((call) => call.path)).toEqual([
      '/api/v1/organizations',
      '/api/v1/sites?organization_id=1',
      '/api/v1/meters?organization_id=1&site_id=301',
      '/api/v1/meters?organization_id=1&site_id=302',
      '/api/v1/meters?organization_id=1&site_id=303',
    ]);
    await source.facilities!.list({ offset: 0, limit: 10 }, newCall());
    await source.meters!.byFacilityIds(['301'], newCall());
    expect(sandbox.calls.length).toBe(5);
  });

  test('a meter may be asked for by its stream', async () => {
    const [byId, byStream] = await metersRead(open(await start()), [ask(3, june), ask(0, { ...june, id: 'stream-3' })]);
    expect(byStream!.values).toEqual(byId!.values);
  });

  test('an unknown meter is absent, and a resolution too fine fails alone', async () => {
    const requests = [ask(1, june), ask(1, { ...june, id: '9999' }), ask(1, { ...june, resolution: 'QUARTER_HOUR' })];
    const batch = await open(await start()).meters!.readings(requests, newCall());
    expect([...batch.keys()]).toEqual([readingKey(requests[0]!), readingKey(requests[2]!)]);
    expect(batch.get(readingKey(requests[2]!))).toMatchObject({ code: 'RANGE_NOT_AVAILABLE' });
  });

  test('a range in the future is empty and costs no read of values', async () => {
    const sandbox = await start();
    const fromMs = Date.now() + 86_400_000;
    const [readings] = await metersRead(open(sandbox), [ask(1, { fromMs, toMs: fromMs + 86_400_000 })]);
    expect(readings!.values.length).toBe(0);
    expect(sandbox.calls.length).toBe(5);
  });

  describe('when the vendor changes', () => {
    const readTampered = async (tamper: Tamper, request: ReadingRequest) => {
      const proxy = await startTamperingProxy((await start()).url, tamper);
      toStop.push(() => proxy.stop());
      return (await open(proxy).meters!.readings([request], newCall())).get(readingKey(request));
    };

    test('a figure that is none is an error of its meter', async () => {
      const tamper: Tamper = (json, path) =>
        path.includes('consumptions') ? [{ date: '2013-06-01', total_consumption: 'a lot' }] : json;
      expect(await readTampered(tamper, ask(1, june))).toMatchObject({ code: 'VENDOR_CONTRACT' });
    });

    test('a date that does not exist is an error of its meter', async () => {
      const tamper: Tamper = (json, path) =>
        path.includes('consumptions') ? [{ date: '2013-06-31', total_consumption: '1.0 Watt' }] : json;
      expect(await readTampered(tamper, ask(1, june))).toMatchObject({ code: 'VENDOR_CONTRACT' });
    });

    test('raw data may call its figure value, and be zoned', async () => {
      const tamper: Tamper = (json, path) =>
        path.includes('raw_data')
          ? (json as { timestamp: string; total: number }[]).map(({ timestamp, total }) => ({
              timestamp: `${timestamp.replace(' ', 'T')}+00:00`,
              value: total,
            }))
          : json;
      const range = { fromMs: Date.UTC(2013, 4, 20), toMs: Date.UTC(2013, 5, 10) };
      const readings = await readTampered(tamper, ask(1, range));
      expectClose(sumKwh(readings as never), csvSum(1, range.fromMs, range.toMs));
    });

    test('a site without a time zone is read in UTC', async () => {
      const tamper: Tamper = (json, path) =>
        path.includes('/sites') ? (json as object[]).map((site) => ({ ...site, timezone: null })) : json;
      expect(await readTampered(tamper, ask(1, june))).toMatchObject({ kind: 'power', unit: 'W' });
    });

    test('a site list that fails hides no meter: its meters are errors, the others are read', async () => {
      const sandbox = await start();
      sandbox.faults.add({ kind: 'status', status: 400, path: 'site_id=302' });
      const source = open(sandbox);
      const batch = await source.meters!.byIds(['2001', '2005'], newCall());
      expect(batch.get('2001')).toMatchObject({ name: 'Household 1' });
      expect(batch.get('2005')).toMatchObject({ code: 'VENDOR_REJECTED' });
      const bySite = await source.meters!.byFacilityIds(['301', '302', '999'], newCall());
      expect([...bySite.keys()]).toEqual(['301', '302']);
      expect(bySite.get('301')).toHaveLength(4);
      expect(bySite.get('302')).toMatchObject({ code: 'VENDOR_REJECTED' });
      await expect(source.meters!.list({ offset: 0, limit: 10 }, newCall())).rejects.toMatchObject({
        code: 'VENDOR_REJECTED',
      });
    });
  });
});

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(expected), 1));
}
