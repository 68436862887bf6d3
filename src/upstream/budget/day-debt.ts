import { ledgerBucketMs } from './engine.ts';

export interface DebtPart {
  readonly budgetClass: string;
  /** Start of the part of the day; epoch milliseconds. */
  readonly atMs: number;
  readonly calls: number;
}

/** Calls that the shared day does not know of yet, by class and part of the day. */
export class DayDebt {
  readonly #calls = new Map<string, Map<number, number>>();

  add(budgetClass: string, atMs: number, calls = 1): void {
    const parts = this.#calls.get(budgetClass) ?? new Map<number, number>();
    this.#calls.set(budgetClass, parts);
    const part = Math.floor(atMs / ledgerBucketMs) * ledgerBucketMs;
    parts.set(part, (parts.get(part) ?? 0) + calls);
  }

  /** One to pay, which is then no longer owed; undefined when there is none. */
  shift(): DebtPart | undefined {
    for (const [budgetClass, parts] of this.#calls) {
      for (const [atMs, calls] of parts) {
        parts.delete(atMs);
        if (calls > 0) return { budgetClass, atMs, calls };
      }
    }
    return undefined;
  }
}
