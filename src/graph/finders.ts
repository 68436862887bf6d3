/** How an entity of each type is found by a ref; one row a type. */

import type * as entity from '../domain/entities.ts';
import type { EntityType, Ref, RefKind } from '../domain/ref.ts';
import type { MeterAppliance } from '../domain/site-administration.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { EntityLoader } from '../loaders/entity-loader.ts';
import type { HomeMembers } from '../loaders/home-links.ts';
import { toHomeMembers } from '../loaders/home-loaders.ts';
import type { Loaders } from '../loaders/index.ts';

export interface EntityFinder<T> {
  readonly type: EntityType;
  /** Kinds of ref that can name it; the first is meant when a client names none. */
  readonly kinds: readonly [RefKind, ...RefKind[]];
  /** The vendors that have such entities. */
  vendors(loaders: Loaders): readonly VendorName[];
  /** null = unknown. */
  find(loaders: Loaders, ref: Ref): Promise<T | null>;
}

export const assetFinder = finder<entity.Asset>('Asset', ['asset'], (loaders) => loaders.assets);
export const portfolioFinder = finder<entity.Portfolio>('Portfolio', ['portfolio'], (loaders) => loaders.portfolios);
export const flexEventFinder = finder<entity.FlexEvent>('FlexEvent', ['event'], (loaders) => loaders.flexEvents);
export const eventSchemeFinder = finder<entity.EventScheme>(
  'EventScheme',
  ['eventScheme'],
  (loaders) => loaders.eventSchemes,
);
export const meterFinder = finder<entity.Meter>('Meter', ['meter', 'stream'], (loaders) => loaders.meters);
export const meterApplianceFinder = finder<MeterAppliance>(
  'MeterAppliance',
  ['appliance'],
  (loaders) => loaders.appliances,
);
export const facilityFinder = finder<entity.Facility>('Facility', ['facility'], (loaders) => loaders.facilities);
export const homeFinder: EntityFinder<HomeMembers> = {
  type: 'Home',
  kinds: ['home', 'household', 'asset', 'meter', 'stream', 'facility'],
  vendors: ({ homes, homing }) => [
    ...new Set([...homes.vendors, ...homing.links.homes.flatMap(({ members }) => members.map(({ vendor }) => vendor))]),
  ],
  find: findHome,
};

export const finders: Readonly<Record<EntityType, EntityFinder<AnyEntity>>> = {
  Asset: assetFinder,
  Portfolio: portfolioFinder,
  FlexEvent: flexEventFinder,
  EventScheme: eventSchemeFinder,
  Home: homeFinder,
  Meter: meterFinder,
  Facility: facilityFinder,
  MeterAppliance: meterApplianceFinder,
};

export type AnyEntity =
  | entity.Asset
  | entity.Portfolio
  | entity.FlexEvent
  | entity.EventScheme
  | entity.Meter
  | entity.Facility
  | MeterAppliance
  | HomeMembers;

/** The type of an entity, from what names it. */
export function toEntityType(value: AnyEntity): EntityType {
  if ('members' in value) return 'Home';
  const type = Object.values(finders).find(
    ({ type, kinds }) => type !== 'Home' && kinds.includes(value.ref.kind),
  )?.type;
  if (type) return type;
  throw new Error(`no type of the graph is named by a ref of kind ${value.ref.kind}`);
}

function finder<T>(
  type: EntityType,
  kinds: EntityFinder<T>['kinds'],
  loaderOf: (loaders: Loaders) => EntityLoader<T>,
): EntityFinder<T> {
  return {
    type,
    kinds,
    vendors: (loaders) => loaderOf(loaders).vendors,
    find: (loaders, ref) => loaderOf(loaders).byRef(ref),
  };
}

/** The home that the ref names or is a member of; a home of a vendor that no link has stands alone. */
async function findHome(loaders: Loaders, ref: Ref): Promise<HomeMembers | null> {
  const { links } = loaders.homing;
  const linked = links.withMember(ref);
  if (linked.length > 0) return linked.find((home) => home.ref.id === ref.id) ?? linked[0] ?? null;
  if (ref.kind !== 'home') return null;
  const home = await loaders.homes.byRef(ref);
  if (!home) return null;
  return home.refs.flatMap((own) => links.withMember(own))[0] ?? toHomeMembers(home);
}
