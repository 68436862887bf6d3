import { afterEach, expect, test } from 'vitest';
import { Breaker, type Health } from '../../../src/upstream/resilience/breaker.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { getThing, type Rig, startRig } from '../rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
});

function setUp() {
  const clock = createFakeClock();
  const breaker = new Breaker(clock, () => 0);
  const see = (...results: Health[]) => {
    for (const health of results) breaker.report(breaker.admit(), health);
  };
  return { clock, breaker, see };
}

test('opens when five of the last calls failed and half of them at least', () => {
  const { breaker, see } = setUp();
  see('failing', 'failing', 'failing', 'failing', 'unknown');
  expect(breaker.state).toBe('CLOSED');
  see('failing');
  expect(breaker.state).toBe('OPEN');
  const other = setUp();
  other.see(
    ...Array.from({ length: 6 }, () => 'alive' as const),
    ...Array.from({ length: 5 }, () => 'failing' as const),
  );
  expect(other.breaker.state).toBe('CLOSED');
});

test('forgets failures after twenty seconds', async () => {
  const { clock, breaker, see } = setUp();
  see('failing', 'failing', 'failing', 'failing');
  await clock.advance(20_000);
  see('failing');
  expect(breaker.state).toBe('CLOSED');
});

test('lets exactly one of many through half open, and opens for longer each time that one fails', async () => {
  const { clock, breaker, see } = setUp();
  see('failing', 'failing', 'failing', 'failing', 'failing');
  for (const openMs of [4_000, 8_000, 16_000, 32_000, 48_000, 48_000]) {
    await clock.advance(openMs - 1);
    expect(breaker.admit().admitted).toBe(false);
    await clock.advance(1);
    const admissions = Array.from({ length: 50 }, () => breaker.admit());
    const [probe, ...more] = admissions.filter(({ admitted }) => admitted);
    expect(more).toEqual([]);
    breaker.report(probe!, 'failing');
    expect(breaker.state).toBe('OPEN');
  }
});

test('lets the next probe through when one was given up', async () => {
  const { clock, breaker, see } = setUp();
  see('failing', 'failing', 'failing', 'failing', 'failing');
  await clock.advance(4_000);
  breaker.report(breaker.admit(), 'unknown');
  const probe = breaker.admit();
  expect(probe).toEqual({ admitted: true, probe: true });
  breaker.report(probe, 'alive');
  expect(breaker.state).toBe('CLOSED');
});

test('answers within 5 ms while open, without a vendor call', async () => {
  rig = await startRig();
  const { connection, server, call } = rig;
  server.faults.add({ kind: 'status', status: 503 });
  for (let i = 0; i < 5; i += 1) {
    await connection.send({ ...getThing, idempotent: false }, call()).catch(() => undefined);
  }
  const seen = server.calls.length;
  const tookMs: number[] = [];
  for (let i = 0; i < 200; i += 1) {
    const startMs = performance.now();
    await expect(connection.send(getThing, call())).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
    tookMs.push(performance.now() - startMs);
  }
  expect(tookMs.sort((a, b) => a - b)[100]).toBeLessThanOrEqual(5);
  expect(server.calls).toHaveLength(seen);
});

test('costs a vendor that is wholly down a tenth more calls at most, at a hundred a second', async () => {
  rig = await startRig();
  const { clock, connection, server, call } = rig;
  server.faults.add({ kind: 'status', status: 503 });
  const asked: Promise<unknown>[] = [];
  for (let i = 0; i < 1_000; i += 1) {
    asked.push(connection.send({ ...getThing, path: `/thing/${i}` }, call()).catch(() => undefined));
    await clock.advance(10);
  }
  await rig.until(Promise.all(asked));
  const first = new Set(server.calls.map(({ path }) => path)).size;
  expect(first).toBeGreaterThan(0);
  expect(server.calls.length).toBeLessThanOrEqual(Math.max(first + 1, first * 1.1));
});
