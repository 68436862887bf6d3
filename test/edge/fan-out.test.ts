import { createHook } from 'node:async_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type EventGateway,
  type Json,
  type Listener,
  openSocket,
  someEvents,
  startEventGateway,
  subscriptionsOf,
} from './event-gateway.ts';

const query = `subscription Notices($after: String) {
  events(after: $after) { cursor ... on FlexEventNotice { flexEvent { id name status } } } }`;

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(tenants?: readonly string[]): Promise<EventGateway> {
  const gateway = await startEventGateway(tenants);
  stops.push(() => gateway.app.stop());
  return gateway;
}

async function listen(
  gateway: EventGateway,
  key: string,
  text = query,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Listener> {
  const listener = await openSocket(gateway.url, key);
  stops.push(() => listener.socket.terminate());
  listener.subscribe(text, variables);
  return listener;
}

/** Payloads of `next`, as they come. */
async function listenBySse(gateway: EventGateway, key: string): Promise<{ readonly heard: Json[] }> {
  const client = new AbortController();
  stops.push(() => client.abort());
  const response = await fetch(`${gateway.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': key },
    body: JSON.stringify({ query }),
    signal: client.signal,
  });
  const heard: Json[] = [];
  const read = async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      const parts = `${text}${Buffer.from(chunk)}`.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) if (part.startsWith('event: next')) heard.push(JSON.parse(part.split('data: ')[1]!));
    }
  };
  read().catch(() => {});
  return { heard };
}

/** Without a promise a look. */
const heardAll = (listeners: readonly Listener[], count: number) =>
  new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (!listeners.every(({ heard }) => heard.length >= count)) return;
      clearInterval(timer);
      resolve();
    }, 10);
  });

const namesOf = ({ heard }: { readonly heard: Json[] }) => heard.map(({ data }) => data.events.flexEvent.name);
const cursorsOf = ({ heard }: { readonly heard: Json[] }) => heard.map(({ data }) => data.events.cursor);

describe('fan-out', () => {
  it('answers 10 events for 100 subscribers over both transports with 10 executions and 10 loader batches', async () => {
    const gateway = await start();
    const sockets = await Promise.all(Array.from({ length: 80 }, () => listen(gateway, 'acme')));
    const streams = await Promise.all(Array.from({ length: 20 }, () => listenBySse(gateway, 'acme')));
    await expect.poll(() => subscriptionsOf(gateway)).toBe(100);
    for (let i = 1; i <= 10; i += 1) {
      const [event] = someEvents(1, `round ${i}`);
      await gateway.post('acme', [{ ...event!, subject: { flexEventId: `e${i}` } }]);
    }
    const all = [...sockets, ...streams];
    await expect.poll(() => all.every(({ heard }) => heard.length === 10), { timeout: 10_000 }).toBe(true);
    expect(gateway.batches).toEqual(Array.from({ length: 10 }, (_, i) => `acme: e${i + 1}`));
    expect(await gateway.executions()).toBe(10);
    for (const one of all) expect(one.heard).toEqual(sockets[0]?.heard);
    expect(namesOf(sockets[0]!)).toEqual(Array.from({ length: 10 }, (_, i) => `e${i + 1} of acme`));
  });

  it('makes no promise for a subscriber and an event', async () => {
    const gateway = await start();
    const listeners: Listener[] = [];
    const promisesFor10Events = async (subscribers: number, prefix: string) => {
      while (listeners.length < subscribers) listeners.push(await listen(gateway, 'acme'));
      await expect.poll(() => subscriptionsOf(gateway)).toBe(subscribers);
      for (const { heard } of listeners) heard.length = 0;
      let promises = 0;
      const count = (type: string) => {
        if (type === 'PROMISE') promises += 1;
      };
      const hook = createHook({ init: (_, type) => count(type) }).enable();
      await gateway.post('acme', someEvents(10, prefix));
      await heardAll(listeners, 10);
      hook.disable();
      return promises;
    };
    // So that nothing is done for the first time while it counts.
    await promisesFor10Events(10, 'first');
    const few = await promisesFor10Events(10, 'few');
    const many = await promisesFor10Events(110, 'many');
    expect((many - few) / (10 * 100)).toBeLessThan(0.1);
  });

  it('shares between texts of one meaning, and never between roles, variables, selections or tenants', async () => {
    const gateway = await start(['acme', 'other']);
    const text = `query Unused { tenant { id } }
      subscription Live($types: [EventType!], $id: Boolean!) { events(types: $types) { cursor
        ... on FlexEventNotice { flexEvent { id @include(if: $id) name } } } }`;
    const respaced = `# the same\n${text.replaceAll(/\s+/g, ' ').replace('query Unused { tenant { id } }', '')}`;
    const asked: readonly [string, string, Readonly<Record<string, unknown>>][] = [
      // One group: spaces, a comment, another operation beside it, the order of variables, another key with these roles.
      ['acme', text, { id: true, types: ['EVENT_STARTED'] }],
      ['acme-second', respaced, { types: ['EVENT_STARTED'], id: true }],
      // One group each.
      ['acme-listener', text, { id: true, types: ['EVENT_STARTED'] }],
      ['acme', text, { id: false, types: ['EVENT_STARTED'] }],
      ['acme', text, { id: true, types: ['EVENT_STARTED', 'EVENT_ENDED'] }],
      ['acme', text, { id: true }],
      ['acme', text, { id: true, types: null }],
      ['acme', text.replace('id @include(if: $id) name', 'name status id @include(if: $id)'), { id: true }],
      ['other', text, { id: true, types: ['EVENT_STARTED'] }],
    ];
    const listeners = await Promise.all(
      asked.map(async ([key, own, variables]) => {
        const listener = await openSocket(gateway.url, key);
        stops.push(() => listener.socket.terminate());
        const payload = { query: own, variables, operationName: 'Live' };
        listener.send({ id: '1', type: 'subscribe', payload });
        return listener;
      }),
    );
    await expect.poll(() => subscriptionsOf(gateway)).toBe(asked.length);
    await gateway.post('acme', someEvents(1, 'a'));
    await gateway.post('other', someEvents(1, 'b'));
    await expect.poll(() => listeners.every(({ heard }) => heard.length === 1)).toBe(true);
    expect(await gateway.executions()).toBe(asked.length - 1);
    expect(gateway.batches.toSorted()).toEqual([...Array(asked.length - 2).fill('acme: e1'), 'other: e1']);
    expect(namesOf(listeners[0]!)).toEqual(['e1 of acme']);
    expect(namesOf(listeners.at(-1)!)).toEqual(['e1 of other']);
    expect(listeners[3]?.heard[0].data.events.flexEvent.id).toBeUndefined();
    expect(listeners[0]?.heard[0].data.events.flexEvent.id).toMatch(/./);
  });

  it('lets one who resumes catch up alone and join, with neither gap nor repeat', async () => {
    const gateway = await start();
    const first = await listen(gateway, 'acme');
    await expect.poll(() => subscriptionsOf(gateway)).toBe(1);
    await gateway.post('acme', someEvents(5, 'past'));
    await expect.poll(() => first.heard.length).toBe(5);
    const resumed = await listen(gateway, 'acme', query, { after: cursorsOf(first)[1] });
    const literal = query.replace('($after: String)', '').replace('$after', JSON.stringify(cursorsOf(first)[2]));
    const inline = await listen(gateway, 'acme', literal);
    await expect.poll(() => [resumed, inline].map(({ heard }) => heard.length)).toEqual([3, 2]);
    const before = await gateway.executions();
    await gateway.post('acme', someEvents(10, 'live'));
    await expect.poll(() => [first, resumed, inline].map(({ heard }) => heard.length)).toEqual([15, 13, 12]);
    expect((await gateway.executions()) - before).toBe(10);
    expect(cursorsOf(resumed)).toEqual(cursorsOf(first).slice(2));
    expect(cursorsOf(inline)).toEqual(cursorsOf(first).slice(3));
  });

  it('keeps errors that begin a subscription with whom they belong to', async () => {
    const gateway = await start();
    const healthy = await listen(gateway, 'acme');
    const forged = await listen(gateway, 'acme', query, { after: 'forged' });
    await expect.poll(() => forged.heard.length).toBe(1);
    expect(forged.heard[0].errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' });
    await gateway.post('acme', someEvents(1, 'one'));
    await expect.poll(() => healthy.heard.length).toBe(1);
    expect(healthy.heard[0].errors).toBeUndefined();
  });

  it('goes on for the others when the one who was first leaves in the midst of it', async () => {
    const gateway = await start();
    const [first, second] = [await listen(gateway, 'acme'), await listen(gateway, 'acme')];
    await expect.poll(() => subscriptionsOf(gateway)).toBe(2);
    await gateway.post('acme', someEvents(1, 'one'));
    await expect.poll(() => second.heard.length).toBe(1);
    first.socket.terminate();
    await gateway.post('acme', someEvents(3, 'more'));
    await expect.poll(() => second.heard.length).toBe(4);
    expect(second.heard.every(({ errors }) => errors === undefined)).toBe(true);
    await expect.poll(() => subscriptionsOf(gateway)).toBe(1);
  });
});
