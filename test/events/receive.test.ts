import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHub, type Hub } from '../../src/events/hub.ts';
import { createEventLog, type EventLog } from '../../src/events/log.ts';
import { createReceiver, type Delivery, type ReceiverOptions, type WebhookRoute } from '../../src/events/receive.ts';
import { createMetrics, type Metrics } from '../../src/metrics.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { seqs, take } from './sample.ts';
import { createSampleAdapter, sign } from './sample-adapter.ts';

const secret = 'canary-secret';
const token = 'canary-token';

describe('webhook receiver', () => {
  let store: Store;
  let clock: FakeClock;
  let log: EventLog;
  let hub: Hub;
  let metrics: Metrics;
  let lines: string[];
  let adapter: ReturnType<typeof createSampleAdapter>;
  let route: WebhookRoute;

  const logger = () => {
    const write = (fields: object, message: string) => {
      lines.push(`${message} ${JSON.stringify(fields, (_, value) => (value instanceof Error ? value.stack : value))}`);
    };
    return { info: write, warn: write, error: write };
  };
  const create = (options: Partial<ReceiverOptions> = {}) =>
    createReceiver({ routes: [route], log, hub, clock, metrics, logger: logger(), ...options });
  const delivery = (body: string | Uint8Array, changes: Partial<Delivery> = {}): Delivery => ({
    vendorKey: 'sample',
    token,
    body: Buffer.from(body),
    headers: { 'x-signature': sign(body, secret) },
    ...changes,
  });
  const stored = async (tenantId = 'acme') => seqs((await log.read({ tenantId, limit: 100 })).events);
  const counted = async () =>
    Object.fromEntries(
      (await metrics.webhooks.get()).values.map(({ labels, value }) => [`${labels.vendor} ${labels.outcome}`, value]),
    );

  beforeEach(async () => {
    store = await openStore('file::memory:');
    clock = createFakeClock();
    log = createEventLog({ store, clock });
    hub = createHub({ log, clock });
    metrics = createMetrics();
    lines = [];
    adapter = createSampleAdapter();
    route = { vendorKey: 'sample', vendor: 'EQUIWATT', tenantId: 'acme', token, secrets: [secret], adapter };
  });
  afterEach(async () => {
    await hub.stop();
    await store.stop();
  });

  it('stores a signed delivery, answers 202, and feeds the subscribers', async () => {
    const next = take(hub.subscribe({ tenantId: 'acme' }), 2);
    const answer = await create().receive(delivery('{"ids":["a","b"]}'));
    expect(answer).toEqual({ status: 202 });
    expect(seqs(await next)).toEqual([1, 2]);
    expect(await counted()).toEqual({ 'EQUIWATT stored': 1 });
  });

  it('answers a repeated delivery 202 and keeps one event', async () => {
    const receiver = create();
    const answers = await Promise.all([1, 2, 3].map(() => receiver.receive(delivery('{"ids":["a"]}'))));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await stored()).toEqual([1]);
    expect(await counted()).toEqual({ 'EQUIWATT stored': 1, 'EQUIWATT duplicate': 2 });
  });

  it('judges the raw bytes', async () => {
    const body = '\ufeff{ "ids" :\t["\\u0061"], "ids": ["b"] }';
    const receiver = create();
    expect(await receiver.receive(delivery(body))).toEqual({ status: 202 });
    const reformatted = delivery('{"ids":["b"]}', { headers: { 'x-signature': sign(body, secret) } });
    expect((await receiver.receive(reformatted)).status).toBe(401);
  });

  it('refuses an unknown token, an unknown vendor and a bad signature alike, after the same work', async () => {
    const receiver = create();
    const body = '{"ids":["a"]}';
    const wrong = { 'x-signature': sign(body, 'wrong') };
    const answers = [
      await receiver.receive(delivery(body, { headers: wrong })),
      await receiver.receive(delivery(body, { headers: {} })),
      await receiver.receive(delivery(body, { token: 'unknown' })),
      await receiver.receive(delivery(body, { token: 'unknown', headers: wrong })),
      await receiver.receive(delivery(body, { vendorKey: 'unknown' })),
    ];
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]!.status).toBe(401);
    // Two secrets are tried for each, known or not.
    expect(adapter.judged.map((secrets) => secrets.length)).toEqual([2, 2, 2, 2]);
    expect(adapter.judged[2]).not.toContain(secret);
    expect(await stored()).toEqual([]);
    expect(await counted()).toEqual({ 'EQUIWATT rejected': 4, 'unknown rejected': 1 });
  });

  it("refuses another tenant's secret, and another vendor's token", async () => {
    const other: WebhookRoute = { ...route, tenantId: 'other', token: 'other-token', secrets: ['other-secret'] };
    const elsewhere: WebhookRoute = { ...route, vendorKey: 'second', vendor: 'WATTSHIFT', token: 'second-token' };
    const receiver = create({ routes: [route, other, elsewhere] });
    expect((await receiver.receive(delivery('{"ids":["a"]}', { token: 'other-token' }))).status).toBe(401);
    expect((await receiver.receive(delivery('{"ids":["a"]}', { token: 'second-token' }))).status).toBe(401);
    expect((await receiver.receive(delivery('{"ids":["a"]}', { vendorKey: 'second' }))).status).toBe(401);
    expect((await receiver.receive(delivery('{"ids":["a"]}'))).status).toBe(202);
    expect([await stored(), await stored('other')]).toEqual([[1], []]);
  });

  it('reads the secrets again before it refuses, known token or not, and tells of what came to a known one', async () => {
    let secrets: readonly string[] = [];
    let reads = 0;
    const told: string[] = [];
    const receiver = create({
      routes: [
        {
          ...route,
          get secrets() {
            return secrets;
          },
        },
      ],
      refreshSecrets: async () => {
        reads += 1;
        secrets = [secret];
      },
      onOutcome: ({ tenantId }, outcome) => told.push(`${tenantId} ${outcome}`),
    });
    expect((await receiver.receive(delivery('{"ids":["a"]}'))).status).toBe(202);
    expect((await receiver.receive(delivery('{"ids":["a"]}'))).status).toBe(202);
    expect(reads).toBe(1);
    const forged = { headers: { 'x-signature': sign('{}', 'another') } };
    const answers = await Promise.all([
      receiver.receive(delivery('{}', forged)),
      receiver.receive(delivery('{}', { ...forged, token: 'no-such-token' })),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect([answers[0]?.status, reads, told]).toEqual([401, 3, ['acme stored', 'acme duplicate', 'acme rejected']]);
  });

  it('asks for a delivery again when the secrets cannot be read, rather than refuse it', async () => {
    const refreshSecrets = () => Promise.reject(new Error('the store is down'));
    const receiver = create({ routes: [{ ...route, secrets: [] }], refreshSecrets });
    expect(await receiver.receive(delivery('{"ids":["a"]}'))).toMatchObject({
      ...{ status: 503, headers: { 'retry-after': '5' } },
    });
    expect(await counted()).toEqual({ 'EQUIWATT unavailable': 1 });
  });

  it('accepts both secrets while they rotate, and the old one no longer', async () => {
    let secrets = ['new', secret];
    const receiver = create({
      routes: [
        {
          ...route,
          get secrets() {
            return secrets;
          },
        },
      ],
    });
    const signed = (body: string, by: string) => delivery(body, { headers: { 'x-signature': sign(body, by) } });
    expect((await receiver.receive(signed('{"ids":["a"]}', secret))).status).toBe(202);
    expect((await receiver.receive(signed('{"ids":["b"]}', 'new'))).status).toBe(202);
    secrets = ['new'];
    expect((await receiver.receive(signed('{"ids":["c"]}', secret))).status).toBe(401);
    expect(await stored()).toEqual([1, 2]);
  });

  it('keeps what it cannot read as a dead letter, and answers 202', async () => {
    const receiver = create();
    const bodies = ['{"canary-body":1}', 'not json canary-body', '{"ids":[]}'];
    for (const body of [...bodies, ...bodies]) expect(await receiver.receive(delivery(body))).toEqual({ status: 202 });
    const letters = await log.deadLetters('acme', 10);
    expect(letters.map(({ body }) => Buffer.from(body).toString()).sort()).toEqual([...bodies].sort());
    expect(letters.map(({ reason }) => reason).sort()).toEqual([
      'ids is missing',
      'it holds no event',
      'the adapter failed on it',
    ]);
    expect(await stored()).toEqual([]);
    expect(await counted()).toEqual({ 'EQUIWATT dead_letter': 6 });
    expect(lines.join('\n')).not.toContain('canary');
  });

  it('replays a dead letter once its adapter can read it', async () => {
    const body = '{"ids":["a"]}';
    const failing = {
      ...adapter,
      parseDelivery: () => {
        throw new Error('not yet');
      },
    };
    const receiver = create({ routes: [{ ...route, adapter: failing }] });
    await receiver.receive(delivery(body));
    const [letter] = await log.deadLetters('acme', 1);
    const id = letter!.id;
    expect(await receiver.replay('acme', id)).toEqual({ status: 'unreadable', reason: 'the adapter failed on it' });
    expect(await receiver.replay('other', id)).toEqual({ status: 'unknown' });
    expect(await log.deadLetters('acme', 1)).toHaveLength(1);

    const next = take(hub.subscribe({ tenantId: 'acme' }), 1);
    const mended = create();
    expect(await mended.replay('acme', id)).toMatchObject({ status: 'replayed', stored: [{ seq: 1 }] });
    expect(seqs(await next)).toEqual([1]);
    expect(await mended.replay('acme', id)).toEqual({ status: 'unknown' });
    // The vendor's own repetition is the same event.
    await mended.receive(delivery(body));
    expect(await stored()).toEqual([1]);
  });

  it('asks the vendor to come again while the store is down, and stores then', async () => {
    const down = {
      ...log,
      append: async () => Promise.reject(new Error('down')),
      putDeadLetter: async () => Promise.reject(new Error('down')),
    };
    const receiver = create({ log: down });
    for (const body of ['{"ids":["a"]}', 'unreadable']) {
      const answer = await receiver.receive(delivery(body));
      expect(answer.status).toBe(503);
      expect(answer.headers).toMatchObject({ 'retry-after': '5' });
    }
    expect(await counted()).toEqual({ 'EQUIWATT unavailable': 2 });
    expect((await create().receive(delivery('{"ids":["a"]}'))).status).toBe(202);
    expect(await stored()).toEqual([1]);
    expect(lines.join('\n')).not.toContain('canary');
  });

  it('does not wait for ever for a store that hangs', async () => {
    const hanging = {
      ...log,
      append: () => new Promise<never>(() => {}),
      putDeadLetter: () => new Promise<never>(() => {}),
    };
    const answering = create({ log: hanging, storeTimeoutMs: 3_000 }).receive(delivery('{"ids":["a"]}'));
    await clock.advance(3_000);
    expect((await answering).status).toBe(503);
    expect(clock.sleeping).toBe(0);
  });

  it('does what follows a commit also when that came too late for the answer', async () => {
    let commit = () => {};
    const slow = {
      ...log,
      append: async (...given: Parameters<EventLog['append']>) => {
        await new Promise<void>((resolve) => {
          commit = resolve;
        });
        return log.append(...given);
      },
    };
    const followed: string[] = [];
    const receiver = create({
      log: slow,
      hub: { wake: (tenantId) => void followed.push(`wake ${tenantId}`) },
      onStored: (events) => void followed.push(`drop for ${seqs(events)}`),
      storeTimeoutMs: 3_000,
    });
    const answering = receiver.receive(delivery('{"ids":["a"]}'));
    await clock.advance(3_000);
    expect([(await answering).status, followed]).toEqual([503, []]);
    commit();
    await expect.poll(() => followed).toEqual(['drop for 1', 'wake acme']);
    // The vendor's next try is a duplicate, after which nothing has to follow any more.
    expect((await create().receive(delivery('{"ids":["a"]}'))).status).toBe(202);
    expect(await stored()).toEqual([1]);
  });

  it('never answers before the commit', async () => {
    let commit = () => {};
    const slow = {
      ...log,
      append: async (...given: Parameters<EventLog['append']>) => {
        await new Promise<void>((resolve) => {
          commit = resolve;
        });
        return log.append(...given);
      },
    };
    let answered = false;
    const answering = create({ log: slow })
      .receive(delivery('{"ids":["a"]}'))
      .finally(() => {
        answered = true;
      });
    await clock.advance(1_000);
    expect(answered).toBe(false);
    commit();
    expect((await answering).status).toBe(202);
    expect(await stored()).toEqual([1]);
  });

  it('refuses what is too large or encoded, and stores nothing of it', async () => {
    const receiver = create();
    const large = `{"ids":["a"],"pad":"${'x'.repeat(256 * 1024)}"}`;
    expect((await receiver.receive(delivery(large))).status).toBe(413);
    const body = '{"ids":["a"]}';
    const as = (encoding: string | string[]) =>
      receiver.receive(
        delivery(body, { headers: { 'x-signature': sign(body, secret), 'content-encoding': encoding } }),
      );
    expect((await as('gzip')).status).toBe(415);
    expect((await as(['identity', 'gzip'])).status).toBe(415);
    expect(await stored()).toEqual([]);
    expect((await as('identity')).status).toBe(202);
    expect(await counted()).toEqual({ 'EQUIWATT too_large': 1, 'EQUIWATT rejected': 2, 'EQUIWATT stored': 1 });
  });

  it('drops caches after the commit and before it wakes subscribers; a failure there changes nothing', async () => {
    const order: string[] = [];
    const receiver = create({
      hub: { wake: (tenantId) => order.push(`wake ${tenantId}`) },
      onStored: async (events) => {
        order.push(`${events[0]?.vendor} ${seqs(events)} of ${await stored()}`);
        throw new Error('the cache is down');
      },
    });
    expect((await receiver.receive(delivery('{"ids":["a"]}'))).status).toBe(202);
    expect((await receiver.receive(delivery('{"ids":["a"]}'))).status).toBe(202);
    await receiver.settled();
    expect(order).toEqual(['EQUIWATT 1 of 1', 'wake acme']);
    expect(lines.join('\n')).toContain('the cache is down');
  });

  it('answers 202 at once all through a minute in which what follows hangs, and feeds subscribers all the same', async () => {
    const live = take(hub.subscribe({ tenantId: 'acme' }), 120);
    const receiver = create({ onStored: () => new Promise<void>(() => {}) });
    for (let second = 0; second < 60; second += 1) {
      // The clock stands still until both are answered: nothing else could answer them.
      const answers = await Promise.all(
        ['a', 'b'].map((name) => receiver.receive(delivery(`{"ids":["${name}${second}"]}`))),
      );
      expect(answers.map(({ status }) => status)).toEqual([202, 202]);
      await clock.advance(1_000);
    }
    await clock.advance(2_000);
    await receiver.settled();
    expect(seqs(await live)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  });

  it('stores what comes at once in a few transactions, and answers each when its own is committed', async () => {
    let commits = 0;
    const counted = createEventLog({
      store: {
        ...store,
        db: Object.assign(Object.create(store.db), {
          transaction: () => {
            commits += 1;
            return store.db.transaction();
          },
        }),
      },
      clock,
    });
    const receiver = create({ log: counted });
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const { status } = await receiver.receive(delivery(`{"ids":["${index}"]}`));
        const { events } = await log.read({ tenantId: 'acme', limit: 1_000 });
        return [status, events.some(({ subject }) => subject.flexEventId === String(index))];
      }),
    );
    expect(statuses).toEqual(Array(200).fill([202, true]));
    expect(commits).toBeLessThanOrEqual(3);
  });

  it('refuses a delivery whose signature the adapter fails to judge', async () => {
    const failing = {
      ...adapter,
      verifyDelivery: () => {
        throw new Error('odd header');
      },
    };
    const receiver = create({ routes: [{ ...route, adapter: failing }] });
    expect((await receiver.receive(delivery('{"ids":["a"]}'))).status).toBe(401);
  });

  it('refuses two tenants with one token', () => {
    expect(() => create({ routes: [route, { ...route, tenantId: 'other' }] })).toThrow(
      'tenants acme and other share a sample webhook token',
    );
  });
});
