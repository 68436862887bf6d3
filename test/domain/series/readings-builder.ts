import type { ReadingKind, Readings } from '../../../src/domain/readings.ts';

/** Readings of equal steps from `startMs` on; undefined values are NaN. */
export function readingsOf(options: {
  readonly startMs: number;
  readonly stepMs: number;
  readonly values: readonly number[];
  readonly unit?: string;
  readonly kind?: ReadingKind;
  readonly asOfMs?: number;
  readonly stale?: boolean;
  readonly appliances?: Readonly<Record<string, readonly number[]>>;
}): Readings {
  const { startMs, stepMs, values, unit = 'kWh', kind = 'energy', asOfMs = 0, stale = false } = options;
  return {
    vendor: 'ENERKEY',
    kind,
    unit,
    startsMs: Float64Array.from(values, (_, i) => startMs + i * stepMs),
    endsMs: Float64Array.from(values, (_, i) => startMs + (i + 1) * stepMs),
    values: Float64Array.from(values),
    asOfMs,
    stale,
    ...(options.appliances && {
      appliances: Object.entries(options.appliances).map(([appliance, column]) => ({
        appliance,
        values: Float64Array.from(column),
      })),
    }),
  };
}

/** Epoch milliseconds of a civil time in a zone. */
export function civilMs(dateTime: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(dateTime).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The error a function throws, for a look at its code and details. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
