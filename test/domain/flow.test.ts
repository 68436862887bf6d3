import { expect, test } from 'vitest';
import { mapFlow } from '../../src/domain/flow.ts';
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
