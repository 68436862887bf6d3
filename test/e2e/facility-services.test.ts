/** EnerKey's changes, pictures and snapshots through the whole gateway. */

import { afterEach, describe, expect, test } from 'vitest';
import {
  type EnerkeySandbox,
  type EnerkeySandboxOptions,
  startEnerkeySandbox,
} from '../../src/sandbox/enerkey/index.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function start(options: EnerkeySandboxOptions = {}) {
  const enerkey = await startEnerkeySandbox({ scope: 'partner', ...options });
  toStop.push(() => enerkey.stop());
  const gateway = await startSandboxedGateway([
    { id: 'acme', vendors: { enerkey } },
    { id: 'other', vendors: { enerkey } },
  ]);
  toStop.push(() => gateway.stop());
  return { enerkey, gateway };
}

const by = (id: string) => `{ ref: { vendor: ENERKEY, id: "${id}" } }`;
const sent = ({ calls }: EnerkeySandbox, operation: string) =>
  calls.filter(({ path }) => path.includes(operation)).length;

describe('pushed meter points', () => {
  const push = (gateway: SandboxedGateway, points: readonly object[], mutation = 'pushConsumption', meter = '1001') =>
    gateway.ask(
      'acme',
      `mutation ($points: [MeterPointInput!]!) { ${mutation}(input: { meter: ${by(meter)}, points: $points }) {
        hours meter { name } userErrors { code message field } } }`,
      { points },
    );

  test('several points of one hour are added up before they are sent, and read back', async () => {
    const { enerkey, gateway } = await start();
    const points = [
      { at: '2013-03-01T00:00:00Z', value: 1 },
      { at: '2013-03-01T02:30:00+02:00', value: 2 },
      { at: '2013-03-01T01:00:00Z', value: 4 },
    ];
    const { data, errors } = await push(gateway, points);
    expect(errors).toEqual([]);
    expect(data.pushConsumption).toEqual({ hours: 2, meter: { name: 'Household 1' }, userErrors: [] });
    expect([...enerkey.world.pushed.get(1001)!.values()]).toEqual([3, 4]);
    const read = await gateway.ask(
      'acme',
      `{ meter(by: ${by('1001')}) { consumption(from: "2013-03-01T00:00:00Z", to: "2013-03-01T02:00:00Z") { values } } }`,
    );
    expect(read.data.meter.consumption.values).toEqual([3, 4]);
  });

  test.each([
    ['a negative quantity', [{ at: '2013-03-01T00:00:00Z', value: -1 }], 'input.points.0.value'],
    ['a point in the future', [{ at: '2999-03-01T00:00:00Z', value: 1 }], 'input.points.0.at'],
    ['no point', [], 'input.points'],
    [
      'points out of order',
      [
        { at: '2013-03-02T00:00:00Z', value: 1 },
        { at: '2013-03-01T00:00:00Z', value: 1 },
      ],
      'input.points.1.at',
    ],
    [
      '366 days',
      [
        { at: '2013-01-01T00:00:00Z', value: 1 },
        { at: '2014-01-01T00:00:00Z', value: 1 },
      ],
      'input.points',
    ],
  ])('%s is a user error that names the field, and nothing is sent', async (_, points, field) => {
    const { enerkey, gateway } = await start();
    const { data } = await push(gateway, points);
    expect(data.pushConsumption.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }]);
    expect(sent(enerkey, 'Push')).toBe(0);
  });

  test.each([400, 413])(
    'that the vendor refuses with %d are a user error without its words, and sent once',
    async (status) => {
      const { enerkey, gateway } = await start();
      const words = '{"title":"too much of the vendor"}';
      enerkey.faults.add({ kind: 'status', status, body: words, path: 'PushConsumptionsForMeter' });
      const { data, errors } = await push(gateway, [{ at: '2013-03-01T00:00:00Z', value: 1 }]);
      expect(errors).toEqual([]);
      expect(data.pushConsumption).toMatchObject({ hours: 0, meter: null, userErrors: [{ code: 'VENDOR_REJECTED' }] });
      expect(JSON.stringify(data)).not.toContain('too much');
      expect(sent(enerkey, 'Push')).toBe(1);
    },
  );

  test('of 365 days go in one message, and of 366 in none', async () => {
    const { enerkey, gateway } = await start();
    const days = (count: number) =>
      Array.from({ length: count * 24 }, (_, i) => ({
        ...{ at: new Date(Date.UTC(2013, 0, 1) + i * 3_600_000).toISOString(), value: 1 },
      }));
    const { data } = await push(gateway, days(366));
    expect(data.pushConsumption.userErrors[0]).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', field: 'input.points' },
      message: 'input.points: they span 366 days; at most 365 days go into one call.',
    });
    expect(sent(enerkey, 'Push')).toBe(0);
    expect((await push(gateway, days(365))).data.pushConsumption).toMatchObject({ hours: 365 * 24, userErrors: [] });
    expect(sent(enerkey, 'Push')).toBe(1);
  });

  test('an unknown meter, and one that measures otherwise, are user errors', async () => {
    const { enerkey, gateway } = await start({ cumulativeMeterIds: [1002] });
    const points = [{ at: '2013-03-01T00:00:00Z', value: 1 }];
    for (const meter of ['77', '1002']) {
      const { data } = await push(gateway, points, 'pushConsumption', meter);
      expect(data.pushConsumption.userErrors).toMatchObject([{ field: 'input.meter' }]);
    }
    expect(sent(enerkey, 'Push')).toBe(0);
    const { data } = await push(gateway, points, 'pushReadings', '1002');
    expect(data.pushReadings).toMatchObject({ hours: 1, userErrors: [] });
  });
});

describe('an action', () => {
  const read = async (gateway: SandboxedGateway) =>
    (await gateway.ask('acme', `{ facility(by: ${by('101')}) { actions { nodes { id status revision } } } }`)).data
      .facility.actions.nodes[0];
  const change = (gateway: SandboxedGateway, expected: string, status: string) =>
    gateway.ask(
      'acme',
      `mutation { updateAction(input: { id: "7101", expected: "${expected}", status: "${status}" }) {
        action { status revision } userErrors { code field } } }`,
    );

  test('is changed whole, and a second writer with the old revision is told', async () => {
    const { enerkey, gateway } = await start();
    const before = enerkey.world.actions.get(7101)!;
    const { revision } = await read(gateway);
    const first = await change(gateway, revision, 'Done');
    expect(first.data.updateAction).toMatchObject({ action: { status: 'Done' }, userErrors: [] });
    const second = await change(gateway, revision, 'Cancelled');
    expect(second.data.updateAction).toEqual({
      action: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.expected' }],
    });
    expect(enerkey.world.actions.get(7101)).toEqual({ ...before, status: 'Done' });
    expect(await read(gateway)).toMatchObject({ status: 'Done', revision: first.data.updateAction.action.revision });
  });
});

describe('pictures', () => {
  const address = async (gateway: SandboxedGateway, args: string) =>
    (await gateway.ask('acme', `{ facility(by: ${by('101')}) { image(${args}) { url contentType } } }`)).data.facility
      .image;
  const get = (gateway: SandboxedGateway, url: string, key = 'key-of-acme') =>
    fetch(gateway.url + url, { headers: { 'x-api-key': key } });

  test.each([
    ['kind: FULL, format: PNG, colors: ["#336699"]', 'image/png', '89504e47'],
    ['kind: LIMITED, format: PDF', 'application/pdf', '25504446'],
  ])('with %s are served to the credential, from the cache the second time', async (args, contentType, signature) => {
    const { enerkey, gateway } = await start();
    const image = await address(gateway, args);
    expect(image.contentType).toBe(contentType);
    const response = await get(gateway, image.url);
    expect(response.headers.get('content-type')).toBe(contentType);
    expect(Buffer.from(await response.arrayBuffer()).toString('hex', 0, 4)).toBe(signature);
    expect((await get(gateway, image.url)).status).toBe(200);
    expect(sent(enerkey, 'Image')).toBe(1);
  });

  test("are for nobody without a credential, and for no other tenant's", async () => {
    const { gateway } = await start();
    const { url } = await address(gateway, 'kind: FULL');
    expect((await get(gateway, url, 'wrong')).status).toBe(401);
    expect((await get(gateway, url, 'key-of-other')).status).toBe(404);
    expect((await get(gateway, url.replace('full.png', 'full.gif'))).status).toBe(404);
    expect((await get(gateway, `${url}?color=red`)).status).toBe(404);
  });

  test('are kept by a browser for five minutes, for this credential alone, and not sent again while they are the same', async () => {
    const { enerkey, gateway } = await start();
    const { url } = await address(gateway, 'kind: FULL');
    const first = await get(gateway, url);
    expect(first.headers.get('cache-control')).toBe('private, max-age=300');
    expect(first.headers.get('vary')?.split(', ')).toEqual(expect.arrayContaining(['authorization', 'x-api-key']));
    const etag = first.headers.get('etag')!;
    const ask = (named: string, key = 'key-of-acme') =>
      fetch(gateway.url + url, { headers: { 'x-api-key': key, 'if-none-match': named } });
    for (const named of [etag, `"other", W/${etag}`]) {
      const again = await ask(named);
      expect([again.status, again.headers.get('etag'), (await again.arrayBuffer()).byteLength]).toEqual([304, etag, 0]);
    }
    expect((await ask('"other"')).status).toBe(200);
    expect((await ask(etag, 'wrong')).status).toBe(401);
    expect((await ask(etag, 'key-of-other')).status).toBe(404);
    const recoloured = await get(gateway, `${url}?color=000000`);
    expect(recoloured.headers.get('etag')).not.toBe(etag);
    expect(sent(enerkey, 'Image')).toBe(2);
  });

  test("of an alarm with the same id are each tenant's own", async () => {
    const sandboxes = await Promise.all(
      ['A ', 'B '].map((marker) => startEnerkeySandbox({ scope: 'partner', marker })),
    );
    for (const sandbox of sandboxes) toStop.push(() => sandbox.stop());
    const [one, other] = sandboxes as [EnerkeySandbox, EnerkeySandbox];
    const gateway = await startSandboxedGateway([
      { id: 'acme', vendors: { enerkey: one } },
      { id: 'other', vendors: { enerkey: other } },
    ]);
    toStop.push(() => gateway.stop());
    const etags = [];
    for (const key of ['key-of-acme', 'key-of-other', 'key-of-acme']) {
      etags.push((await get(gateway, '/images/alarm/9101.png', key)).headers.get('etag'));
    }
    expect(etags[0]).toBe(etags[2]);
    expect(etags[0]).not.toBe(etags[1]);
    expect([sent(one, 'GetImage'), sent(other, 'GetImage')]).toEqual([1, 1]);
    for (const [path, status] of [
      ['/images/alarm/1.png', 404],
      ['/images/alarm/..%2F9101.png', 404],
      ['/images/alarm/9101.gif', 404],
    ] as const) {
      expect((await get(gateway, path)).status).toBe(status);
    }
  });

  test('what is no colour is refused by name', async () => {
    const { gateway } = await start();
    const { errors } = await gateway.ask('acme', `{ facility(by: ${by('101')}) { image(colors: ["red"]) { url } } }`);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'colors' });
  });

  test('an alarm tells its facility and meter, and has a picture', async () => {
    const { gateway } = await start();
    const query =
      '{ alarm(id: "9101") { type at facility { name } meter { name } image { url } } none: alarm(id: "1") { id } }';
    const { data } = await gateway.ask('acme', query);
    expect(data).toMatchObject({
      alarm: { facility: { name: 'Riverside Court' }, meter: { name: 'Household 1' } },
      none: null,
    });
    const response = await get(gateway, data.alarm.image.url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  });
});
