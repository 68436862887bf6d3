/** What a subscriber was let see once is judged anew at each event: by the links there are now, and by the vendor. */

import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startDigiwattSandbox } from '../../src/sandbox/digiwatt/index.ts';
import { startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import type { SandboxServer } from '../../src/sandbox/server.ts';
import { startWatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { startWattshiftSandbox } from '../../src/sandbox/wattshift/index.ts';
import { accountNumber, demoCredentials, homeId } from '../../src/sandbox/world.ts';
import { type Json, type Listener, openSocket } from '../edge/event-gateway.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { type SandboxedGateway, startSandboxedGateway, webhookToken } from '../support/sandboxed-gateway.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function stopLater<T extends { stop(): Promise<unknown> }>(one: T): T {
  stops.push(() => one.stop());
  return one;
}

async function listen(gateway: SandboxedGateway, query: string): Promise<Listener> {
  const listener = await openSocket(gateway.url, 'key-of-acme');
  stops.push(async () => listener.socket.terminate());
  listener.subscribe(query);
  return listener;
}

async function change(gateway: SandboxedGateway, field: string, input: string): Promise<Json> {
  const { data, errors } = await gateway.ask(
    'acme',
    `mutation { ${field}(input: ${input}) { userErrors { message } } }`,
  );
  expect([errors, data?.[field].userErrors]).toEqual([[], []]);
}

/** From here on the vendor lets the tenant see nothing, or is down. */
function fail(vendor: SandboxServer, status: number): void {
  vendor.faults.clear();
  vendor.faults.add({ kind: 'status', status });
}

const codesOf = (payload: Json) =>
  (payload.errors ?? []).map(({ path, extensions }: Json) => [path.join('.'), extensions.code]);

describe('the home of a price signal', () => {
  const query = `subscription { events { ... on PriceSignalNotice { home { name facility { name } priceSignal { prices } } } } }`;

  async function start() {
    const wattshift = stopLater(await startWattshiftSandbox({ homes: 1 }));
    const enerkey = stopLater(await startEnerkeySandbox());
    const gateway = stopLater(await startSandboxedGateway([{ id: 'acme', vendors: { wattshift, enerkey } }]));
    wattshift.registerWebhook({
      url: `${gateway.url}/webhooks/wattshift/${webhookToken('acme')}`,
      securityKey: demoCredentials.wattshift.securityKey,
    });
    const members = `[{ vendor: WATTSHIFT, id: "${homeId(1)}" }, { vendor: ENERKEY, id: "101" }]`;
    await change(gateway, 'linkHome', `{ members: ${members} }`);
    const listener = await listen(gateway, query);
    const next = async () => {
      const before = listener.heard.length;
      expect(await wattshift.sendPriceSignals()).toBe(202);
      await expect.poll(() => listener.heard.length).toBe(before + 1);
      return listener.heard.at(-1);
    };
    await expect.poll(() => next().then(({ data }) => data.events.home.facility.name)).toBe('Riverside Court');
    return { wattshift, enerkey, gateway, next };
  }

  it('shows its facility no longer once they are apart', async () => {
    const { gateway, next } = await start();
    await change(gateway, 'unlinkHome', `{ home: { ref: { vendor: WATTSHIFT, id: "${homeId(1)}" } } }`);
    const payload = await next();
    expect(payload.data.events.home).toMatchObject({ name: 'Home 1', facility: null });
    expect(payload.errors).toBeUndefined();
  });

  it("shows nothing of a facility that the facility's vendor has begun to refuse, though it was read a moment ago", async () => {
    const { enerkey, gateway, next } = await start();
    fail(enerkey, 401);
    // The vendor is asked something else, and refuses.
    const asked = await gateway.ask('acme', '{ quantities { name } }');
    expect(asked.errors[0]?.extensions.code).toBe('VENDOR_UNAUTHORIZED');
    const refused = await next();
    expect(refused.data.events.home).toMatchObject({ name: 'Home 1', facility: null });
    expect(codesOf(refused)).toEqual([['events.home.facility', 'VENDOR_UNAUTHORIZED']]);
    // A vendor that is down has not taken its refusal back.
    fail(enerkey, 500);
    const down = await next();
    expect([down.data.events.home.facility, codesOf(down)]).toEqual([
      null,
      [['events.home.facility', 'VENDOR_UNAVAILABLE']],
    ]);
  });

  it('shows nothing of the home itself once its own vendor refuses', async () => {
    const { wattshift, next } = await start();
    fail(wattshift, 401);
    // The price is read anew at each signal: by the second one, the refusal is known before anything is read.
    await next();
    const { data, errors } = await next();
    expect(data.events.home).toMatchObject({ name: null, priceSignal: null });
    expect(new Set(errors.map(({ extensions }: Json) => extensions.code))).toEqual(new Set(['VENDOR_UNAUTHORIZED']));
  });
});

describe('flexEvent(by:)', () => {
  it.each([
    ['refuses the tenant', 401, 'VENDOR_UNAUTHORIZED'],
    ['refuses the event', 403, 'VENDOR_UNAUTHORIZED'],
    ['knows it no more', 404, 'VENDOR_CONTRACT'],
  ])(
    'pushes an error and no old state when the vendor %s, also when it is down afterwards',
    async (_, status, code) => {
      const equiwatt = stopLater(await startEquiwattSandbox({ life: false, events: 2 }));
      const gateway = stopLater(await startSandboxedGateway([{ id: 'acme', vendors: { equiwatt } }]));
      const { data } = await gateway.ask('acme', '{ tenant { flexEvents { nodes { id refs { id } } } } }');
      const { id, refs } = data.tenant.flexEvents.nodes[0];
      const listener = await listen(gateway, `subscription { flexEvent(by: { id: "${id}" }) { name status } }`);
      await expect.poll(() => listener.heard.length).toBe(1);
      expect(listener.heard[0].data.flexEvent.name).toEqual(expect.any(String));
      const post = async (minute: number) => {
        const timestamp = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
        const body = JSON.stringify({ uuid: 'w', type: 'EVENT.STARTED', timestamp, resource: { uuid: refs[0].id } });
        const signature = createHmac('sha256', demoCredentials.equiwatt.webhookSecret).update(body).digest('hex');
        const headers = { 'equiwatt-webhook-signature': `equsha256=${signature}` };
        const url = `${gateway.url}/webhooks/equiwatt/${webhookToken('acme')}`;
        expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(202);
        await expect.poll(() => listener.heard.length).toBe(minute + 1);
        return listener.heard.at(-1);
      };
      fail(equiwatt, status);
      const refused = await post(1);
      expect([refused.data, codesOf(refused)]).toEqual([null, [['flexEvent', code]]]);
      fail(equiwatt, 500);
      const down = await post(2);
      expect([down.data, codesOf(down)]).toEqual([null, [['flexEvent', 'VENDOR_UNAVAILABLE']]]);
    },
  );
});

describe('power(homeId:)', () => {
  it('ends, and its poll with it, when the home has lost the household', async () => {
    const clock = createFakeClock(Date.UTC(2026, 0, 15, 12));
    const digiwatt = stopLater(await startDigiwattSandbox({ clock }));
    const wattics = stopLater(await startWatticsSandbox());
    const vendors = { digiwatt, wattics };
    const gateway = stopLater(await startSandboxedGateway([{ id: 'acme', vendors }], { clock }));
    /** Lets a minute pass, slowly enough for the vendor to answer meanwhile. */
    const pass = async (seconds: number) => {
      for (let n = 0; n < seconds; n += 1) {
        await clock.advance(1_000);
        await delay(2);
      }
    };
    const member = `{ vendor: DIGIWATT, id: "${accountNumber(1)}" }`;
    const members = `[${member}, { vendor: WATTICS, id: "stream-1" }]`;
    await change(gateway, 'linkHome', `{ members: ${members} }`);
    const { data } = await gateway.ask('acme', '{ tenant { homes { nodes { id } } } }');
    const id = data.tenant.homes.nodes[0].id;
    const listeners = [
      await listen(gateway, `subscription { power(homeId: "${id}") { at powerW } }`),
      await listen(gateway, `subscription { power(homeId: "${id}") { at powerW } }`),
    ];
    await expect.poll(() => listeners.map(({ heard }) => heard.length)).toEqual([1, 1]);
    await pass(60);
    const before = listeners[0]!.heard.length;
    expect(before).toBeGreaterThan(1);
    await change(gateway, 'unlinkHome', `{ home: { ref: ${member} } }`);
    await pass(60);
    for (const { heard, said } of listeners) {
      expect(heard).toHaveLength(before + 1);
      expect([heard.at(-1).data, codesOf(heard.at(-1))]).toEqual([null, [['power', 'BAD_USER_INPUT']]]);
      expect(said).toEqual([{ id: '1', type: 'complete' }]);
    }
    const calls = digiwatt.calls.length;
    await pass(60);
    expect(digiwatt.calls.length).toBe(calls);
  });

  it('tells no reading while the vendor refuses the account', async () => {
    const clock = createFakeClock(Date.UTC(2026, 0, 15, 12));
    const digiwatt = stopLater(await startDigiwattSandbox({ clock }));
    const homes = [{ digiwatt: accountNumber(1) }];
    const gateway = stopLater(await startSandboxedGateway([{ id: 'acme', vendors: { digiwatt }, homes }], { clock }));
    const { data } = await gateway.ask('acme', '{ tenant { homes { nodes { id } } } }');
    const listener = await listen(
      gateway,
      `subscription { power(homeId: "${data.tenant.homes.nodes[0].id}") { powerW } }`,
    );
    await expect.poll(() => listener.heard.length).toBe(1);
    fail(digiwatt, 403);
    await expect
      .poll(async () => {
        await clock.advance(1_000);
        return listener.heard.length;
      })
      .toBe(2);
    expect([listener.heard[1].data, codesOf(listener.heard[1])]).toEqual([null, [['power', 'VENDOR_UNAUTHORIZED']]]);
  });
});
