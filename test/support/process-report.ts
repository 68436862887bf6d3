/** Preloaded into a process under test: answers what the test asks of the process over IPC. */

import { takeLongestStallMs } from './stall-monitor.ts';

/** Milliseconds since last asked; bytes held after a garbage collection. */
export type Question = 'stall?' | 'live bytes?';

const answers: Readonly<Record<Question, () => number>> = {
  'stall?': takeLongestStallMs,
  'live bytes?': () => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
};

process.on('message', (question: Question) => process.send?.(answers[question]()));
process.channel?.unref();
