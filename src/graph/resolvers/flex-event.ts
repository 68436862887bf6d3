import { toKey } from '../../loaders/memberships.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { readMemberships } from '../memberships.ts';
import { readPage } from '../paging/page.ts';
import { readerSection } from '../paging/sections.ts';
import { idOf } from './entity-id.ts';

export const flexEvent: Resolvers = {
  FlexEvent: {
    id: idOf('FlexEvent'),
    eventScheme: ({ ref, eventSchemeId }, _, { loaders }) =>
      eventSchemeId === null ? null : loaders.eventSchemes.byId({ vendor: ref.vendor, id: eventSchemeId }),
    portfolios: (event, args, { loaders }) =>
      readPage([readerSection(loaders.flex.eventPortfolios, toKey(event))], args, 'fail'),
    assets: (event, args, { loaders }) => readMemberships(loaders.flex.eventAssets, toKey(event), args),
    stats: (event, _, { loaders }) => loaders.flex.eventStatsById.load(toKey(event)),
  },
};
