/** Readings of a register that only counts up, turned into what was consumed between them. */

import type { Readings } from '../readings.ts';
import { at } from './bucket-sums.ts';

/** ROLL_OVER: the register went past its last digit. RESET: it fell for another reason (a new meter, say). */
export type BreakKind = 'ROLL_OVER' | 'RESET';

/** A place where a register did not simply count up. */
export interface RegisterBreak {
  /** The first reading after it; epoch milliseconds. */
  readonly atMs: number;
  readonly kind: BreakKind;
}

export interface Consumed {
  /** Of kind `energy`: one interval between two readings. */
  readonly readings: Readings;
  /** Ascending. */
  readonly breaks: readonly RegisterBreak[];
}

/**
 * Consumption between the readings of kind `cumulative`; others come back as they are. Never negative:
 * - a register that falls from its upper half into its lower one has rolled over, where its size is known, and what it
 *   counted before and after the turn is added;
 * - one that falls otherwise was reset: what was consumed meanwhile is unknown, so that interval is missing.
 *
 * @param longestMs intervals longer than this are gaps between readings: their consumption is known, but not when it
 *   was, so they are left out unless there are no shorter ones
 */
export function toConsumption(readings: Readings, longestMs: number): Consumed {
  if (readings.kind !== 'cumulative') return { readings, breaks: [] };
  const known = readings.values.keys().filter((i) => !Number.isNaN(at(readings.values, i)));
  const indices = [...known];
  const count = Math.max(0, indices.length - 1);
  const startsMs = new Float64Array(count);
  const endsMs = new Float64Array(count);
  const values = new Float64Array(count);
  const breaks: RegisterBreak[] = [];
  for (let n = 0; n < count; n += 1) {
    const [before, after] = [indices[n] ?? 0, indices[n + 1] ?? 0];
    startsMs[n] = at(readings.startsMs, before);
    endsMs[n] = at(readings.startsMs, after);
    const step = toStep(at(readings.values, before), at(readings.values, after), readings.registerSize);
    values[n] = step.amount;
    if (step.kind) breaks.push({ atMs: at(readings.startsMs, after), kind: step.kind });
  }
  leaveOutGaps(startsMs, endsMs, values, longestMs);
  return { readings: { ...readings, kind: 'energy', startsMs, endsMs, values }, breaks };
}

interface Step {
  /** NaN = unknown. */
  readonly amount: number;
  readonly kind?: BreakKind;
}

function toStep(before: number, after: number, registerSize: number | undefined): Step {
  if (after >= before) return { amount: after - before };
  const half = (registerSize ?? 0) / 2;
  if (registerSize !== undefined && before >= half && before < registerSize && after < half) {
    return { amount: registerSize - before + after, kind: 'ROLL_OVER' };
  }
  return { amount: Number.NaN, kind: 'RESET' };
}

function leaveOutGaps(startsMs: Float64Array, endsMs: Float64Array, values: Float64Array, longestMs: number): void {
  const lengths = startsMs.map((startMs, i) => at(endsMs, i) - startMs);
  if (!lengths.some((length) => length <= longestMs)) return;
  for (const [i, length] of lengths.entries()) if (length > longestMs) values[i] = Number.NaN;
}
