/** Series made of consumption and something else: prices, emission factors, baselines. */

import { currency } from '../../domain/series/price.ts';
import { difference } from '../event-performance.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { CostModel, EmissionsModel } from '../models.ts';
import { columns, orNull } from './columns.ts';

export const derivedSeries: Resolvers = {
  CostSeries: {
    ...columns<CostModel>(({ costs }) => costs),
    currency: () => currency,
    method: () =>
      'Each measured interval times the price of its time; an interval that spans several prices is shared out among them by time.',
  },
  EmissionSeries: {
    ...columns<EmissionsModel>(({ emissions }) => emissions),
    unit: ({ emissions }) => emissions.unit,
    factor: ({ factor: { source, kgPerUnit, per }, vendor }) => ({ kgPerUnit, per, property: source, vendor }),
  },
  EventPerformance: {
    saved: (performance) => Array.from(difference(performance).values, orNull),
    totalSaved: (performance) => orNull(difference(performance).total),
  },
};
