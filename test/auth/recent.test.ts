import { beforeEach, expect, test } from 'vitest';
import type { Principal } from '../../src/auth/principal.ts';
import { createRecentCredentials, type RecentCredentials } from '../../src/auth/recent.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

let clock: FakeClock;
let recent: RecentCredentials;
beforeEach(() => {
  clock = createFakeClock();
  recent = createRecentCredentials(clock);
});

const principal: Principal = { tenantId: 'acme', name: 'web', roles: new Set(['read']), expiresAtMs: null };

test('knows who was let in, and nobody else', () => {
  recent.note('key', principal, Number.POSITIVE_INFINITY);
  expect(recent.find('key')).toBe(principal);
  expect(recent.find('ke')).toBeUndefined();
  expect(recent.find('key ')).toBeUndefined();
});

test('knows nobody beyond the end of the credential', async () => {
  recent.note('token', principal, clock.now() + 2_000);
  await clock.advance(1_999);
  expect(recent.find('token')).toBe(principal);
  await clock.advance(1);
  expect(recent.find('token')).toBeUndefined();
});

test('forgets everybody within ten seconds, however often they come', async () => {
  recent.note('key', principal, Number.POSITIVE_INFINITY);
  for (let second = 0; second < 9; second += 1) {
    await clock.advance(1_000);
    expect(recent.find('key')).toBe(principal);
  }
  await clock.advance(1_000);
  expect(recent.find('key')).toBeUndefined();
});

test('holds a thousand credentials at most', () => {
  for (let i = 0; i <= 1_000; i += 1) recent.note(`key-${i}`, principal, Number.POSITIVE_INFINITY);
  const held = Array.from({ length: 1_001 }, (_, i) => recent.find(`key-${i}`)).filter((found) => found);
  expect(held.length).toBeLessThanOrEqual(1_000);
  expect(recent.find('key-1000')).toBe(principal);
});
