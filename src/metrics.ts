/** Every metric of the gateway, in one table; layers get this object and count. Labels never carry ids or secrets. */

import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { TallyCounter } from './metrics/tally-counter.ts';
import { TallyHistogram } from './metrics/tally-histogram.ts';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requests: new TallyCounter({
      name: 'wattgraph_requests_total',
      help: 'GraphQL operations answered, by transport, kind of operation and outcome (ok or error code of the first error).',
      labelNames: ['transport', 'operation', 'outcome'] as const,
      registers,
    }),
    answers: new TallyCounter({
      name: 'wattgraph_answers_total',
      help: 'Queries by where their answer came from: executed, shared (an execution under way), kept (from before).',
      labelNames: ['source'] as const,
      registers,
    }),
    requestSeconds: new TallyHistogram({
      name: 'wattgraph_request_duration_seconds',
      help: 'Time from a GraphQL request to its answer, in seconds.',
      labelNames: ['operation'] as const,
      buckets: seconds,
      registers,
    }),
    vendorCalls: new Counter({
      name: 'wattgraph_vendor_calls_total',
      help: 'HTTP requests sent to vendors, retries included, by outcome (ok or error code).',
      labelNames: ['vendor', 'operation', 'outcome'] as const,
      registers,
    }),
    vendorCallSeconds: new Histogram({
      name: 'wattgraph_vendor_call_duration_seconds',
      help: 'Time of one HTTP request to a vendor, in seconds.',
      labelNames: ['vendor'] as const,
      buckets: seconds,
      registers,
    }),
    cacheReads: new Counter({
      name: 'wattgraph_cache_reads_total',
      help: 'Reads of the vendor cache, by result: hit, miss, stale, coalesced.',
      labelNames: ['vendor', 'result'] as const,
      registers,
    }),
    budgetRemaining: new Gauge({
      name: 'wattgraph_budget_remaining',
      help: 'Calls a budget still holds, by vendor, tenant and window.',
      labelNames: ['vendor', 'tenant', 'window'] as const,
      registers,
    }),
    subscriptions: new Gauge({
      name: 'wattgraph_subscriptions',
      help: 'Open GraphQL subscriptions, by transport.',
      labelNames: ['transport'] as const,
      registers,
    }),
    slowSubscribers: new Counter({
      name: 'wattgraph_slow_subscribers_total',
      help: 'Subscriptions ended because their client took events more slowly than they came, by transport.',
      labelNames: ['transport'] as const,
      registers,
    }),
    webhooks: new Counter({
      name: 'wattgraph_webhook_deliveries_total',
      help: 'Webhook deliveries, by vendor and outcome: stored, duplicate, rejected, dead_letter, unavailable, too_large.',
      labelNames: ['vendor', 'outcome'] as const,
      registers,
    }),
    contractViolations: new Counter({
      name: 'wattgraph_vendor_contract_violations_total',
      help: 'Vendor answers or parts of them that do not fit the contract.',
      labelNames: ['vendor', 'operation'] as const,
      registers,
    }),
  };
}
