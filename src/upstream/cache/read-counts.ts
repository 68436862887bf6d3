import type { Metrics } from '../../metrics.ts';
import { type Call, countFor } from '../call.ts';
import type { TenantScope } from '../key.ts';

/** How a read was answered: hit and stale from the cache, coalesced by a load under way, miss by one of its own. */
export type ReadResult = 'hit' | 'stale' | 'coalesced' | 'miss';

/** Counts the reads of a connection: for its status, the metrics and the operation's trace. */
export class ReadCounts {
  readonly #scope: TenantScope;
  readonly #metrics: Metrics;
  hits = 0;
  misses = 0;
  stale = 0;

  constructor(scope: TenantScope, metrics: Metrics) {
    this.#scope = scope;
    this.#metrics = metrics;
  }

  add(result: ReadResult, reads: number, call: Call): void {
    if (reads === 0) return;
    const { vendor } = this.#scope;
    this.#metrics.cacheReads.inc({ vendor, result }, reads);
    if (result === 'hit') this.hits += reads;
    if (result === 'miss') this.misses += reads;
    if (result === 'stale') this.stale += reads;
    if (result === 'miss' || result === 'coalesced') return;
    const traced = countFor(call.trace, vendor);
    traced.cacheHits += reads;
    if (result === 'stale') traced.stale += reads;
  }
}
