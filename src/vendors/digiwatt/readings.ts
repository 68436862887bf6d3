/** Consumption over any range the vendor's windows can give, put together from as few reads as can be. */

import type { Clock } from '../../domain/clock.ts';
import { type ReadingRequest, type Readings, readingKey } from '../../domain/readings.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { HouseholdSource } from '../vendor.ts';
import { type CachedBatch, type ReadAccounts, type ReadPeriod, readByPeriod } from './account-reader.ts';
import { type WindowName, windowsAt } from './periods.ts';
import { type Piece, planReads } from './plan.ts';
import { cutSeries, joinSeries, type PowerSeries, toReadings } from './series.ts';

export interface ReadingsOptions {
  readonly latest: ReadAccounts<PowerSeries>;
  readonly consumption: ReadPeriod<PowerSeries>;
  readonly clock: Clock;
  readonly timeZone: string;
}

export function createReadings(options: ReadingsOptions): Pick<HouseholdSource, 'readings' | 'periodReadings'> {
  const { latest, consumption, clock, timeZone } = options;

  const readWindows = async (plans: Plans, call: Call): Promise<WindowBatches> => {
    const idsOf = new Map<WindowName, Set<string>>();
    for (const [{ id }, pieces] of plans) {
      if (pieces instanceof AppError) continue;
      for (const { window } of pieces) idsOf.set(window, (idsOf.get(window) ?? new Set()).add(id));
    }
    const batches = [...idsOf].map(async ([window, set]) => {
      const ids = [...set];
      return [window, await (window === 'LATEST' ? latest(ids, call) : consumption(window, ids, call))] as const;
    });
    return new Map(await Promise.all(batches));
  };

  return {
    async readings(requests, call) {
      const nowMs = clock.now();
      const plans = planByAccount(requests, nowMs, timeZone);
      const windows = await readWindows(plans, call);
      const answers = new Map<string, Readings | AppError>();
      for (const [request, pieces] of plans) {
        const answer = pieces instanceof AppError ? pieces : assemble(request.id, pieces, windows, nowMs);
        if (answer) answers.set(readingKey(request), answer);
      }
      return answers;
    },
    periodReadings: (keys, call) =>
      readByPeriod(consumption, keys, ({ value, asOfMs, stale }) => toReadings(value, asOfMs, stale), call),
  };
}

type Plans = ReadonlyMap<ReadingRequest, readonly Piece[] | AppError>;
type WindowBatches = ReadonlyMap<WindowName, CachedBatch<PowerSeries>>;

function planByAccount(requests: readonly ReadingRequest[], nowMs: number, timeZone: string): Plans {
  const windows = windowsAt(nowMs, timeZone);
  const byAccount = Map.groupBy(requests, ({ id }) => id);
  return new Map([...byAccount.values()].flatMap((ranges) => [...planReads(ranges, windows, nowMs)]));
}

/** undefined when the vendor does not know the account. */
function assemble(
  id: string,
  pieces: readonly Piece[],
  windows: WindowBatches,
  nowMs: number,
): Readings | AppError | undefined {
  const parts: PowerSeries[] = [];
  let asOfMs = nowMs;
  let stale = false;
  for (const piece of pieces) {
    const cached = windows.get(piece.window)?.get(id);
    if (cached === undefined || cached instanceof AppError) return cached;
    parts.push(cutSeries(cached.value, piece));
    asOfMs = Math.min(asOfMs, cached.asOfMs);
    stale ||= cached.stale;
  }
  return toReadings(joinSeries(parts), asOfMs, stale);
}
