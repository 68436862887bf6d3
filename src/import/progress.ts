/** How an import gets on, for whoever looks on: a bar that moves on a terminal, else lines. */

import type { Clock } from '../domain/clock.ts';
import type { ImportProgress } from '../jobs/file-import.ts';

export interface ProgressOptions {
  readonly clock: Clock;
  /** What is counted: `points`. */
  readonly unit: string;
  readonly print: (line: string) => void;
  /** Takes the place of `print` where somebody looks on. */
  readonly terminal?: { write(text: string): unknown };
}

const barWidth = 30;
/** Steps that follow closer than this on one that was printed are not, milliseconds; the last one always is. */
const betweenLinesMs = 1_000;

export function createProgress({ clock, unit, print, terminal }: ProgressOptions) {
  const startMs = clock.now();
  let first: number | undefined;
  let printedMs = Number.NEGATIVE_INFINITY;
  return ({ done, total, error }: ImportProgress) => {
    first ??= done;
    const seconds = (clock.now() - startMs) / 1000;
    const leftSeconds = done > first ? Math.ceil(((total - done) * seconds) / (done - first)) : undefined;
    const numbers = `${done} of ${total} ${unit}`;
    const more = error ? `; ${error.code}, trying again` : leftSeconds === undefined ? '' : `; ${leftSeconds} s left`;
    if (!terminal) {
      if (done === total || clock.now() - printedMs >= betweenLinesMs) {
        printedMs = clock.now();
        print(numbers + more);
      }
      return;
    }
    const filled = Math.round((barWidth * done) / total);
    terminal.write(`\r[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${numbers}${more}\u001b[K`);
    if (done === total) terminal.write('\n');
  };
}
