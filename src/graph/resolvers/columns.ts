import type { Series } from '../../domain/series/series.ts';

/** The fields that all series have, straight from the typed arrays of the one that `seriesOf` finds in the parent. */
export function columns<Parent>(seriesOf: (parent: Parent) => Series) {
  return {
    resolution: (parent: Parent) => seriesOf(parent).resolution,
    from: (parent: Parent) => seriesOf(parent).fromMs,
    to: (parent: Parent) => seriesOf(parent).toMs,
    timeZone: (parent: Parent) => seriesOf(parent).timeZone,
    timestamps: (parent: Parent) => Array.from(seriesOf(parent).startsMs),
    values: (parent: Parent) => Array.from(seriesOf(parent).values, orNull),
    total: (parent: Parent) => orNull(seriesOf(parent).total),
    missing: (parent: Parent) => seriesOf(parent).missing,
    coverage: (parent: Parent) => seriesOf(parent).coverage,
  };
}

/** NaN, which JSON does not have, is null. */
export function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
