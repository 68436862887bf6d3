/** Runs of values, cut and joined; what meters have in common is cut once. */

import { concat } from '../../domain/concat.ts';
import type { ValueRun } from './map.ts';
import type { Span } from './plan.ts';

/**
 * Cuts runs to the values that start within the span. Runs that share their columns of time, as those of one answer do,
 * share them afterwards, too.
 */
export function createCut({ fromMs, toMs }: Span): (run: ValueRun) => ValueRun {
  let last: { readonly of: ValueRun; readonly to: ValueRun; readonly from: number; readonly end: number } | undefined;

  return (run) => {
    if (last?.of.startsMs === run.startsMs && last.of.endsMs === run.endsMs) {
      if (last.to === last.of) return run;
      return { ...last.to, unit: run.unit, values: run.values.slice(last.from, last.end) };
    }
    const { unit, startsMs, endsMs, values } = run;
    const from = countBefore(startsMs, fromMs);
    const end = Math.max(from, countBefore(startsMs, toMs));
    const cut = (column: Float64Array) => column.slice(from, end);
    const isWhole = from === 0 && end === startsMs.length;
    const to = isWhole ? run : { unit, startsMs: cut(startsMs), endsMs: cut(endsMs), values: cut(values) };
    last = { of: run, to, from, end };
    return to;
  };
}

/** Puts runs one after the other, in the order of time. Where the parts share their columns of time, so do the wholes. */
export function createJoin(): (runs: readonly ValueRun[]) => ValueRun {
  let last: { readonly parts: readonly ValueRun[]; readonly whole: ValueRun } | undefined;

  return (parts) => {
    const [only, ...more] = parts;
    if (only && more.length === 0) return only;
    const times = last && isAlike(last.parts, parts) ? last.whole : toTimes(parts);
    const unit = parts.find((run) => run.unit !== null)?.unit ?? null;
    const whole = { ...times, unit, values: concat(parts.map((run) => run.values)) };
    last = { parts, whole };
    return whole;
  };
}

function toTimes(parts: readonly ValueRun[]): Pick<ValueRun, 'startsMs' | 'endsMs'> {
  return { startsMs: concat(parts.map((run) => run.startsMs)), endsMs: concat(parts.map((run) => run.endsMs)) };
}

function isAlike(a: readonly ValueRun[], b: readonly ValueRun[]): boolean {
  return (
    a.length === b.length && a.every(({ startsMs, endsMs }, i) => startsMs === b[i]?.startsMs && endsMs === b[i].endsMs)
  );
}

/** How many of the ascending times lie before. */
function countBefore(times: Float64Array, beforeMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) < beforeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
