import { expect, test } from 'vitest';
import { mapFlow, toFlow } from '../../src/domain/flow.ts';
import { createFeed, stored } from '../graph/feed.ts';

test('a stream that waits for its next item is freed at once when its reader leaves', async () => {
  const feed = createFeed();
  const stream = mapFlow(feed.subscribe({ tenantId: 'acme' }), (item) => item);
  const waiting = stream.next();
  await stream.return?.();
  expect(feed.returned()).toBe(1);
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test('items that map to nothing are left out, and the first ones come first', async () => {
  const feed = createFeed();
  for (const seq of [1, 2, 3]) feed.push(stored(seq, 'EVENT_STARTED', {}));
  feed.end();
  const stream = mapFlow(
    feed.subscribe({ tenantId: 'acme' }),
    (item) => ('seq' in item && item.seq !== 2 ? item.seq : undefined),
    [0],
  );
  const seen: number[] = [];
  for await (const seq of stream) seen.push(seq);
  expect(seen).toEqual([0, 1, 3]);
});

test('an error thrown into the stream frees its source', async () => {
  const feed = createFeed();
  const stream = mapFlow(feed.subscribe({ tenantId: 'acme' }), (item) => item);
  await expect(stream.throw?.(new Error('enough'))).rejects.toThrow('enough');
  expect(feed.returned()).toBe(1);
});

test('a stream that is made a flow is asked for an item only when another is wanted, and tells its end', async () => {
  let asked = 0;
  let returned = 0;
  const iterator: AsyncIterator<number> = {
    next: async () => {
      asked += 1;
      return asked < 3 ? { done: false, value: asked } : { done: true, value: undefined };
    },
    return: async () => {
      returned += 1;
      return { done: true, value: undefined };
    },
  };
  const flow = toFlow({ [Symbol.asyncIterator]: () => iterator });
  expect(toFlow(flow)).toBe(flow);
  const told: string[] = [];
  flow.open({ onReady: () => told.push('ready'), onEnd: (error) => told.push(`end ${error}`) });
  expect([flow.take(), flow.take(), asked]).toEqual([undefined, undefined, 1]);
  await settled();
  expect([told.splice(0), asked, flow.take(), asked]).toEqual([['ready'], 1, 1, 1]);
  expect([flow.take(), asked]).toEqual([undefined, 2]);
  await settled();
  expect([told.splice(0), flow.take(), flow.take()]).toEqual([['ready'], 2, undefined]);
  await settled();
  expect([told, asked, returned]).toEqual([['end undefined'], 3, 0]);
});

test('a flow tells why its stream has failed, once, and nothing after it was closed', async () => {
  async function* failing() {
    yield 1;
    throw new Error('broken');
  }
  const flow = toFlow(failing());
  expect(await flow.next()).toEqual({ done: false, value: 1 });
  await expect(flow.next()).rejects.toThrow('broken');
  expect(await flow.next()).toEqual({ done: true, value: undefined });

  const closed = toFlow(failing());
  const told: string[] = [];
  closed.open({ onReady: () => told.push('ready'), onEnd: () => told.push('end') });
  closed.take();
  closed.close();
  await settled();
  expect([told, closed.take()]).toEqual([[], undefined]);
});

const settled = () => new Promise((resolve) => setImmediate(resolve));
