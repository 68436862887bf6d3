/** Every endpoint that `docs/vendors.md` says is used is called by an operation of the source, and no other. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReadingRequest } from '../../../src/domain/readings.ts';
import { readingKey } from '../../../src/domain/readings.ts';
import { startWatticsSandbox, type WatticsSandbox } from '../../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import { wattics } from '../../../src/vendors/wattics/index.ts';
import { newCall, type OpenedSource, openSource } from '../opened-source.ts';

const { username, password, token } = demoCredentials.wattics;
let sandbox: WatticsSandbox;
let opened: OpenedSource;
beforeAll(async () => {
  sandbox = await startWatticsSandbox();
  const push = { url: sandbox.pushUrl, username, password };
  opened = openSource(wattics, { push, dashboard: { baseUrl: sandbox.dashboardUrl, token } });
});
afterAll(async () => {
  await opened.stop();
  await sandbox.stop();
});

/** The used rows of the table of Wattics. */
function documented(): ReadonlySet<string> {
  const text = readFileSync(new URL('../../../docs/vendors.md', import.meta.url), 'utf8');
  const section = text.slice(text.indexOf('## Wattics')).split(/\n## /)[0]!;
  const rows = [...section.matchAll(/^\| `([A-Z]+ \S+)` \| (?!Not used)/gm)];
  return new Set(rows.map(([, endpoint]) => endpoint!));
}

function toTemplate({ method, path }: { readonly method: string; readonly path: string }): string {
  const bare = path.split('?')[0]!.replace('/api/v1', '');
  return `${method} ${bare.replaceAll(/\/\d+(?=\/|$)/g, '/{id}')}`;
}

const everything = { offset: 0, limit: 1000 };
const reading = (id: string, from: string, to: string): ReadingRequest => ({
  ...{ id, fromMs: Date.parse(from), toMs: Date.parse(to), resolution: 'HOUR', timeZone: 'UTC', normalized: false },
});
const month = (id: string) => reading(id, '2013-06-02T00:00:00Z', '2013-06-03T00:00:00Z');
const months = (id: string) => reading(id, '2013-06-02T00:00:00Z', '2013-08-03T00:00:00Z');

test('the operations call what the document says, each answered well', async () => {
  const { facilities, meters, appliances, siteAdmin, siteRecords, packetPush } = opened.source;
  const call = newCall();
  await facilities!.list(everything, call);
  await meters!.lastReadings!(['2001'], call);
  for (const request of [month('2001'), months('2001')]) await meters!.readings([request], call);
  await meters!.costs!('2001', '2013-06', '2013-06', call);
  await appliances!.byMeterIds(['2001'], call);
  const id = (await appliances!.list(everything, call)).items[0]!.ref.id;
  await appliances!.byIds([id], call);
  for (const request of [month(id), months(id)]) {
    expect((await appliances!.readings([request], call)).get(readingKey(request))).toMatchObject({ vendor: 'WATTICS' });
  }
  await appliances!.costs(id, '2013-06', '2013-06', call);
  for (const form of ['local', 'utc', 'partial'] as const) {
    await packetPush!.send({ stream: 'stream-1', at: '2024-01-01T00:00:00Z', form, content: { value: 1 } }, call);
  }

  const organizationId = (await siteAdmin!.create({ kind: 'organization', fields: { name: 'New' } }, call))!;
  const place = { name: 'New', city: 'Cork', country: 'Ireland', address: 'Quay 1' };
  const siteId = (await siteAdmin!.create({ kind: 'site', fields: { ...place, organizationId } }, call))!;
  const words = { name: 'New', reference: 'new-1', samplingMinutes: 5 };
  const meterFields = { ...words, siteId, type: 'electricity', paramType: 'all', reading: 'cum' };
  const meterId = (await siteAdmin!.create({ kind: 'meter', fields: meterFields }, call))!;
  const applianceFields = { ...words, meterId, reading: 'avg', channelParamType: 'one' };
  const applianceId = (await siteAdmin!.create({ kind: 'appliance', fields: applianceFields }, call))!;
  const user = { name: 'Ann', surname: 'Lee', email: 'ann@example.com' };
  const userId = (await siteAdmin!.createUser(user, call))!;
  await siteAdmin!.userByEmail(user.email, call);
  await siteAdmin!.setSiteAccess(userId, siteId, 'granted', call);
  await siteAdmin!.associateReport(userId, '7', call);
  expect(await siteRecords!.usersOfSite(siteId, call)).toHaveLength(1);
  expect(await siteRecords!.sitesOfUser(userId, call)).toEqual([siteId]);
  await siteRecords!.metadataOf('site', siteId, call);
  await siteRecords!.metadataOf('meter', meterId, call);
  await siteRecords!.tariffsOfSite(siteId, call);
  await siteRecords!.reportDefinitions(call);
  const tariffId = (await siteRecords!.createTariff({ site_id: Number(siteId), rate: 0.3 }, call))!;
  await siteRecords!.tariff(tariffId, call);
  await siteRecords!.replaceTariff(tariffId, { rate: 0.4 }, call);
  await siteRecords!.removeTariff(tariffId, call);
  await siteAdmin!.setSiteAccess(userId, siteId, 'removed', call);
  for (const [kind, of] of [
    ['appliance', applianceId],
    ['meter', meterId],
    ['site', siteId],
    ['organization', organizationId],
  ] as const) {
    await siteAdmin!.update(of, { kind, fields: { name: 'Newer' } }, call);
    await siteAdmin!.remove(kind, of, call);
  }

  const seen = sandbox.calls.filter(({ status }) => status !== null && status < 300);
  expect(seen.length).toBe(sandbox.calls.length);
  expect(new Set(seen.map(toTemplate))).toEqual(documented());
});
