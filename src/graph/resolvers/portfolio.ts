import type * as entity from '../../domain/entities.ts';
import { AppError } from '../../errors.ts';
import type { Loaders } from '../../loaders/index.ts';
import { toKey } from '../../loaders/memberships.ts';
import { toSeriesRequest } from '../arguments.ts';
import { sumConsumption } from '../consumption.ts';
import type { FlexEventStatus, Resolvers } from '../generated/resolvers.ts';
import { readPage } from '../paging/page.ts';
import { readerSection, wholeSection } from '../paging/sections.ts';
import { idOf } from './entity-id.ts';

export const portfolio: Resolvers = {
  Portfolio: {
    id: idOf('Portfolio'),
    assets: (parent, args, { loaders }) =>
      readPage([readerSection(loaders.flex.portfolioAssets, toKey(parent))], args, 'fail'),
    flexEvents: (parent, { status, ...args }, { loaders }) => {
      const states = status ?? ['SCHEDULED', 'STARTED'];
      return readPage([wholeSection(parent.ref.vendor, () => eventsOf(parent, states, loaders))], args, 'fail');
    },
    consumption: async (parent, args, { loaders }) => {
      const request = await toSeriesRequest(args, async () => null, loaders);
      const assets = await assetsToSum(parent, loaders);
      return sumConsumption(
        assets.map(({ ref }) => ({ kind: 'assets', ref })),
        request,
        loaders,
      );
    },
  },
};

/** The readings of each cost a vendor call. */
const mostAssets = 100;

async function assetsToSum(parent: entity.Portfolio, loaders: Loaders): Promise<readonly entity.Asset[]> {
  const window = { offset: 0, limit: mostAssets + 1 };
  const { items, total, hasMore } = await loaders.flex.portfolioAssets.page(toKey(parent), window);
  if (items.length <= mostAssets && !hasMore) return items;
  throw tooMany(
    'assets of the portfolio',
    mostAssets,
    total ?? items.length,
    'Read the consumption of its assets in pages.',
  );
}

/** Each event looked through costs a vendor call. */
const mostEvents = 100;

/** Vendors tell the portfolios of an event; the events of a portfolio are those that name it. */
async function eventsOf(
  { ref }: entity.Portfolio,
  states: readonly FlexEventStatus[],
  { flexEvents, flex }: Loaders,
): Promise<readonly entity.FlexEvent[]> {
  const candidates = (await flexEvents.list.all(ref.vendor)).filter(({ status }) => states.includes(status));
  if (candidates.length > mostEvents) {
    throw tooMany('flexibility events', mostEvents, candidates.length, 'Narrow it by `status`.');
  }
  const assigned = await Promise.all(
    candidates.map(async (event) => {
      const portfolios = await flex.eventPortfolios.all(toKey(event));
      return portfolios.some((own) => own.ref.id === ref.id);
    }),
  );
  return candidates.filter((_, i) => assigned[i]);
}

function tooMany(name: string, max: number, value: number, remedy: string): AppError {
  return new AppError('QUERY_LIMIT_EXCEEDED', `${value} ${name}; at most ${max} are read at once. ${remedy}`, {
    limit: { name, max, value },
  });
}
