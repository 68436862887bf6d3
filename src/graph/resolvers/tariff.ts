import type { Window } from '../../domain/batch.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { readPage } from '../paging/page.ts';

export const tariff: Resolvers = {
  Asset: {
    tariffs: ({ ref: { vendor, id } }, { direction = 'IMPORT', ...page }, { loaders }) => {
      const section = {
        key: vendor,
        read: (window: Window) =>
          loaders.services.ask('tariffs', vendor, (it, call) => it.tariffs(id, direction, window, call)),
      };
      return readPage([section], page, 'fail');
    },
    tariffSchedule: ({ ref: { vendor, id } }, { type = 'IMPORT', ...page }, { loaders }) => {
      const section = {
        key: vendor,
        read: (window: Window) =>
          loaders.services.ask('tariffs', vendor, (it, call) => it.schedule(id, type, window, call)),
      };
      return readPage([section], page, 'fail');
    },
    tariffPlans: ({ ref: { vendor, id } }, _, { loaders }) =>
      loaders.services.ask('tariffs', vendor, (it, call) => it.plans(id, call)),
    tariffConnectUrl: async ({ ref: { vendor, id } }, { direction = 'IMPORT' }, { loaders }) =>
      (await loaders.services.ask('tariffs', vendor, (it, call) => it.connectUrl(id, direction, call))) ?? null,
  },
};
