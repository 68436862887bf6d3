/** Preloaded into a process under test: answers every IPC message with its longest stall since the last one. */

import { takeLongestStallMs } from './stall-monitor.ts';

process.on('message', () => process.send?.(takeLongestStallMs()));
process.channel?.unref();
