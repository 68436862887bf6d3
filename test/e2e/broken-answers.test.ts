/** What of a vendor's answer cannot be read costs that part alone; what is told of its age is true. */

import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import { type EnerkeySandbox, startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { startTamperingProxy, type Tamper, type TamperingProxy } from '../suites/tampering-proxy.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

const day = 'from: "2013-07-01T00:00:00Z", to: "2013-07-02T00:00:00Z", timeZone: "UTC", resolution: DAY';
const consumption = `{ tenant { meters(first: 20) { nodes { name consumption(${day}) { total stale asOf } } } } }`;

let sandbox: EnerkeySandbox;
let proxy: TamperingProxy;
let gateway: SandboxedGateway;
let logged: string[];
let tamper: Tamper;
let laterMs = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + laterMs };

beforeEach(async () => {
  laterMs = 0;
  logged = [];
  tamper = (json) => json;
  sandbox = await startEnerkeySandbox({ world: { facilities: 5, metersPerFacility: 4 } });
  proxy = await startTamperingProxy(sandbox.url, (json, path) => tamper(json, path));
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
  const vendors = { enerkey: Object.assign(Object.create(sandbox), { url: proxy.url }) };
  gateway = await startSandboxedGateway([{ id: 'one', vendors }], { clock, log });
});
afterEach(async () => {
  await gateway.stop();
  await proxy.stop();
  await sandbox.stop();
});

async function violations(): Promise<string[]> {
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  return metrics.split('\n').filter((line) => line.startsWith('wattgraph_vendor_contract_violations_total{'));
}

/** Changes the elements of a list whose index is given. */
const changed =
  (path: string, index: number, change: object): Tamper =>
  (json, at) =>
    at.includes(path) && Array.isArray(json)
      ? json.map((element, i) => (i === index ? { ...element, ...change } : element))
      : json;

it('gives nineteen of twenty meters their values when those of one are broken, and says of which', async () => {
  tamper = changed('GetHourlyValues', 7, { values: [{ timestamp: 5, value: 'much' }] });
  const { data, errors } = await gateway.ask('one', consumption);
  const { nodes } = data.tenant.meters;
  expect(nodes).toHaveLength(20);
  const broken = nodes.findIndex((node: { consumption: unknown }) => node.consumption === null);
  expect(broken).toBeGreaterThanOrEqual(0);
  const values = nodes.filter((node: { consumption: { total: number } | null }) => node.consumption !== null);
  expect(values).toHaveLength(19);
  for (const { consumption: series } of values) expect(series.total).toBeGreaterThan(0);
  expect(errors).toHaveLength(1);
  expect(errors[0]!.path).toEqual(['tenant', 'meters', 'nodes', broken, 'consumption']);
  expect(errors[0]!.extensions).toEqual({ code: 'VENDOR_CONTRACT', vendor: 'ENERKEY' });
  expect(await violations()).toEqual([expect.stringMatching(/vendor="ENERKEY",operation="values"} 1$/)]);
});

it('lists what can be read, and counts and shows in shape what cannot', async () => {
  tamper = changed('GetFacilities', 2, { id: 'canary-id', newField: true });
  const { data, errors } = await gateway.ask('one', '{ tenant { facilities { nodes { name } } } }');
  expect(data.tenant.facilities.nodes.filter((node: unknown) => node !== null)).toHaveLength(4);
  for (const { extensions } of errors) expect(extensions.code).toBe('VENDOR_CONTRACT');
  expect(await violations()).toEqual([expect.stringMatching(/vendor="ENERKEY",operation="getFacilities"} 1$/)]);
  const line = logged.find((each) => each.includes('part of a vendor answer is unreadable'))!;
  expect(JSON.parse(JSON.parse(line).sample)).toMatchObject([{ id: 'a-a', newField: true }]);
  expect(line).not.toContain('canary');
});

it('says of a series how old it is, and that it is stale, when the vendor fails', async () => {
  const readAtMs = clock.now();
  const warm = await gateway.ask('one', consumption);
  laterMs = 20 * 3_600_000;
  sandbox.faults.add({ kind: 'status', status: 500 });
  // The settled past never changes, so it is not asked for again: only the lists are.
  const again = await gateway.ask('one', consumption);
  expect(again.errors).toEqual([]);
  expect(again.data).toEqual(warm.data);
  expect(again.extensions.vendorCalls.ENERKEY.stale).toBeGreaterThan(0);
  for (const node of again.data.tenant.meters.nodes) {
    expect(Math.abs(Date.parse(node.consumption.asOf) - readAtMs)).toBeLessThanOrEqual(1_000);
    expect(node.consumption.stale).toBe(false);
  }
});

it('marks as stale a series of the running day that the vendor cannot renew', async () => {
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  const running = `{ tenant { meters(first: 1) { nodes {
    consumption(from: "${today}T00:00:00Z", to: "${today}T23:59:59Z", timeZone: "UTC", resolution: HOUR) { stale asOf }
  } } } }`;
  const seriesOf = async () => {
    const { data, errors } = await gateway.ask('one', running);
    expect(errors).toEqual([]);
    return data.tenant.meters.nodes[0].consumption;
  };
  const readAtMs = clock.now();
  expect(await seriesOf()).toMatchObject({ stale: false });
  // Beyond freshness and renewal behind, within what a failing vendor is covered for.
  laterMs = 90 * 60_000;
  sandbox.faults.add({ kind: 'status', status: 500 });
  const series = await seriesOf();
  expect(series.stale).toBe(true);
  expect(Math.abs(Date.parse(series.asOf) - readAtMs)).toBeLessThanOrEqual(1_000);
});
