import type * as entity from '../domain/entities.ts';
import { badInput } from '../errors.ts';
import type { Loaders } from '../loaders/index.ts';
import { rootsOf } from './home-members.ts';

/**
 * The meters of a facility to add up for a quantity, named by its id or name; sub-meters beside their parent left out.
 * Without a name, all meters must measure the same.
 * @throws AppError BAD_USER_INPUT naming `quantity`, with those there are
 */
export async function metersOfQuantity(
  meters: readonly entity.Meter[],
  wanted: string | null | undefined,
  loaders: Loaders,
): Promise<readonly entity.Meter[]> {
  if (wanted === null || wanted === undefined) {
    if (new Set(meters.map(quantityKey)).size <= 1) return rootsOf(meters);
    throw badInput('quantity', `quantity: the meters measure ${await toList(meters, loaders)}; name one of them.`);
  }
  const own = meters.filter(({ quantityId }) => quantityId === wanted);
  if (own.length > 0) return rootsOf(own);

  const named = await Promise.all(
    meters.map(async (meter) => ((await quantityName(meter, loaders)) === wanted.toLowerCase() ? [meter] : [])),
  );
  if (named.flat().length > 0 || meters.length === 0) return rootsOf(named.flat());
  const message = `quantity: no meter here measures "${wanted.slice(0, 64)}"; they measure ${await toList(meters, loaders)}.`;
  throw badInput('quantity', message);
}

/** What a meter measures; null when its vendor does not say. */
export async function quantityOf(meter: entity.Meter, loaders: Loaders): Promise<entity.Quantity | null> {
  if (meter.quantityId === null) return null;
  const known = await loaders.metering.quantities(meter.ref.vendor);
  return known.find(({ id }) => id === meter.quantityId) ?? null;
}

function quantityKey({ quantityId, quantityName: name }: entity.Meter): string {
  return quantityId ?? name ?? '';
}

async function quantityName(meter: entity.Meter, loaders: Loaders): Promise<string | undefined> {
  const name = meter.quantityName ?? (await quantityOf(meter, loaders))?.name;
  return name?.toLowerCase();
}

async function toList(meters: readonly entity.Meter[], loaders: Loaders): Promise<string> {
  const words = await Promise.all(
    meters.map(async (meter) => {
      const quantity = await quantityOf(meter, loaders);
      const name = meter.quantityName ?? quantity?.name ?? 'something unnamed';
      return quantity ? `${name} (id ${quantity.id})` : name;
    }),
  );
  return [...new Set(words)].join(', ');
}
