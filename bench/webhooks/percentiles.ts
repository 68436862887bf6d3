/** The value that `share` (0 to 1) of the values do not exceed; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** One line: how many, and how long. */
export function toLine(what: string, valuesMs: readonly number[]): string {
  const at = (share: number) => `${percentile(valuesMs, share).toFixed(1)} ms`;
  return `${what}: ${valuesMs.length}, p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)}`;
}
