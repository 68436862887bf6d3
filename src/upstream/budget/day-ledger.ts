/** Calls of a rolling day: counted in parts of five minutes, and corrected by what the vendor says is left. */

import type { Priority } from '../call.ts';
import { dayMs, ledgerBucketMs, ledgerSpanMs, probeEveryMs, reserveShare } from './engine.ts';
import { sustainablePace } from './sustainable-pace.ts';

export class DayLedger {
  /** null = the vendor has no daily limit; the calls are counted all the same. */
  readonly #limit: number | null;
  /** By start of the part, oldest first. */
  readonly #sent = new Map<number, number>();
  #total = 0;
  #vendorSays: { remaining: number; atMs: number } | undefined;

  constructor(limit: number | null) {
    this.#limit = limit;
  }

  /** Milliseconds until a call behind `ahead` others may go. */
  waitMs(nowMs: number, priority: Priority, ahead = 0): number {
    if (this.#limit === null) return 0;
    const reserve = priority === 'interactive' ? 0 : Math.ceil(this.#limit * reserveShare);
    const need = reserve + ahead + 1;
    const ours = this.#ours(nowMs);
    const waitMs = need <= ours ? 0 : this.#untilFreed(need - ours, nowMs);
    const says = this.#believed(nowMs);
    if (says === undefined || need <= says) return waitMs;
    const probeAtMs = (this.#vendorSays?.atMs ?? nowMs) + probeEveryMs;
    // One interactive call may find out; everything else waits for its answer.
    const probes = need === 1 && probeAtMs <= nowMs;
    return probes ? waitMs : Math.max(waitMs, probeAtMs - nowMs, probeFloorMs);
  }

  add(nowMs: number): void {
    const part = Math.floor(nowMs / ledgerBucketMs) * ledgerBucketMs;
    this.#sent.set(part, (this.#sent.get(part) ?? 0) + 1);
    this.#total += 1;
    if (!this.#vendorSays) return;
    if (this.#vendorSays.remaining <= 0) this.#vendorSays.atMs = nowMs;
    this.#vendorSays.remaining = Math.max(0, this.#vendorSays.remaining - 1);
  }

  takeBack(atMs: number): void {
    const part = Math.floor(atMs / ledgerBucketMs) * ledgerBucketMs;
    const count = this.#sent.get(part);
    if (!count) return;
    this.#sent.set(part, count - 1);
    this.#total -= 1;
    if (this.#vendorSays) this.#vendorSays.remaining += 1;
  }

  /** `inFlight`: calls sent that the vendor's figure may not have counted yet. */
  believe(remaining: number, inFlight: number, nowMs: number): void {
    this.#vendorSays = { remaining: Math.max(0, remaining - inFlight), atMs: nowMs };
  }

  /** Calls the day still holds; null = without limit. */
  remaining(nowMs: number): number | null {
    if (this.#limit === null) return null;
    return Math.max(0, Math.min(this.#ours(nowMs), this.#believed(nowMs) ?? Number.POSITIVE_INFINITY));
  }

  sentToday(nowMs: number): number {
    this.#forget(nowMs);
    return this.#total;
  }

  /** Calls a millisecond that the day can sustain; null = without limit. */
  pace(nowMs: number): number | null {
    const remaining = this.remaining(nowMs);
    if (this.#limit === null || remaining === null) return null;
    return sustainablePace({ limit: this.#limit, remaining, parts: this.#sent }, nowMs);
  }

  resetsAtMs(nowMs: number): number {
    const last = [...this.#sent.keys()].at(-1);
    return last === undefined ? nowMs : last + ledgerSpanMs;
  }

  #ours(nowMs: number): number {
    this.#forget(nowMs);
    return (this.#limit ?? 0) - this.#total;
  }

  /** Counts only while less than a day old and lower than our own figure. */
  #believed(nowMs: number): number | undefined {
    const says = this.#vendorSays;
    return says && nowMs - says.atMs < dayMs ? says.remaining : undefined;
  }

  /** Until so many of the calls sent no longer count; more than were sent = a whole day. */
  #untilFreed(calls: number, nowMs: number): number {
    let freed = 0;
    for (const [part, count] of this.#sent) {
      freed += count;
      if (freed >= calls) return part + ledgerSpanMs - nowMs;
    }
    return dayMs;
  }

  #forget(nowMs: number): void {
    for (const [part, count] of this.#sent) {
      if (part + ledgerSpanMs > nowMs) return;
      this.#sent.delete(part);
      this.#total -= count;
    }
  }
}

/** While a probe is under way, those who wait look again after so long. */
const probeFloorMs = 1_000;
