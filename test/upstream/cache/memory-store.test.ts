import { expect, test } from 'vitest';
import { byteSize } from '../../../src/upstream/cache/byte-size.ts';
import type { Entry } from '../../../src/upstream/cache/entry.ts';
import { createMemoryStore } from '../../../src/upstream/cache/memory-store.ts';
import { fingerprintOf, tenantKey } from '../../../src/upstream/key.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const scope = { vendor: 'ENERKEY', role: '', tenantId: 't', credential: fingerprintOf(['k']) } as const;
const keyOf = tenantKey('entry', scope, 'thing', {});
const entryOf = (value: unknown): Entry => ({
  ...{ value, unknown: false, asOfMs: 0, immutable: true, expired: false, refreshNotBeforeMs: 0 },
});
const forever = { tags: [], loadedFromMs: 0, lifetimeMs: undefined };

test('stays within its bytes, and lets go of what was used least recently', () => {
  const store = createMemoryStore({ maxBytes: 100_000, clock: createFakeClock() });
  for (let i = 0; i < 100; i += 1) {
    store.put(keyOf(String(i)), entryOf('x'.repeat(5_000)), forever);
    store.get(keyOf('0'));
  }
  expect(store.bytes).toBeLessThanOrEqual(100_000);
  expect(store.get(keyOf('0'))).toBeDefined();
  expect(store.get(keyOf('1'))).toBeUndefined();
  store.put(keyOf('huge'), entryOf('x'.repeat(100_000)), forever);
  expect(store.get(keyOf('huge'))).toBeUndefined();
});

test('forgets an entry at the end of its life', async () => {
  const clock = createFakeClock();
  const store = createMemoryStore({ maxBytes: 100_000, clock });
  store.put(keyOf('a'), entryOf(1), { ...forever, lifetimeMs: 1_000 });
  await clock.advance(999);
  expect(store.get(keyOf('a'))).toBeDefined();
  await clock.advance(2);
  expect(store.get(keyOf('a'))).toBeUndefined();
});

test('keeps what was loaded later, whichever load ends last', async () => {
  const clock = createFakeClock();
  const store = createMemoryStore({ maxBytes: 100_000, clock });
  const [startedFirst, startedLast] = [clock.now(), clock.now() + 10];
  await clock.advance(20);
  store.put(keyOf('a'), entryOf('new'), { ...forever, loadedFromMs: startedLast });
  store.put(keyOf('a'), entryOf('old'), { ...forever, loadedFromMs: startedFirst });
  expect(store.get(keyOf('a'))?.value).toBe('new');
  // A replica whose clock runs ahead keeps nobody from storing what comes after.
  store.put(keyOf('a'), entryOf('from the future'), { ...forever, loadedFromMs: clock.now() + 60_000 });
  await clock.advance(1);
  store.put(keyOf('a'), entryOf('next'), { ...forever, loadedFromMs: clock.now() });
  expect(store.get(keyOf('a'))?.value).toBe('next');
});

test('sizes a value by what it holds', () => {
  expect(byteSize('x'.repeat(1_000))).toBeGreaterThanOrEqual(2_000);
  expect(byteSize(new Map([['key', 'x'.repeat(1_000)]]))).toBeGreaterThan(2_000);
  expect(byteSize({ list: Array.from({ length: 100 }, () => 1.5), none: null })).toBeGreaterThan(1_600);
  expect(byteSize(new Float64Array(100))).toBeGreaterThanOrEqual(800);
});
