/** One round: load for some seconds, and what it cost on either side. */

import type { LoadAnswer } from '../load/wrk.ts';
import { cores } from '../process/spawn-server.ts';
import { readCoreSeconds, readUsage } from '../process/usage.ts';

export interface Sample {
  readonly requestsPerSecond: number;
  /** CPU time of the server for a request, microseconds. */
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Bytes of an answer, headers included. */
  readonly answerBytes: number;
  /** Vendor calls for a request; what was under way when the time was up counts as calls but not as requests. */
  readonly callsPerRequest: number;
  /** Answers of 400 and above, broken connections and timeouts. */
  readonly failed: number;
  /** Shares of the time, 0 to 1: the server's own CPU, its core, and the core of the load and the vendor. */
  readonly serverBusy: number;
  readonly serverCoreBusy: number;
  readonly loadCoreBusy: number;
  readonly rssBytes: number;
}

export interface Round {
  readonly pid: number;
  load(): Promise<LoadAnswer>;
  /** Sets the vendor's count to zero once the calls of the round before have ended. */
  settle(): Promise<void>;
  /** Calls the vendor has had since. */
  takeCalls(): Promise<number>;
}

export async function measureRound({ pid, load, settle, takeCalls }: Round): Promise<Sample> {
  await settle();
  const before = { usage: readUsage(pid), cores: readCoreSeconds(), atMs: performance.now() };
  const answer = await load();
  const seconds = (performance.now() - before.atMs) / 1000;
  const usage = readUsage(pid);
  const coreSeconds = readCoreSeconds();
  const callsPerRequest = (await takeCalls()) / answer.requests;
  const busy = (core: number) => ((coreSeconds[core] ?? 0) - (before.cores[core] ?? 0)) / seconds;
  const cpuSeconds = usage.cpuSeconds - before.usage.cpuSeconds;
  const { requests } = answer;
  return {
    requestsPerSecond: requests / answer.seconds,
    cpuUs: (cpuSeconds * 1e6) / requests,
    ...{ p50Ms: answer.p50Ms, p95Ms: answer.p95Ms, p99Ms: answer.p99Ms },
    answerBytes: answer.bytes / requests,
    callsPerRequest,
    failed: answer.failedStatus + answer.failedSocket + answer.timeouts,
    serverBusy: cpuSeconds / seconds,
    serverCoreBusy: busy(cores.server),
    loadCoreBusy: busy(cores.load),
    rssBytes: usage.rssBytes,
  };
}
