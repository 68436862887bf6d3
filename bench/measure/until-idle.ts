/** Waits for a server to end what a load that was cut off has left it with: whoever comes next on its core is not to pay for it. */

import { setTimeout } from 'node:timers/promises';
import { readUsage } from '../process/usage.ts';

const lookMs = 250;
const idleShare = 0.1;

/** Resolves when the process has left its core alone for a moment, or will not within the limit, in milliseconds. */
export async function untilIdle(pid: number, limitMs = 20_000): Promise<void> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += lookMs) {
    const { cpuSeconds } = readUsage(pid);
    await setTimeout(lookMs);
    if (readUsage(pid).cpuSeconds - cpuSeconds < (idleShare * lookMs) / 1_000) return;
  }
}
