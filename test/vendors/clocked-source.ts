/** A vendor's source over the real upstream at an hour of the test's choosing. */

import pino from 'pino';
import { createMetrics } from '../../src/metrics.ts';
import { type Call, createCallTrace } from '../../src/upstream/call.ts';
import type { Upstream } from '../../src/upstream/connection.ts';
import { createUpstream } from '../../src/upstream/upstream.ts';
import type { VendorModule, VendorSource } from '../../src/vendors/vendor.ts';
import type { FakeClock } from '../support/fake-clock.ts';

export interface ClockedSource {
  readonly source: VendorSource;
  /** For another tenant's source beside it. */
  readonly upstream: Upstream;
  /** A fresh operation that may take ten seconds of the clock. */
  newCall(): Call;
  stop(): Promise<void>;
}

export function openClocked<Config>(
  module: VendorModule<Config>,
  config: Config,
  clock: FakeClock,
  shared: { readonly tenantId?: string; readonly upstream?: Upstream } = {},
): ClockedSource {
  const log = pino({ level: 'silent' });
  const upstream = shared.upstream ?? createUpstream({ clock, metrics: createMetrics(), log, allowPrivateHosts: true });
  const tenantId = shared.tenantId ?? 'tenant';
  return {
    upstream,
    source: module.createSource(config, { tenantId, upstream, clock }),
    newCall: () => ({
      signal: new AbortController().signal,
      deadlineMs: clock.now() + 10_000,
      priority: 'interactive',
      trace: createCallTrace(),
    }),
    stop: () => upstream.stop(),
  };
}
