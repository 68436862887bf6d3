import type { Resolvers } from '../generated/resolvers.ts';
import { sdlKindOf } from '../ref-kinds.ts';

export const vendorRef: Resolvers = {
  VendorRef: { kind: ({ kind }) => sdlKindOf[kind] },
};
