/** One round of load on a server, and what it cost on either side. */

import type { LoadAnswer } from '../load/wrk.ts';
import { cores } from '../process/spawn-server.ts';
import { readCoreSeconds, readUsage } from '../process/usage.ts';
import type { Sample } from '../rows/row.ts';

export interface Measured {
  readonly requests: number;
  readonly sample: Sample;
}

/** @throws Error when a request failed, or none was answered: such a round says nothing */
export async function measureLoad(pid: number, load: () => Promise<LoadAnswer>): Promise<Measured> {
  const { result, used } = await measureUse(pid, load);
  const failed = result.failedStatus + result.failedSocket + result.timeouts;
  if (failed > 0) throw new Error(`${failed} of ${result.requests} requests failed`);
  if (result.requests === 0) throw new Error('no request was answered in a whole round');
  const { requests, p50Ms, p95Ms, p99Ms } = result;
  const sample = {
    perSecond: requests / result.seconds,
    cpuUs: (used.cpuSeconds * 1e6) / requests,
    ...{ p50Ms, p95Ms, p99Ms, answerBytes: result.bytes / requests },
    ...used.shares,
  };
  return { requests, sample };
}

export interface Use {
  readonly cpuSeconds: number;
  readonly shares: Required<Pick<Sample, 'serverBusy' | 'serverCoreBusy' | 'loadCoreBusy' | 'rssBytes'>>;
}

/** What a process and the two cores did meanwhile. */
export async function measureUse<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly used: Use }> {
  const before = { usage: readUsage(pid), cores: readCoreSeconds(), atMs: performance.now() };
  const result = await work();
  const seconds = (performance.now() - before.atMs) / 1000;
  const usage = readUsage(pid);
  const coreSeconds = readCoreSeconds();
  const busy = (core: number) => ((coreSeconds[core] ?? 0) - (before.cores[core] ?? 0)) / seconds;
  const cpuSeconds = usage.cpuSeconds - before.usage.cpuSeconds;
  const shares = {
    serverBusy: cpuSeconds / seconds,
    serverCoreBusy: busy(cores.server),
    loadCoreBusy: busy(cores.load),
    rssBytes: usage.rssBytes,
  };
  return { result, used: { cpuSeconds, shares } };
}
