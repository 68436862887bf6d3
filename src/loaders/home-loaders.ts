import type * as entity from '../domain/entities.ts';
import type { HvacPreferences, HvacSchedule, OnboardingState, OpenAdrEvent } from '../domain/home-services.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { AppError } from '../errors.ts';
import { priceSignalKey } from '../vendors/vendor.ts';
import { type EntityLoader, refKey, toIds } from './entity-loader.ts';
import { createHomeLinks, type HomeLinks, type HomeMembers } from './home-links.ts';
import { remember } from './list-reader.ts';
import { createVendorLoader, type Operation, type VendorKey, type VendorLoader } from './vendor-loader.ts';

export interface PriceSignalKey extends VendorKey {
  /** Epoch milliseconds; both or none. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface HomeLoaders {
  readonly links: HomeLinks;
  /** The homes of a vendor that no link has as a member, and an error for each that it sent in an unreadable form. */
  unlinkedHomes(vendor: VendorName): Promise<readonly (HomeMembers | AppError)[]>;
  readonly priceSignal: VendorLoader<PriceSignalKey, entity.PriceSignal>;
  readonly openAdrEvent: VendorLoader<VendorKey, OpenAdrEvent>;
  readonly onboarding: VendorLoader<VendorKey, OnboardingState>;
  /** The id of the key is a device's, as for the preferences. */
  readonly hvacSchedule: VendorLoader<VendorKey, HvacSchedule>;
  readonly hvacPreferences: VendorLoader<VendorKey, HvacPreferences>;
  readonly utilityById: VendorLoader<VendorKey, entity.Utility>;
  /** The id of the key is a zip code. */
  readonly utilitiesByZipcode: VendorLoader<VendorKey, readonly entity.Utility[]>;
}

export function createHomeLoaders(operation: Operation, homes: EntityLoader<entity.Home>): HomeLoaders {
  const { tenant, call } = operation;
  const links = createHomeLinks(tenant.homeLinks);
  const unlinked = new Map<string, Promise<readonly (HomeMembers | AppError)[]>>();

  return {
    links,
    unlinkedHomes: (vendor) =>
      remember(unlinked, vendor, async () => {
        const { items, broken } = await homes.list.whole(vendor);
        const alone = items.filter(({ refs }) => refs.every((ref) => links.withMember(ref).length === 0));
        return [...alone.map(toHomeMembers), ...broken];
      }),
    priceSignal: createVendorLoader<PriceSignalKey, entity.PriceSignal>(operation, {
      name: 'homes.priceSignals',
      absent: 'null',
      keyOf: (key) => priceSignalKey(toPriceRequest(key)),
      fetch: (source, keys) => source.homes?.priceSignals(keys.map(toPriceRequest), call),
    }),
    openAdrEvent: createVendorLoader(operation, {
      name: 'homeEstimates.openAdrEvents',
      absent: 'null',
      fetch: (source, keys) => source.homeEstimates?.openAdrEvents(toIds(keys), call),
    }),
    onboarding: createVendorLoader(operation, {
      name: 'homeOnboarding.states',
      absent: 'null',
      fetch: (source, keys) => source.homeOnboarding?.states(toIds(keys), call),
    }),
    hvacSchedule: createVendorLoader(operation, {
      name: 'hvac.schedules',
      absent: 'null',
      fetch: (source, keys) => source.hvac?.schedules(toIds(keys), call),
    }),
    hvacPreferences: createVendorLoader(operation, {
      name: 'hvac.preferences',
      absent: 'null',
      fetch: (source, keys) => source.hvac?.preferences(toIds(keys), call),
    }),
    utilityById: createVendorLoader(operation, {
      name: 'homes.utilitiesById',
      absent: 'null',
      fetch: (source, keys) => source.homes?.utilitiesById(toIds(keys), call),
    }),
    utilitiesByZipcode: createVendorLoader(operation, {
      name: 'homes.utilitiesByZipcode',
      absent: 'null',
      fetch: (source, keys) => source.homes?.utilitiesByZipcode(toIds(keys), call),
    }),
  };
}

/** A home that stands alone: a vendor's home without a link. */
export function toHomeMembers({ ref, refs }: entity.Home): HomeMembers {
  return { ref, members: refs.some((own) => refKey(own) === refKey(ref)) ? refs : [ref, ...refs] };
}

function toPriceRequest({ id, fromMs, toMs }: PriceSignalKey) {
  return {
    homeId: id,
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
  };
}
