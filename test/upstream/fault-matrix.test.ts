/** Each fault at the engine alone, on a clock turned by hand; test/e2e/partial-failure.test.ts plays them at each vendor, through the gateway. */

import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import { getThing, type Rig, startRig } from './rig.ts';

let rig: Rig;
afterEach(() => rig.stop());

const faults: [Fault, string][] = [
  [{ kind: 'hang' }, 'VENDOR_TIMEOUT'],
  [{ kind: 'latency', ms: 30_000 }, 'VENDOR_TIMEOUT'],
  [{ kind: 'slowDrip', ms: 200 }, 'VENDOR_TIMEOUT'],
  [{ kind: 'reset' }, 'VENDOR_UNAVAILABLE'],
  [{ kind: 'truncated' }, 'VENDOR_UNAVAILABLE'],
  [{ kind: 'status', status: 500 }, 'VENDOR_UNAVAILABLE'],
  [{ kind: 'status', status: 503, headers: { 'retry-after': '120' } }, 'VENDOR_UNAVAILABLE'],
  [{ kind: 'status', status: 429 }, 'VENDOR_RATE_LIMITED'],
  [{ kind: 'wrongType' }, 'VENDOR_CONTRACT'],
  [{ kind: 'hugeBody', bytes: 300_000 }, 'VENDOR_CONTRACT'],
];

describe.each(faults)('fault %o', (fault, code) => {
  const setUp = async () => {
    const json = { text: 'x'.repeat(2_000) };
    rig = await startRig(() => ({ status: 200, json }), {}, { maxBodyBytes: 100_000, timeoutMs: 2_000 });
    const load = async (call: ReturnType<Rig['call']>) => (await rig.connection.send(getThing, call)).body;
    return () => rig.connection.read({ resource: 'thing', params: {}, load }, rig.call());
  };

  test('is its error when nothing is cached, within the deadline', async () => {
    const read = await setUp();
    rig.server.faults.add(fault);
    const startMs = rig.clock.now();
    await expect(rig.until(read())).rejects.toMatchObject({ code, details: { vendor: 'ENERKEY' } });
    expect(rig.clock.now() - startMs).toBeLessThanOrEqual(10_000);
  });

  test('is answered with the old value when there is one', async () => {
    const read = await setUp();
    const bornMs = rig.clock.now();
    await read();
    await rig.clock.advance(300_000);
    rig.server.faults.add(fault);
    expect(await rig.until(read())).toMatchObject({ asOfMs: bornMs, stale: true });
  });
});
