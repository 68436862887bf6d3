/** Preloaded into the gateway: answers every IPC message with what its process has been through since the last one. */

import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface ProcessReport {
  /** p99 of how late the event loop was, in milliseconds. */
  readonly loopDelayMs: number;
  /** Share of the time in which it kept a processor busy, 0 to 1 for each. */
  readonly busy: number;
}

const resolutionMs = 10;
const delays = monitorEventLoopDelay({ resolution: resolutionMs });
delays.enable();
let usage = process.cpuUsage();
let sinceMs = performance.now();

process.on('message', () => {
  const { user, system } = process.cpuUsage(usage);
  const report: ProcessReport = {
    loopDelayMs: Math.max(0, delays.percentile(99) / 1e6 - resolutionMs),
    busy: (user + system) / 1e3 / (performance.now() - sinceMs),
  };
  delays.reset();
  usage = process.cpuUsage();
  sinceMs = performance.now();
  process.send?.(report);
});
process.channel?.unref();
