import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** The most memory that a running process has held at once (resident, bytes), as Linux counts it. */
export async function peakMemoryBytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (!kilobytes) throw new Error(`process ${pid} tells no peak of its memory`);
  return Number(kilobytes) * 1024;
}
