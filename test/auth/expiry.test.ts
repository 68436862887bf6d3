import { expect, it } from 'vitest';
import { untilExpired } from '../../src/auth/expiry.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const principal = (expiresAtMs: number | null) => ({ tenantId: 'acme', name: 'ann', roles: new Set([]), expiresAtMs });

it('resolves when the credential ends, even after the longest time a timer can count', async () => {
  const clock = createFakeClock(0);
  const years = 60 * 86_400_000;
  let expired = false;
  void untilExpired(principal(years), clock, new AbortController().signal).then(() => {
    expired = true;
  });
  await clock.advance(years - 1);
  expect(expired).toBe(false);
  await clock.advance(1);
  expect(expired).toBe(true);
});

it('resolves at once for a credential that has ended', async () => {
  await untilExpired(principal(5), createFakeClock(10), new AbortController().signal);
});

it('leaves no timer behind when it is no longer waited for', async () => {
  const clock = createFakeClock(0);
  const stop = new AbortController();
  const waiting = untilExpired(principal(1000), clock, stop.signal);
  expect(clock.sleeping).toBe(1);
  stop.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  expect(clock.sleeping).toBe(0);
});
