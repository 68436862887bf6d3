import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type EquiwattSandbox,
  type EquiwattSandboxOptions,
  startEquiwattSandbox,
} from '../../../src/sandbox/equiwatt/index.ts';
import { equiwatt } from '../../../src/vendors/equiwatt/index.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

interface Received {
  readonly body: string;
  readonly signature: string;
}

const life = ['SCHEDULED', 'STARTED', 'ENDED', 'BASELINES_READY', 'STATS_CALCULATION_STARTED', 'STATS_READY'];

let clock: FakeClock;
let sandbox: EquiwattSandbox;
let receiver: Server;
let received: Received[];
let answerWith: number[];

beforeEach(async () => {
  clock = createFakeClock();
  received = [];
  answerWith = [];
  receiver = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await Array.fromAsync(incoming as AsyncIterable<Buffer>)).toString();
    received.push({ body, signature: String(incoming.headers['equiwatt-webhook-signature']) });
    outgoing.writeHead(answerWith.shift() ?? 202).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await sandbox.stop();
  receiver.closeAllConnections();
  receiver.close();
});

const hookUrl = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
const start = async (options: EquiwattSandboxOptions = {}) => {
  sandbox = await startEquiwattSandbox({ clock, webhooks: [{ url: hookUrl(), secret: 'hush' }], ...options });
};
const typesReceived = () => received.map(({ body }) => JSON.parse(body).type);

test('an event goes through its life in a minute, each step a signed webhook that the adapter accepts', async () => {
  await start();
  for (let i = 0; i < 7; i += 1) {
    await clock.advance(10_000);
    await vi.waitFor(() => expect(received).toHaveLength(i + 1), { interval: 2 });
  }
  expect(typesReceived()).toEqual([...life, 'SCHEDULED'].map((step) => `EVENT.${step}`));
  const { verifyDelivery, parseDelivery } = equiwatt.webhook!;
  const events = received.flatMap(({ body, signature }) => {
    expect(signature).toBe(`equsha256=${createHmac('sha256', 'hush').update(body).digest('hex')}`);
    const headers = { 'equiwatt-webhook-signature': signature };
    expect(verifyDelivery({ body: Buffer.from(body), headers }, ['hush'])).toBe(true);
    return parseDelivery(Buffer.from(body));
  });
  expect(new Set(events.slice(0, 6).map(({ subject }) => subject.flexEventId)).size).toBe(1);
  expect(events[6]?.subject.flexEventId).not.toBe(events[0]?.subject.flexEventId);
  expect(new Set(events.map(({ identity }) => identity)).size).toBe(7);
});

test('`advance` makes the next step now and answers what was posted', async () => {
  await start({ life: false });
  const posted = await sandbox.advance();
  expect(posted).toMatchObject([{ type: 'EVENT.SCHEDULED', status: 202, delivered: true, attempts: 1 }]);
  const answer = await fetch(`${sandbox.url}/__sandbox/advance`, { method: 'POST' });
  expect(await answer.json()).toMatchObject([{ type: 'EVENT.STARTED', url: hookUrl() }]);
  await vi.waitFor(() => expect(typesReceived()).toEqual(['EVENT.SCHEDULED', 'EVENT.STARTED']), { interval: 2 });
});

test('without life nothing happens by itself', async () => {
  await start({ life: false });
  await clock.advance(600_000);
  expect(sandbox.deliveries).toEqual([]);
});

test('the list shows the event as far as it has come', async () => {
  await start({ life: false, events: 2 });
  const { events } = sandbox.customers[0]!.world;
  expect(events.map(({ step }) => step)).toEqual(['STATS_READY', 'STATS_READY']);
  for (const step of life) {
    await sandbox.advance();
    expect(events).toHaveLength(3);
    expect(events.at(-1)?.step).toBe(step);
  }
  const { startMs, endMs } = events.at(-1)!;
  expect(startMs).toBeLessThanOrEqual(endMs);
});

test('keeps twenty lived events beside those that were there from the start', async () => {
  await start({ life: false, events: 2, webhooks: [] });
  for (let i = 0; i < 25 * life.length; i += 1) await sandbox.advance();
  const { events } = sandbox.customers[0]!.world;
  expect(events).toHaveLength(22);
  expect(new Set(events.map(({ uuid }) => uuid)).size).toBe(22);
  expect(events.slice(0, 2).map(({ name }) => name)).toEqual(['Evening peak 1', 'Evening peak 2']);
});

test('a refused delivery is tried again with the same bytes, and not once more than needed', async () => {
  await start({ life: false });
  answerWith = [503, 500];
  await sandbox.advance();
  expect(sandbox.deliveries[0]).toMatchObject({ attempts: 1, status: 503, delivered: false });
  for (const [attempts, pauseMs] of [
    [2, 1_000],
    [3, 5_000],
  ] as const) {
    await vi.waitFor(() => expect(clock.sleeping).toBe(1), { interval: 2 });
    await clock.advance(pauseMs);
    await vi.waitFor(() => expect(sandbox.deliveries[0]?.attempts).toBe(attempts), { interval: 2 });
  }
  await vi.waitFor(() => expect(sandbox.deliveries[0]).toMatchObject({ status: 202, delivered: true }), {
    interval: 2,
  });
  await clock.advance(600_000);
  expect(received).toHaveLength(3);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
});

test('only the types that were subscribed to are posted', async () => {
  await start({ life: false, webhooks: [{ url: hookUrl(), eventTypes: ['EVENT.ENDED', 'ASSET.MPAN_VALIDATED'] }] });
  for (const _step of life) await sandbox.advance();
  await sandbox.emit('ASSET.MPAN_VALIDATED');
  await sandbox.emit('PORTFOLIO.ASSETS_ASSIGNED');
  expect(typesReceived()).toEqual(['EVENT.ENDED', 'ASSET.MPAN_VALIDATED']);
});

test('every type can be emitted, and the adapter reads each', async () => {
  await start({ life: false });
  const { emit } = sandbox;
  const types = [
    ...life.map((step) => `EVENT.${step}`),
    ...['EVENT.CANCELLED', 'EVENT.PORTFOLIO_ASSIGNED', 'PORTFOLIO.ASSETS_ASSIGNED'],
    ...['ASSET.MPAN_VALIDATED', 'EVENT_SCHEME.ASSETS_UPDATED'],
  ];
  for (const type of types) await emit(type as Parameters<typeof emit>[0]);
  const read = received.flatMap(({ body }) => equiwatt.webhook!.parseDelivery(Buffer.from(body)));
  expect(read.map(({ type }) => type)).toEqual(types.map((type) => type.replace('.', '_')));
  for (const { subject } of read) expect(Object.keys(subject).length).toBeGreaterThan(0);
});

test('a webhook that answers nothing at all is a failed attempt', async () => {
  await start({ life: false, webhooks: [{ url: 'http://127.0.0.1:1/hook' }] });
  await sandbox.advance();
  expect(sandbox.deliveries[0]).toMatchObject({ attempts: 1, status: null, delivered: false });
});
