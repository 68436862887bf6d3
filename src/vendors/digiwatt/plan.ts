/** Which windows to read for ranges of time: as few reads as can be, and the smallest that do. */

import { AppError } from '../../errors.ts';
import type { ReadWindow, Span, WindowName } from './periods.ts';

/** A part of a range, to be taken from a window. */
export interface Piece extends Span {
  readonly window: WindowName;
}

/**
 * The pieces of each range of one account, in order of time; a range that begins before all windows is refused.
 * Nothing is asked of the future: ranges end at `nowMs` at the latest, and one that begins there has no pieces.
 */
export function planReads<Range extends Span>(
  ranges: readonly Range[],
  windows: readonly ReadWindow[],
  nowMs: number,
): ReadonlyMap<Range, readonly Piece[] | AppError> {
  const plans = new Map<Range, readonly Piece[] | AppError>();
  const chosen = new Set<WindowName>();
  // Longest first: a window read for a long range often holds the short ones.
  for (const range of ranges.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    const pieces = cover({ fromMs: range.fromMs, toMs: Math.min(range.toMs, nowMs) }, windows, chosen);
    for (const { window } of pieces ?? []) chosen.add(window);
    plans.set(range, pieces ?? rangeNotAvailable(windows));
  }
  return plans;
}

function cover(range: Span, windows: readonly ReadWindow[], chosen: ReadonlySet<WindowName>): Piece[] | undefined {
  const pieces: Piece[] = [];
  let atMs = range.fromMs;
  while (atMs < range.toMs) {
    const reach = (window: ReadWindow) => Math.min(window.toMs, range.toMs);
    const [best] = windows
      .filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)
      .sort(
        (a, b) =>
          reach(b) - reach(a) || Number(chosen.has(b.name)) - Number(chosen.has(a.name)) || lengthOf(a) - lengthOf(b),
      );
    if (!best) return undefined;
    pieces.push({ window: best.name, fromMs: atMs, toMs: reach(best) });
    atMs = reach(best);
  }
  return pieces;
}

function rangeNotAvailable(windows: readonly ReadWindow[]): AppError {
  const earliestMs = Math.min(...windows.map(({ fromMs }) => fromMs));
  const ranges = windows.map(({ name, fromMs, toMs }) => `${name} ${iso(fromMs)} to ${iso(toMs)}`);
  return new AppError(
    'RANGE_NOT_AVAILABLE',
    `DIGIWATT has readings from ${iso(earliestMs)} on. It can give: ${ranges.join('; ')}.`,
    { vendor: 'DIGIWATT', argument: 'from' },
  );
}

function lengthOf({ fromMs, toMs }: Span): number {
  return toMs - fromMs;
}

function iso(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'second' });
}
