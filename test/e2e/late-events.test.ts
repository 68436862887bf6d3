/** Deliveries that come out of order: subscribers hear them as they come, and no state goes back. */

import { afterEach, expect, it } from 'vitest';
import { type Delivery, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { type Json, openSocket } from '../edge/event-gateway.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { startSandboxedGateway, webhookToken } from '../support/sandboxed-gateway.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start() {
  const vendorClock = createFakeClock();
  const equiwatt = await startEquiwattSandbox({ life: false, events: 2, clock: vendorClock });
  stops.push(() => equiwatt.stop());
  const gateway = await startSandboxedGateway([{ id: 'acme', vendors: { equiwatt } }]);
  stops.push(() => gateway.stop());
  // What the vendor posts reaches nobody; the test carries it on.
  equiwatt.registerWebhook({ url: 'http://127.0.0.1:9/', secret: demoCredentials.equiwatt.webhookSecret });
  const post = async ({ body, signature }: Delivery) => {
    const url = `${gateway.url}/webhooks/equiwatt/${webhookToken('acme')}`;
    const response = await fetch(url, { method: 'POST', headers: { 'equiwatt-webhook-signature': signature }, body });
    expect(response.status).toBe(202);
  };
  const listen = async (query: string) => {
    const listener = await openSocket(gateway.url, 'key-of-acme');
    stops.push(async () => listener.socket.terminate());
    listener.subscribe(query);
    return listener;
  };
  /** The vendor's next step, a minute after the last one; the graph leaves out milliseconds that are none. */
  const advance = async () => {
    await vendorClock.advance(60_001);
    return equiwatt.advance();
  };
  return { equiwatt, gateway, post, listen, advance };
}

it('an older event comes to subscribers after the newer one, with its own time, and makes nothing older or asked for again', async () => {
  const { equiwatt, gateway, post, listen, advance } = await start();
  await advance();
  const { data } = await gateway.ask('acme', '{ tenant { flexEvents { nodes { id } } } }');
  const by = `by: { id: "${data.tenant.flexEvents.nodes.at(-1).id}" }`;
  const [started] = await advance();
  const [ended] = await advance();
  expect([started?.type, ended?.type]).toEqual(['EVENT.STARTED', 'EVENT.ENDED']);
  const timeOf = (delivery: Delivery | undefined) => JSON.parse(delivery!.body).timestamp as string;

  const notices = await listen(
    'subscription { events { type occurredAt ... on FlexEventNotice { flexEvent { status } } } }',
  );
  const pushes = await listen(`subscription { flexEvent(${by}) { status } }`);
  await expect.poll(() => pushes.heard.length).toBe(1);

  await post(ended!);
  await expect.poll(() => [notices.heard.length, pushes.heard.length]).toEqual([1, 2]);
  const status = async () => (await gateway.ask('acme', `{ flexEvent(${by}) { status } }`)).data.flexEvent.status;
  expect(await status()).toBe('ENDED');
  const calls = equiwatt.calls.length;

  await post(started!);
  await expect.poll(() => [notices.heard.length, pushes.heard.length]).toEqual([2, 3]);
  expect(notices.heard.map(({ data: { events } }: Json) => events)).toEqual([
    { type: 'EVENT_ENDED', occurredAt: timeOf(ended), flexEvent: { status: 'ENDED' } },
    { type: 'EVENT_STARTED', occurredAt: timeOf(started), flexEvent: { status: 'ENDED' } },
  ]);
  expect(pushes.heard.slice(1).map((payload) => payload.data.flexEvent.status)).toEqual(['ENDED', 'ENDED']);
  expect(await status()).toBe('ENDED');
  expect(equiwatt.calls.length).toBe(calls);

  // The vendor being down makes no difference: what is held is the newest there was.
  equiwatt.faults.add({ kind: 'status', status: 500 });
  const again = await gateway.ask(
    'acme',
    '{ tenant { events(first: 10) { nodes { type ... on FlexEventNotice { flexEvent { status } } } } } }',
  );
  expect(again.data.tenant.events.nodes).toEqual([
    { type: 'EVENT_ENDED', flexEvent: { status: 'ENDED' } },
    { type: 'EVENT_STARTED', flexEvent: { status: 'ENDED' } },
  ]);
});
