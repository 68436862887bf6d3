import { toKey } from '../../loaders/memberships.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { readMemberships } from '../memberships.ts';
import { idOf } from './entity-id.ts';

export const eventScheme: Resolvers = {
  EventScheme: {
    id: idOf('EventScheme'),
    assets: (scheme, { state, ...args }, { loaders }) =>
      readMemberships(loaders.flex.schemeAssets, { ...toKey(scheme), ...(state ? { state } : {}) }, args),
  },
};
