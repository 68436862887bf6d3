import { type BudgetClass, sourced } from '../limits.ts';
import { type EngineRules, spanMs } from './engine.ts';

/**
 * The part of the limits that each of `replicas` may use when they cannot agree. A limit too small to divide is
 * stretched in time instead: 1 in a second among three is 1 in three seconds; one call at a time stays one for each.
 */
export function shareOf(rules: EngineRules, replicas: number): EngineRules {
  const shares = Object.entries(rules.classes).map(([name, each]) => [name, shareOfClass(each, replicas)] as const);
  return { ...rules, classes: Object.fromEntries(shares) };
}

function shareOfClass({ rate, concurrent, perDay, ...rest }: BudgetClass, replicas: number): BudgetClass {
  return {
    ...rest,
    ...(rate ? { rate: sourced(shareOfRate(rate.value, replicas), rate.basis) } : {}),
    ...(concurrent
      ? { concurrent: sourced(Math.max(1, Math.floor(concurrent.value / replicas)), concurrent.basis) }
      : {}),
    ...(perDay ? { perDay: sourced(Math.floor(perDay.value / replicas), perDay.basis) } : {}),
  };
}

function shareOfRate(
  { requests, windowMs }: { readonly requests: number; readonly windowMs: number },
  replicas: number,
) {
  if (requests >= replicas) return { requests: Math.floor(requests / replicas), windowMs };
  return { requests: 1, windowMs: windowMs * Math.ceil(replicas / requests) };
}

/** The longest rate window with its guard: so long after a call has ended it counts in none. */
export function longestSpanMs({ classes }: EngineRules): number {
  const spans = Object.values(classes).map(({ rate }) => (rate ? spanMs(rate.value.windowMs) : 0));
  return Math.max(0, ...spans);
}
