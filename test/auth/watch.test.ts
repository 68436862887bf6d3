import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../src/auth/authenticate.ts';
import type { Principal } from '../../src/auth/principal.ts';
import { type CredentialWatch, createCredentialWatch } from '../../src/auth/watch.ts';
import { AppError } from '../../src/errors.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const principal: Principal = { tenantId: 'acme', name: 'k', roles: new Set(['read', 'events']), expiresAtMs: null };
const credentials = (apiKey: string): Credentials => ({ apiKey, address: '127.0.0.1' });
const open = new AbortController().signal;

let clock: FakeClock;
let watch: CredentialWatch;
let looks: (string | undefined)[];
let judge: () => Principal;

beforeEach(() => {
  clock = createFakeClock();
  looks = [];
  judge = () => principal;
  const authenticate = async ({ apiKey }: Credentials) => {
    looks.push(apiKey);
    return judge();
  };
  watch = createCredentialWatch({ authenticator: { authenticate, known: () => undefined }, clock });
});

/** Whether each has ended. */
function follow(watches: readonly Promise<void>[]): boolean[] {
  const ended = watches.map(() => false);
  for (const [i, one] of watches.entries())
    one.then(
      () => {
        ended[i] = true;
      },
      () => {},
    );
  return ended;
}

const refuse = () => {
  throw new AppError('UNAUTHENTICATED', 'no');
};

describe('a credential of an open connection', () => {
  it('ends within 5 s of being revoked, for all its connections, at one look for all of them', async () => {
    const ended = follow([1, 2, 3].map(() => watch.untilEnded(credentials('a'), principal, open)));
    await clock.advance(6_000);
    expect([looks, ended]).toEqual([
      ['a', 'a'],
      [false, false, false],
    ]);
    judge = refuse;
    await clock.advance(5_000);
    expect(ended).toEqual([true, true, true]);
    await clock.advance(60_000);
    expect([looks.length, clock.sleeping]).toEqual([3, 0]);
  });

  it('ends when it stands for another tenant or other roles by now, and stays while the order of roles differs', async () => {
    const ended = follow([watch.untilEnded(credentials('a'), principal, open)]);
    judge = () => ({ ...principal, roles: new Set(['events', 'read']) });
    await clock.advance(3_000);
    expect(ended).toEqual([false]);
    judge = () => ({ ...principal, roles: new Set(['read']) });
    await clock.advance(3_000);
    expect(ended).toEqual([true]);
    const moved = follow([watch.untilEnded(credentials('a'), principal, open)]);
    judge = () => ({ ...principal, tenantId: 'other' });
    await clock.advance(3_000);
    expect(moved).toEqual([true]);
  });

  it('stays while it cannot be judged', async () => {
    const ended = follow([watch.untilEnded(credentials('a'), principal, open)]);
    judge = () => {
      throw new AppError('TOO_MANY_REQUESTS', 'later');
    };
    await clock.advance(30_000);
    judge = () => {
      throw new Error('broken');
    };
    await clock.advance(30_000);
    expect(ended).toEqual([false]);
  });

  it('is looked at no more when its last connection is gone', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const watches = [first, second].map(({ signal }) => watch.untilEnded(credentials('a'), principal, signal));
    first.abort(new Error('gone'));
    await expect(watches[0]).rejects.toThrow('gone');
    await clock.advance(3_000);
    second.abort(new Error('gone'));
    await expect(watches[1]).rejects.toThrow('gone');
    await clock.advance(30_000);
    expect([looks, clock.sleeping]).toEqual([['a'], 0]);
  });

  it('ends by its time when it has one, without a look', async () => {
    const token = { ...principal, expiresAtMs: clock.now() + 20_000 };
    const ended = follow([watch.untilEnded(credentials('t'), token, open)]);
    judge = refuse;
    await clock.advance(19_999);
    expect(ended).toEqual([false]);
    await clock.advance(1);
    expect([ended, looks]).toEqual([[true], []]);
  });
});
