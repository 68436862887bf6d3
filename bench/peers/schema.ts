/** The part of wattgraph's graph that the bench asks for, with resolvers written by hand over the loaders. */

import { tenant } from '../queries/queries.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import type { Facility, Meter, MeterValues, VendorClient } from './vendor-client.ts';

export interface Context {
  readonly vendor: VendorClient;
  readonly loaders: Loaders;
}

export const createContext = (vendor: VendorClient): Context => ({ vendor, loaders: createLoaders(vendor) });

export const typeDefs = /* GraphQL */ `
  scalar DateTime
  enum Resolution { HOUR DAY MONTH }
  enum MeasurementUnit { WH KWH MWH M3 OTHER }
  interface Node { id: ID! }
  type Query { tenant: Tenant! node(id: ID!): Node }
  type Tenant { id: ID! name: String! facilities(first: Int): FacilityConnection! }
  type FacilityConnection { nodes: [Facility]! }
  type Facility implements Node { id: ID! name: String meters(first: Int): MeterConnection }
  type MeterConnection { nodes: [Meter]! }
  type Meter implements Node {
    id: ID!
    name: String
    consumption(from: DateTime!, to: DateTime!, resolution: Resolution = HOUR): ConsumptionSeries
  }
  type ConsumptionSeries {
    unit: MeasurementUnit!
    timestamps: [DateTime!]!
    values: [Float]!
    points: [ConsumptionPoint!]!
  }
  type ConsumptionPoint { at: DateTime! value: Float }
`;

interface Page {
  readonly first: number;
}
interface Range {
  readonly from: string;
  readonly to: string;
}

const units: Readonly<Record<string, string>> = { Wh: 'WH', kWh: 'KWH', MWh: 'MWH', m3: 'M3' };

export const resolvers = {
  Query: {
    tenant: () => tenant,
    node: () => null,
  },
  Node: { __resolveType: () => 'Facility' },
  Tenant: {
    facilities: async (_: unknown, { first }: Page, { vendor }: Context) => ({
      nodes: (await vendor.facilities()).slice(0, first),
    }),
  },
  Facility: {
    meters: async ({ id }: Facility, { first }: Page, { loaders }: Context) => ({
      nodes: (await loaders.metersByFacility.load(id)).slice(0, first),
    }),
  },
  Meter: {
    consumption: ({ id }: Meter, { from, to }: Range, { loaders }: Context) =>
      loaders.values.load({ meterId: id, from, to }),
  },
  ConsumptionSeries: {
    unit: ({ unit }: MeterValues) => units[unit] ?? 'OTHER',
    timestamps: ({ values }: MeterValues) => values.map(({ timestamp }) => timestamp),
    values: ({ values }: MeterValues) => values.map(({ value }) => value),
    points: ({ values }: MeterValues) => values,
  },
  ConsumptionPoint: {
    at: ({ timestamp }: { readonly timestamp: string }) => timestamp,
  },
};
