import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../src/errors.ts';
import type { WebhookAdapterLike } from '../../src/events/receive.ts';
import { sampleEvent } from './sample.ts';

export function sign(body: Uint8Array | string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** A vendor that signs with HMAC in `x-signature` and sends `{ "ids": [...] }`, an event for each id. */
export function createSampleAdapter(): WebhookAdapterLike & { readonly judged: string[][] } {
  const judged: string[][] = [];
  return {
    judged,
    verifyDelivery: ({ body, headers }, secrets) => {
      judged.push([...secrets]);
      const given = Buffer.from(String(headers['x-signature'] ?? ''), 'hex');
      const fits = secrets.map((secret) => {
        const expected = Buffer.from(sign(body, secret), 'hex');
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
      return fits.includes(true);
    },
    parseDelivery: (body) => {
      const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
      const ids = typeof parsed === 'object' && parsed !== null && 'ids' in parsed ? parsed.ids : undefined;
      if (!Array.isArray(ids)) throw new AppError('VENDOR_CONTRACT', 'ids is missing', { vendor: 'EQUIWATT' });
      return ids.map((id) => sampleEvent(String(id)));
    },
  };
}
