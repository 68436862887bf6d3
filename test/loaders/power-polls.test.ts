import { beforeEach, describe, expect, it } from 'vitest';
import type { PowerReading } from '../../src/domain/entities.ts';
import { AppError } from '../../src/errors.ts';
import { createPowerPolls, type PowerPolls, type PowerUpdate } from '../../src/loaders/power-polls.ts';
import type { Tenant } from '../../src/loaders/tenant.ts';
import type { Call } from '../../src/upstream/call.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

type Answer = PowerReading | AppError | undefined;

let clock: FakeClock;
let polls: PowerPolls;
let calls: { readonly tenant: string; readonly id: string; readonly atMs: number; readonly call: Call }[];
let answer: () => Answer;
let freshMs: number;

const key = { vendor: 'DIGIWATT', id: 'h1' } as const;
const reading = (powerW: number): PowerReading => ({ at: new Date(clock.now()).toISOString(), powerW });

function tenant(id: string): Tenant {
  const power = async ([account = '']: readonly string[], call: Call) => {
    calls.push({ tenant: id, id: account, atMs: clock.now(), call });
    const own = answer();
    return new Map(own === undefined ? [] : [[account, own]]);
  };
  // What a poll reads of a tenant, and nothing else.
  const source = { households: { power, powerFreshMs: () => freshMs } };
  return { id, name: id, sources: new Map([['DIGIWATT', source]]), homeLinks: [] } as never;
}

const secondsOfCalls = () => calls.map(({ atMs }) => (atMs - Date.UTC(2026, 0, 1)) / 1000);
const watts = (update: PowerUpdate | undefined) => (update && 'reading' in update ? update.reading.powerW : update);

beforeEach(() => {
  clock = createFakeClock();
  polls = createPowerPolls({ clock });
  calls = [];
  freshMs = 15_000;
  let next = 100;
  answer = () => reading(next++);
});

describe('power polls', () => {
  it('ask once a freshness for all who listen to a home, and tell all of them the same', async () => {
    const acme = tenant('acme');
    const listeners = Array.from({ length: 50 }, () => polls.subscribe(acme, key));
    for (const expected of [100, 101, 102]) {
      const updates = await Promise.all(listeners.map((one) => one.next()));
      expect(watts(updates[0]?.value)).toBe(expected);
      expect(new Set(updates.map(({ value }) => value)).size).toBe(1);
      await clock.advance(15_000);
    }
    expect(secondsOfCalls()).toEqual([0, 15, 30, 45]);
    expect(calls.every(({ call }) => call.awaitFresh && call.priority === 'refresh')).toBe(true);
  });

  it('slow down while freshness is stretched, to a quarter of an hour at most', async () => {
    polls.subscribe(tenant('acme'), key);
    await clock.advance(0);
    freshMs = 120_000;
    await clock.advance(15_000);
    freshMs = Number.POSITIVE_INFINITY;
    await clock.advance(120_000);
    await clock.advance(900_000);
    expect(secondsOfCalls()).toEqual([0, 15, 135, 1035]);
  });

  it('stop with the last listener, cut what is under way, and begin anew with the next', async () => {
    const acme = tenant('acme');
    const [first, second] = [polls.subscribe(acme, key), polls.subscribe(acme, key)];
    await clock.advance(15_000);
    await first.return?.();
    await clock.advance(15_000);
    expect(calls.length).toBe(3);
    const waiting = second.next().then(() => second.next());
    await second.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await clock.advance(60_000);
    expect([calls.length, clock.sleeping]).toEqual([3, 0]);
    expect(calls.every(({ call }) => call.signal.aborted)).toBe(true);
    expect(watts((await polls.subscribe(acme, key).next()).value)).toBe(103);
  });

  it('keep tenants and homes apart', async () => {
    const listeners = [
      polls.subscribe(tenant('acme'), key),
      polls.subscribe(tenant('other'), key),
      polls.subscribe(tenant('acme'), { ...key, id: 'h2' }),
    ];
    const values = await Promise.all(listeners.map(async (one) => watts((await one.next()).value)));
    expect(values).toEqual([100, 101, 102]);
    expect(calls.map(({ tenant, id }) => `${tenant} ${id}`)).toEqual(['acme h1', 'other h1', 'acme h2']);
  });

  it('tell a failure once, and readings again when they come', async () => {
    const failure = new AppError('VENDOR_UNAVAILABLE', 'down', { vendor: 'DIGIWATT' });
    const answers: Answer[] = [failure, failure, undefined, reading(7), reading(7)];
    answer = () => answers.shift();
    const listener = polls.subscribe(tenant('acme'), key);
    const heard: (string | number | null)[] = [];
    const listening = (async () => {
      for await (const update of listener) heard.push('error' in update ? update.error.code : update.reading.powerW);
    })();
    for (let i = 0; i < 4; i += 1) await clock.advance(15_000);
    expect(heard).toEqual(['VENDOR_UNAVAILABLE', 'BAD_USER_INPUT', 7]);
    await listener.return?.();
    await listening;
  });

  it('wait as long as the vendor asks for', async () => {
    const answers: Answer[] = [new AppError('VENDOR_RATE_LIMITED', 'later', { retryAfterMs: 100_000 }), reading(1)];
    answer = () => answers.shift();
    polls.subscribe(tenant('acme'), key);
    await clock.advance(100_000);
    expect(secondsOfCalls()).toEqual([0, 100]);
  });

  it('give a slow listener the newest only', async () => {
    const listener = polls.subscribe(tenant('acme'), key);
    await listener.next();
    await clock.advance(60_000);
    expect(watts((await listener.next()).value)).toBe(104);
  });
});
