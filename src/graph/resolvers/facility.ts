import { contentTypes, facilityImageAddress, mostColors, parseColor } from '../../domain/image-address.ts';
import { badInput } from '../../errors.ts';
import { toKey } from '../../loaders/memberships.ts';
import { toSeriesRequest } from '../arguments.ts';
import { facilityConsumption, facilityEmissions } from '../facility-consumption.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { readPage } from '../paging/page.ts';
import { wholeSection } from '../paging/sections.ts';
import { idOf } from './entity-id.ts';

export const facility: Resolvers = {
  Facility: {
    id: idOf('Facility'),
    address: ({ streetAddress, postalCode, city, country }) => ({ street: streetAddress, postalCode, city, country }),
    meters: (parent, args, { loaders }) => {
      const read = async () => (await loaders.metering.metersByFacilityId.load(toKey(parent))) ?? [];
      return readPage([wholeSection(parent.ref.vendor, read)], args, 'fail');
    },
    consumption: async (parent, { quantity, normalized, ...args }, { loaders }) => {
      const request = await toSeriesRequest(args, async () => parent.timeZone, loaders);
      return facilityConsumption(parent, quantity, { ...request, normalized: normalized ?? false }, loaders);
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
