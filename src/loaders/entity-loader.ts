import type * as entity from '../domain/entities.ts';
import type { Ref } from '../domain/ref.ts';
import type { MeterAppliance } from '../domain/site-administration.ts';
import { type VendorName, vendorNames } from '../domain/vendor-name.ts';
import type { EntitySource } from '../vendors/vendor.ts';
import { toVendorError } from './align.ts';
import { createListReader, type ListReader, remember } from './list-reader.ts';
import { createVendorLoader, type Operation, type VendorKey } from './vendor-loader.ts';

/** The kinds of entity of the vendor port, by their name there. */
export interface EntityByKind {
  readonly assets: entity.Asset;
  readonly portfolios: entity.Portfolio;
  readonly flexEvents: entity.FlexEvent;
  readonly eventSchemes: entity.EventScheme;
  readonly homes: entity.Home;
  readonly meters: entity.Meter;
  readonly facilities: entity.Facility;
  readonly appliances: MeterAppliance;
}
export type EntityKind = keyof EntityByKind;

type EntitySources = { readonly [K in EntityKind]?: EntitySource<EntityByKind[K]> };

/** Reads entities of one kind, of whichever vendor has them. */
export interface EntityLoader<T> {
  /** The vendors that have such entities, in the fixed order of the graph. */
  readonly vendors: readonly VendorName[];
  /** By the id that names the entity at its vendor; null = unknown there. */
  byId(key: VendorKey): Promise<T | null>;
  /** By any of the entity's refs; reads the vendor's whole list when the ref is not the naming one. */
  byRef(ref: Ref): Promise<T | null>;
  readonly list: ListReader<VendorName, T>;
  /** Keeps entities that another read has shown, so that they are not asked for again by id. */
  remember(items: readonly T[]): void;
}

/** `namedBy` is the kind of ref that `byIds` of the port takes. */
export function createEntityLoader<K extends EntityKind>(
  operation: Operation,
  kind: K,
  namedBy: Ref['kind'],
): EntityLoader<EntityByKind[K]> {
  type T = EntityByKind[K];
  const { tenant, call } = operation;
  const sourceOf = (vendor: VendorName) => {
    const sources: EntitySources | undefined = tenant.sources.get(vendor);
    return sources?.[kind];
  };

  const one = createVendorLoader<VendorKey, T>(operation, {
    name: `${kind}ById`,
    absent: 'null',
    fetch: (source, keys) => sourceOf(source.vendor)?.byIds(toIds(keys), call),
  });

  const known = createKnown<T>();

  const list = createListReader<VendorName, T>({
    nameOf: (vendor) => vendor,
    read: async (vendor, window) => {
      const source = sourceOf(vendor);
      if (!source) return { items: [], total: 0, hasMore: false };
      return source.list(window, call).catch((error) => Promise.reject(toVendorError(error, vendor)));
    },
    onItems: (_, items) => known.add(items),
  });

  const byId = async ({ vendor, id }: VendorKey) => known.find({ vendor, id }) ?? one.load({ vendor, id });

  const indexes = new Map<string, Promise<ReadonlyMap<string, T>>>();
  const byOtherRef = async (ref: Ref) => {
    const index = await remember(indexes, ref.vendor, async () => indexByRefs(await list.all(ref.vendor)));
    return index.get(refKey(ref)) ?? null;
  };

  return {
    vendors: vendorNames.filter((vendor) => sourceOf(vendor)),
    byId,
    byRef: (ref) => (ref.kind === namedBy ? byId(ref) : byOtherRef(ref)),
    list,
    remember: known.add,
  };
}

/** Entities that were read with others. Most are never asked for by id, so they are put in order when one is. */
function createKnown<T extends { readonly ref: VendorKey }>() {
  const added: (readonly T[])[] = [];
  const index = new Map<string, T>();
  const keyOf = ({ vendor, id }: VendorKey) => `${vendor} ${id}`;
  return {
    add: (items: readonly T[]): void => {
      added.push(items);
    },
    find(key: VendorKey): T | undefined {
      // Who was known first stays: an operation sees an entity once.
      for (const item of added.splice(0).flat()) if (!index.has(keyOf(item.ref))) index.set(keyOf(item.ref), item);
      return index.get(keyOf(key));
    },
  };
}

/** The distinct ids of the keys of a batch. */
export function toIds(keys: readonly VendorKey[]): readonly string[] {
  return keys.map(({ id }) => id);
}

function indexByRefs<T extends { readonly refs: readonly Ref[] }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.flatMap((item) => item.refs.map((ref) => [refKey(ref), item] as const)));
}

/** A ref as a map key. */
export function refKey(ref: Ref): string {
  return JSON.stringify([ref.vendor, ref.kind, ref.id]);
}
