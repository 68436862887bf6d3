import { expect, test } from 'vitest';
import { equiwatt, flexEventId } from '../../../bench/backend/flex-events.ts';
import { signatureHeader, toDelivery } from '../../../bench/measure/deliveries.ts';
import { equiwattWebhook } from '../../../src/vendors/equiwatt/webhook.ts';

const { secret } = equiwatt.webhook;

test('a delivery is what wattgraph takes from equiwatt', () => {
  const { body, signature } = toDelivery('EVENT.STARTED', 3, 7);
  const request = { body: Buffer.from(body), headers: { [signatureHeader]: signature } };
  expect(equiwattWebhook.verifyDelivery(request, [secret])).toBe(true);
  expect(equiwattWebhook.parseDelivery(request.body)).toMatchObject([
    { type: 'EVENT_STARTED', subject: { flexEventId: flexEventId(7) } },
  ]);
});

test('no two deliveries are the same to wattgraph, though they are about the same event', () => {
  const identities = Array.from({ length: 50 }, (_, i) => {
    const [event] = equiwattWebhook.parseDelivery(Buffer.from(toDelivery('EVENT.STARTED', i, 7).body));
    return event?.identity;
  });
  expect(new Set(identities).size).toBe(50);
});
