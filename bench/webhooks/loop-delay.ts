/** Preloaded into the gateway: answers every IPC message with the p99 of its event loop's delay since the last one. */

import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 10;
const delays = monitorEventLoopDelay({ resolution: resolutionMs });
delays.enable();

process.on('message', () => {
  process.send?.(Math.max(0, delays.percentile(99) / 1e6 - resolutionMs));
  delays.reset();
});
process.channel?.unref();
