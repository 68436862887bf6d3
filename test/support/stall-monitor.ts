import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 10;
const delays = monitorEventLoopDelay({ resolution: resolutionMs });
delays.enable();

/** How long this process' event loop was held up at most since last asked, in milliseconds. */
export function takeLongestStallMs(): number {
  const longestMs = Math.max(0, delays.max / 1e6 - resolutionMs);
  delays.reset();
  return longestMs;
}
