/** The receiver in a process of its own, for a test that kills it. Deliveries come and answers go over IPC. */

import { systemClock } from '../../src/domain/clock.ts';
import { createEventLog } from '../../src/events/log.ts';
import { createReceiver } from '../../src/events/receive.ts';
import { createMetrics } from '../../src/metrics.ts';
import { openStore } from '../../src/store/store.ts';
import { createSampleAdapter } from './sample-adapter.ts';

const [databaseUrl = '', secret = ''] = process.argv.slice(2);
const store = await openStore(databaseUrl);
const receiver = createReceiver({
  routes: [
    {
      vendorKey: 'sample',
      vendor: 'EQUIWATT',
      tenantId: 'acme',
      token: 't',
      secrets: [secret],
      adapter: createSampleAdapter(),
    },
  ],
  log: createEventLog({ store, clock: systemClock }),
  hub: { wake: () => {} },
  clock: systemClock,
  metrics: createMetrics(),
  logger: { info: () => {}, warn: () => {}, error: () => {} },
});

process.on('message', async ({ body, signature }: { body: string; signature: string }) => {
  const headers = { 'x-signature': signature };
  const { status } = await receiver.receive({ vendorKey: 'sample', token: 't', body: Buffer.from(body), headers });
  process.send?.({ body, status });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
