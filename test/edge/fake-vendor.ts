import { z } from 'zod';
import { AppError } from '../../src/errors.ts';
import { type Call, countFor } from '../../src/upstream/call.ts';
import type { VendorModule } from '../../src/vendors/vendor.ts';

/** A vendor whose one read does what the test says, and that keeps the calls it was handed. */
export interface FakeVendor {
  readonly module: VendorModule;
  readonly calls: Call[];
  behaviour: 'answer' | 'hang' | 'ignoreSignal';
}

export function createFakeVendor(): FakeVendor {
  const vendor: FakeVendor = {
    calls: [],
    behaviour: 'answer',
    module: {
      vendor: 'EQUIWATT',
      configKey: 'equiwatt',
      configSchema: z.strictObject({ baseUrl: z.url() }),
      limits: { classes: { default: {} }, freshness: {} },
      homeMemberKind: 'asset',
      baseUrls: () => ({}),
      createSource: () => ({
        vendor: 'EQUIWATT',
        webhooks: {
          ...{ signingKeyFrom: 'vendor', eventTypes: [] },
          ...{ register: () => Promise.reject(new Error('not here')), test: async () => false },
          registrations: (call) => {
            vendor.calls.push(call);
            countFor(call.trace, 'EQUIWATT').calls += 1;
            return answer(vendor, call);
          },
        },
        ping: async () => {},
        status: () => [
          {
            budgets: [{ window: '1s', limit: 25, remaining: 24, resetsAtMs: 0 }],
            inFlight: 0,
            maxInFlight: null,
            breaker: 'CLOSED',
            cache: { hits: 0, misses: 0, stale: 0 },
            callsToday: 1,
            lastError: null,
            lastSuccessAtMs: null,
          },
        ],
      }),
      webhook: {
        verifyDelivery: () => true,
        parseDelivery: (body) => [
          { type: 'EVENT_STARTED', occurredAt: null, identity: Buffer.from(body).toString('base64'), subject: {} },
        ],
        settings: () => ({ token: 'webhook-token', secrets: ['secret'] }),
      },
    },
  };
  return vendor;
}

async function answer(vendor: FakeVendor, { signal }: Call): Promise<[]> {
  if (vendor.behaviour === 'answer') return [];
  return new Promise((_, reject) => {
    if (vendor.behaviour === 'ignoreSignal') return;
    signal.addEventListener('abort', () => {
      reject(signal.reason instanceof AppError ? signal.reason : new Error('cut'));
    });
  });
}
