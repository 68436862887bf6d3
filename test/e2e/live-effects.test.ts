/** What events do to the running gateway, over the sandbox vendors: the next query is fresh, and costs what it must. */

import { afterEach, describe, expect, it } from 'vitest';
import { startDigiwattSandbox } from '../../src/sandbox/digiwatt/index.ts';
import { startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { startWattshiftSandbox } from '../../src/sandbox/wattshift/index.ts';
import { accountNumber, demoCredentials, homeId } from '../../src/sandbox/world.ts';
import { type Json, openSocket } from '../edge/event-gateway.ts';
import { type SandboxedGateway, startSandboxedGateway, webhookToken } from '../support/sandboxed-gateway.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function stopLater<T extends { stop(): Promise<unknown> }>(one: T): T {
  stops.push(() => one.stop());
  return one;
}

async function startEquiwatt() {
  const equiwatt = stopLater(await startEquiwattSandbox({ life: false, events: 2 }));
  const gateway = stopLater(await startSandboxedGateway([{ id: 'acme', vendors: { equiwatt } }]));
  equiwatt.registerWebhook({
    url: `${gateway.url}/webhooks/equiwatt/${webhookToken('acme')}`,
    secret: demoCredentials.equiwatt.webhookSecret,
  });
  return { equiwatt, gateway };
}

async function listen(gateway: SandboxedGateway, query: string) {
  const listener = await openSocket(gateway.url, 'key-of-acme');
  stops.push(async () => listener.socket.terminate());
  listener.subscribe(query);
  return listener;
}

const callsOf = (answer: { readonly extensions: Json }, vendor = 'EQUIWATT') =>
  answer.extensions.vendorCalls?.[vendor]?.calls ?? 0;

describe('an event of equiwatt', () => {
  it('makes the next query fresh with exactly the calls it needs, and no other answer stale', async () => {
    const { equiwatt, gateway } = await startEquiwatt();
    await equiwatt.advance();
    const events = '{ tenant { flexEvents { nodes { id status } } } }';
    const assets = '{ tenant { assets(first: 3) { nodes { name } } } }';
    const newest = ({ data }: { data: Json }) => data.tenant.flexEvents.nodes.at(-1).status;

    const before = await gateway.ask('acme', events);
    await gateway.ask('acme', assets);
    expect([newest(before), callsOf(before)]).toEqual(['SCHEDULED', 1]);
    expect(callsOf(await gateway.ask('acme', events))).toBe(0);

    expect((await equiwatt.advance()).map(({ type, status }) => [type, status])).toEqual([['EVENT.STARTED', 202]]);
    const after = await gateway.ask('acme', events);
    expect([newest(after), callsOf(after)]).toEqual(['STARTED', 1]);
    expect(callsOf(await gateway.ask('acme', events))).toBe(0);
    expect(callsOf(await gateway.ask('acme', assets))).toBe(0);
  });

  it('makes flexEvent(by:) read it again and push it, one read for all who listen', async () => {
    const { equiwatt, gateway } = await startEquiwatt();
    await equiwatt.advance();
    const { data } = await gateway.ask('acme', '{ tenant { flexEvents { nodes { id } } } }');
    const query = `subscription { flexEvent(by: { id: "${data.tenant.flexEvents.nodes.at(-1).id}" }) { status } }`;
    const listeners = await Promise.all(Array.from({ length: 5 }, () => listen(gateway, query)));
    const statuses = () => listeners.map(({ heard }) => heard.map((payload) => payload.data.flexEvent.status).join());
    await expect.poll(statuses).toEqual(Array(5).fill('SCHEDULED'));
    const callsBefore = equiwatt.calls.length;
    await equiwatt.advance();
    await expect.poll(statuses).toEqual(Array(5).fill('SCHEDULED,STARTED'));
    await equiwatt.advance();
    await expect.poll(statuses).toEqual(Array(5).fill('SCHEDULED,STARTED,ENDED'));
    expect(equiwatt.calls.length - callsBefore).toBe(2);
  });
});

describe('a price signal of WattShift', () => {
  it('comes to subscribers as a notice of each home, whose price is then read afresh', async () => {
    const wattshift = stopLater(await startWattshiftSandbox({ homes: 2 }));
    const gateway = stopLater(await startSandboxedGateway([{ id: 'acme', vendors: { wattshift } }]));
    await wattshift.registerWebhook({
      url: `${gateway.url}/webhooks/wattshift/${webhookToken('acme')}`,
      securityKey: demoCredentials.wattshift.securityKey,
    });
    const listener = await listen(
      gateway,
      `subscription { events(types: [PRICE_SIGNAL]) { __typename vendor ... on PriceSignalNotice {
        home { refs { id } priceSignal { prices } } } } }`,
    );
    const price = `{ home(by: { ref: { vendor: WATTSHIFT, id: "${homeId(1)}" } }) { priceSignal { prices } } }`;
    await gateway.ask('acme', price);
    const priceCalls = () => wattshift.calls.filter(({ path }) => path.endsWith('/price_signal')).length;
    expect(priceCalls()).toBe(1);
    await gateway.ask('acme', price);
    expect(priceCalls()).toBe(1);

    expect(await wattshift.sendPriceSignals()).toBe(202);
    await expect.poll(() => listener.heard.length).toBe(2);
    const notices = listener.heard.map(({ data }) => data.events);
    expect(notices.map(({ __typename, vendor }) => [__typename, vendor])).toEqual(
      Array(2).fill(['PriceSignalNotice', 'WATTSHIFT']),
    );
    expect(notices.map(({ home }) => home.refs[0].id)).toEqual([homeId(1), homeId(2)]);
    expect(notices.every(({ home }) => home.priceSignal.prices.length === 96)).toBe(true);
    // One for each home; the query after them costs none.
    expect(priceCalls()).toBe(3);
    await gateway.ask('acme', price);
    expect(priceCalls()).toBe(3);
  });
});

describe('power(homeId:)', () => {
  it('asks Digiwatt once for all who listen to the home, and says what is wrong with any other id', async () => {
    const digiwatt = stopLater(await startDigiwattSandbox());
    const homes = [{ digiwatt: accountNumber(1) }];
    const gateway = stopLater(await startSandboxedGateway([{ id: 'acme', vendors: { digiwatt }, homes }]));
    const { data } = await gateway.ask('acme', '{ tenant { homes { nodes { id } } } }');
    const query = `subscription { power(homeId: "${data.tenant.homes.nodes[0].id}") { at powerW } }`;
    const listeners = await Promise.all(Array.from({ length: 20 }, () => listen(gateway, query)));
    await expect.poll(() => listeners.every(({ heard }) => heard.length === 1)).toBe(true);
    expect(listeners[0]?.heard[0].data.power.powerW).toBeGreaterThan(0);
    for (const { heard } of listeners) expect(heard).toEqual(listeners[0]?.heard);
    expect(digiwatt.calls.filter(({ path }) => /realtime/i.test(path)).length).toBe(1);

    const wrong = await listen(gateway, 'subscription { power(homeId: "nothing") { powerW } }');
    await expect.poll(() => wrong.heard.length).toBe(1);
    expect(wrong.heard[0].errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'homeId' });
  });
});
