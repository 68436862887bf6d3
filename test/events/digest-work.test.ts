/** An unknown token costs what a bad signature costs: counted in digests and comparisons, which is where the time goes. */

import { createHmac, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { createReceiver, type Delivery, type WebhookRoute } from '../../src/events/receive.ts';
import { createMetrics } from '../../src/metrics.ts';
import { equiwatt } from '../../src/vendors/equiwatt/index.ts';
import { wattshift } from '../../src/vendors/wattshift/index.ts';

const work = vi.hoisted(() => ({ done: [] as string[] }));

vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>();
  const counted = <Args extends unknown[], Result>(name: string, run: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      work.done.push(name);
      return run(...args);
    };
  };
  return {
    ...crypto,
    createHmac: counted('hmac', crypto.createHmac),
    createHash: counted('hash', crypto.createHash),
    hash: counted('hash', crypto.hash),
    timingSafeEqual: counted('comparison', crypto.timingSafeEqual),
  };
});

const secret = 'the-secret';
const body = Buffer.from(
  JSON.stringify({ eventType: 'PRICE_SIGNAL', data: {}, pad: randomBytes(2_000).toString('hex') }),
);
const equiwattSignature = (key: string) => `equsha256=${createHmac('sha256', key).update(body).digest('hex')}`;

const vendors = {
  equiwatt: { module: equiwatt, signed: (key: string) => ({ 'equiwatt-webhook-signature': equiwattSignature(key) }) },
  wattshift: { module: wattshift, signed: (key: string) => ({ 'x-ws-security-key': key }) },
};

describe.each(['equiwatt', 'wattshift'] as const)('a delivery of %s that is refused', (vendorKey) => {
  const { module, signed } = vendors[vendorKey];

  const receiverWith = (secrets: readonly string[], refreshSecrets?: () => Promise<void>) => {
    const route: WebhookRoute = {
      ...{ vendorKey, vendor: module.vendor, tenantId: 'acme', token: 'known', secrets },
      adapter: module.webhook!,
    };
    const unused = () => Promise.reject(new Error('nothing is to be stored'));
    return createReceiver({
      routes: [route],
      log: { append: unused, putDeadLetter: unused, deadLetter: unused, removeDeadLetter: unused },
      hub: { wake: () => {} },
      clock: systemClock,
      metrics: createMetrics(),
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      ...(refreshSecrets && { refreshSecrets }),
    });
  };

  beforeEach(() => {
    work.done = [];
  });

  it.each([
    ['one secret', [secret], false],
    ['two, while they rotate', [secret, 'the-old-one'], false],
    ['none as yet', [], false],
    ['one that may be changed by another replica', [secret], true],
  ] as const)(
    'costs the same work, and says the same, for an unknown token as for a bad signature: %s',
    async (...given) => {
      const [, secrets, refreshes] = given;
      const receiver = receiverWith(secrets, refreshes ? async () => {} : undefined);
      const costOf = async (token: string, headers: Delivery['headers']) => {
        work.done = [];
        const answer = await receiver.receive({ vendorKey, token, body, headers });
        return { answer, work: work.done.toSorted() };
      };
      const wrong = signed('another-secret');
      const badSignature = await costOf('known', wrong);
      expect(badSignature.answer.status).toBe(401);
      expect(badSignature.work.filter((name) => name === 'comparison')).toHaveLength(refreshes ? 4 : 2);
      expect(badSignature.work.length).toBeGreaterThan(4);
      expect(await costOf('unknown', wrong)).toEqual(badSignature);
      expect(await costOf('unknown', signed(secret))).toEqual(badSignature);
      const unsigned = await costOf('known', {});
      expect(unsigned.answer).toEqual(badSignature.answer);
      expect(await costOf('unknown', {})).toEqual(unsigned);
    },
  );
});
