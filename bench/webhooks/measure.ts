/** What webhooks and subscriptions take: the figures of cases that say how long. */

import { sendDeliveries, sendForgeries } from './deliveries.ts';
import { startBenchGateway } from './gateway.ts';
import type { ProcessReport } from './report.ts';
import { openSubscribers } from './subscribers.ts';

export interface Load {
  /** Deliveries a second. */
  readonly perSecond: number;
  readonly seconds: number;
  /** Sockets that ask for what only the vendor knows, which never answers. */
  readonly waiting: number;
  /** Sockets that ask for what the log knows. */
  readonly hearing: number;
  /** Refusals of each kind. */
  readonly forgeries: number;
  /** Default a SQLite file. */
  readonly databaseUrl?: string | undefined;
}

export interface Figures {
  /** From when a delivery was due to its answer. */
  readonly answeredAfterMs: readonly number[];
  readonly statuses: ReadonlyMap<number, number>;
  /** From when a delivery was due to each socket that heard of it. */
  readonly heardAfterMs: readonly number[];
  /** Of the gateway under that load. */
  readonly process: ProcessReport;
  readonly refusedKnownMs: readonly number[];
  readonly refusedUnknownMs: readonly number[];
}

const fromVendor = 'subscription { events { occurredAt ... on FlexEventNotice { flexEvent { name } } } }';
const fromLog = 'subscription { events { occurredAt type } }';

/** Longest wait for the last events to be heard, in milliseconds. */
const patienceMs = 10_000;

export async function measureWebhooks(load: Load): Promise<Figures> {
  const gateway = await startBenchGateway(load.databaseUrl);
  try {
    const waiting = await openSubscribers(gateway.url, load.waiting, fromVendor);
    const hearing = await openSubscribers(gateway.url, load.hearing, fromLog);
    await sendDeliveries(gateway.url, { perSecond: load.perSecond, seconds: 1 });
    await until(() => hearing.heard.length >= load.hearing * load.perSecond);
    hearing.heard.length = 0;
    await gateway.report();

    const { answeredAfterMs, statuses, dueAtMs } = await sendDeliveries(gateway.url, load);
    await until(() => hearing.heard.length >= load.hearing * dueAtMs.size);
    const process = await gateway.report();
    const heardAfterMs = hearing.heard.flatMap(({ at, atMs }) => {
      const dueMs = dueAtMs.get(at);
      return dueMs === undefined ? [] : [atMs - dueMs];
    });
    waiting.close();
    hearing.close();
    const { known, unknown } = await sendForgeries(gateway.url, load.forgeries);
    return { answeredAfterMs, statuses, heardAfterMs, process, refusedKnownMs: known, refusedUnknownMs: unknown };
  } finally {
    await gateway.stop();
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (!isSo() && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 20));
}
