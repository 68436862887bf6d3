/** What a process and the cores have used, from /proc. */

import { readFileSync } from 'node:fs';

/** Ticks a second in /proc: USER_HZ, 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

export interface ProcessUsage {
  /** User and system time of all its threads, in seconds. */
  readonly cpuSeconds: number;
  /** Resident set, in bytes. */
  readonly rssBytes: number;
}

export function readUsage(pid: number): ProcessUsage {
  return {
    cpuSeconds: parseCpuSeconds(readFileSync(`/proc/${pid}/stat`, 'utf8')),
    rssBytes: parseRssBytes(readFileSync(`/proc/${pid}/status`, 'utf8')),
  };
}

/** @param stat text of /proc/PID/stat; the name in it may hold spaces and parentheses */
export function parseCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** @param status text of /proc/PID/status */
export function parseRssBytes(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Seconds each core was busy since the machine started, by number. */
export function readCoreSeconds(): readonly number[] {
  return parseCoreSeconds(readFileSync('/proc/stat', 'utf8'));
}

/** @param stat text of /proc/stat */
export function parseCoreSeconds(stat: string): readonly number[] {
  return [...stat.matchAll(/^cpu\d+ (.+)$/gm)].map(([, line = '']) => {
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(' ').map(Number);
    return (user + nice + system + irq + softirq) / ticksPerSecond;
  });
}
