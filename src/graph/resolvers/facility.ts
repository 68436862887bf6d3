import type * as entity from '../../domain/entities.ts';
import { contentTypes, facilityImageAddress, mostColors, parseColor } from '../../domain/image-address.ts';
import { AppError, badInput, toAppError } from '../../errors.ts';
import { toKey } from '../../loaders/memberships.ts';
import { toSeriesRequest } from '../arguments.ts';
import type { GraphContext } from '../context.ts';
import { facilityConsumption, facilityEmissions } from '../facility-consumption.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { MeterPage } from '../models.ts';
import type { PageArguments } from '../paging/arguments.ts';
import { readPage } from '../paging/page.ts';
import { wholeSection } from '../paging/sections.ts';
import { wholePage } from '../paging/whole-page.ts';
import { type Outcomes, resolveTogether } from '../resolve-together.ts';
import { idOf } from './entity-id.ts';

export const facility: Resolvers = {
  Facility: {
    id: idOf('Facility'),
    address: ({ streetAddress, postalCode, city, country }) => ({ street: streetAddress, postalCode, city, country }),
    meters: resolveTogether(metersOfFacilities),
    consumption: async (parent, { quantity, ...args }, { loaders }) => {
      const request = await toSeriesRequest(args, async () => parent.timeZone, loaders);
      return facilityConsumption(parent, quantity, request, loaders);
    },
    emissions: async (parent, { quantity, ...args }, { loaders }) => {
      const request = await toSeriesRequest(args, async () => parent.timeZone, loaders);
      return facilityEmissions(parent, quantity, request, loaders);
    },
    image: (parent, { kind, format, colors, quantityId }, { ids, tenant }) => {
      if (!tenant.sources.get(parent.ref.vendor)?.images) return null;
      const wanted = { kind: kinds[kind ?? 'FULL'], format: formats[format ?? 'PNG'], colors: toColors(colors ?? []) };
      const options = quantityId ? { ...wanted, quantityId } : wanted;
      const url = facilityImageAddress(ids.encodeId(tenant.id, 'Facility', parent.ref), options);
      return { url, contentType: contentTypes[wanted.format] };
    },
    actions: async (parent, args, { loaders }) => {
      const actions = await loaders.metering.actionsByFacilityId.load(toKey(parent));
      return actions && readPage([wholeSection(parent.ref.vendor, async () => actions)], args, 'fail');
    },
  },
};

/** Of all facilities of a level at once. */
async function metersOfFacilities(
  facilities: readonly entity.Facility[],
  args: PageArguments,
  { loaders }: GraphContext,
): Promise<Outcomes<MeterPage>> {
  const pages = facilities.map(({ ref }) => pageOrError(ref.vendor, args));
  if (pages.every((page) => page instanceof AppError)) return pages;
  const found = await loaders.metering.metersByFacilityId.loadMany(facilities.map(toKey));
  return pages.map((page, i) => {
    const meters = found[i];
    if (page instanceof AppError) return page;
    return meters instanceof Error ? meters : page(meters ?? []);
  });
}

function pageOrError(key: string, args: PageArguments): ReturnType<typeof wholePage> | AppError {
  try {
    return wholePage(key, args);
  } catch (error) {
    return toAppError(error);
  }
}

const kinds = { FULL: 'full', LIMITED: 'limited' } as const;
const formats = { PNG: 'png', PDF: 'pdf' } as const;

function toColors(texts: readonly string[]): string[] {
  if (texts.length > mostColors) throw badInput('colors', `colors: ${texts.length}; at most ${mostColors}.`);
  return texts.map((text) => {
    const color = parseColor(text);
    if (color === undefined) throw badInput('colors', `colors: "${text.slice(0, 64)}" is none; #1a2b3c would be one.`);
    return color;
  });
}
