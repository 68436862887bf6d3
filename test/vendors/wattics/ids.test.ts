/** Ids that would be something else in a path: each reaches the vendor as one segment, or not at all. */

import { afterEach, describe, expect, test } from 'vitest';
import { startWatticsSandbox } from '../../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import { wattics } from '../../../src/vendors/wattics/index.ts';
import { newCall, openSource } from '../opened-source.ts';

const { username, password, token } = demoCredentials.wattics;
const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function start() {
  const sandbox = await startWatticsSandbox();
  toStop.push(() => sandbox.stop());
  const push = { url: sandbox.pushUrl, username, password };
  const opened = openSource(wattics, { push, dashboard: { baseUrl: sandbox.dashboardUrl, token } });
  toStop.push(() => opened.stop());
  return { sandbox, source: opened.source };
}

const evil = [
  '../2001',
  '..',
  '.',
  '%2e%2e',
  '2001%2fcosts',
  '2001/costs',
  '2001?x=1',
  '2001#',
  'a\r\nx: 1',
  '__proto__',
  ' 2001',
];

describe.each(evil)('the id %j', (id) => {
  test('finds nothing, changes nothing and reaches no other path', async () => {
    const { sandbox, source } = await start();
    const { meters, appliances, facilities, siteAdmin, siteRecords } = source;
    const call = newCall();
    const month = { id, fromMs: Date.UTC(2013, 5, 2), toMs: Date.UTC(2013, 5, 3) };
    const request = { ...month, resolution: 'HOUR', timeZone: 'UTC', normalized: false } as const;
    expect(await meters!.byIds([id], call)).toEqual(new Map());
    expect(await facilities!.byIds([id], call)).toEqual(new Map());
    expect(await meters!.readings([request], call)).toEqual(new Map());
    expect(await meters!.costs!(id, '2013-06', '2013-06', call)).toEqual([]);
    expect(await appliances!.byIds([id], call)).toEqual(new Map());
    expect(await appliances!.byMeterIds([id], call)).toEqual(new Map());
    expect(await appliances!.readings([request], call)).toEqual(new Map());
    expect(await siteAdmin!.remove('meter', id, call)).toBe(false);
    expect(await siteAdmin!.update(id, { kind: 'site', fields: { name: 'X' } }, call)).toBe(false);
    expect(await siteAdmin!.setSiteAccess(id, '301', 'granted', call)).toBe(false);
    expect(await siteAdmin!.associateReport(id, '7', call)).toBe(false);
    expect(await siteRecords!.usersOfSite(id, call)).toBeUndefined();
    expect(await siteRecords!.sitesOfUser(id, call)).toBeUndefined();
    expect(await siteRecords!.metadataOf('meter', id, call)).toBeUndefined();
    expect(await siteRecords!.tariff(id, call)).toBeUndefined();
    expect(await siteRecords!.replaceTariff(id, {}, call)).toBe(false);
    expect(await siteRecords!.removeTariff(id, call)).toBe(false);
    // Only the lists were asked, and of a word that could be an id, nothing but what it is.
    const beyond = sandbox.calls.filter(({ path, method }) => {
      const [at = ''] = path.replace('/api/v1', '').split('?');
      return method !== 'GET' ? !at.endsWith('/__proto__') : !['/organizations', '/sites', '/meters'].includes(at);
    });
    expect(beyond.every(({ path, status }) => path.includes('__proto__') && status === 404)).toBe(true);
  });

  test('is one stream of a packet and of a read-back, whatever is in it', async () => {
    const { sandbox, source } = await start();
    const packet = { stream: id, at: '2024-01-01T00:00:00Z', form: 'local', content: { value: 1 } } as const;
    await expect(source.packetPush!.send(packet, newCall())).rejects.toMatchObject({ code: 'VENDOR_REJECTED' });
    expect(sandbox.calls.at(-1)).toMatchObject({ path: '/measurements/v2/unifiedjson/', status: 404 });
    expect(await source.packetPush!.unknownStreams!([id, 'stream-1'], newCall())).toEqual(new Set([id]));
    const streams = openSource(wattics, { push: { url: sandbox.pushUrl, username, password } });
    toStop.push(() => streams.stop());
    expect(await streams.source.meters!.lastReadings!([id], newCall())).toEqual(new Map([[id, null]]));
    expect(sandbox.calls.at(-1)?.path).toBe(`/measurements/v2/unifiedjson/?stream=${encodeURIComponent(id)}`);
  });
});
