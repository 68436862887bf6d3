/**
 * What the sandbox profile holds. Each facility has one main meter whose consumption is the sum of its sub-meters, and
 * the sub-meters are the households. So a facility's own consumption is that of its root meters; adding the sub-meters
 * would count everything twice.
 */

import { facilities as demoFacilities, enerkeyMeterId, householdOf } from '../world.ts';
import { createProvisioning, type Provisioning } from './provisioning.ts';

export interface WorldSize {
  readonly facilities: number;
  /** Meters of each facility, its main meter included; at least 1, which then is a household itself. */
  readonly metersPerFacility: number;
}

export interface EnerkeyMeter {
  readonly id: number;
  readonly facilityId: number;
  readonly name: string;
  readonly quantityId: number;
  readonly unit: string;
  readonly isCumulative: boolean;
  readonly parentMeterId: number | null;
  readonly subMeters: readonly EnerkeyMeter[] | null;
  readonly properties: readonly EnerkeyProperty[];
}

export interface EnerkeyProperty {
  readonly id: number;
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
}

export interface EnerkeyFacility {
  readonly id: number;
  readonly name: string;
  readonly enegiaId: number;
  readonly streetAddress: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly properties?: readonly EnerkeyProperty[];
}

export type EnerkeyAction = Readonly<Record<string, unknown>> & { readonly id: number; readonly facilityId: number };

export interface EnerkeyAlarm {
  readonly id: number;
  readonly facilityId: number;
  readonly meterId: number;
  readonly type: string;
  readonly timestamp: string;
  readonly message: string;
}

export interface EnerkeyWorld {
  readonly facilities: ReadonlyMap<number, EnerkeyFacility>;
  readonly properties: ReadonlyMap<number, readonly EnerkeyProperty[]>;
  readonly rootMeters: readonly EnerkeyMeter[];
  readonly meters: ReadonlyMap<number, EnerkeyMeter>;
  readonly quantities: readonly { readonly id: number; readonly name: string; readonly unit: string }[];
  readonly actions: Map<number, EnerkeyAction>;
  readonly alarms: ReadonlyMap<number, EnerkeyAlarm>;
  /** What was pushed: by meter, by start of the hour (epoch milliseconds). It takes the place of what was measured. */
  readonly pushed: Map<number, Map<number, number>>;
  readonly provisioning: Provisioning;
  /** Which households a meter measures together; empty for an unknown meter. */
  householdsOf(meterId: number): readonly number[];
}

export interface WorldOptions {
  readonly marker: string;
  readonly inlineProperties: boolean;
  readonly size?: WorldSize;
  /** Meters that measure cumulative readings. */
  readonly cumulativeMeterIds: readonly number[];
}

/** Id of a facility's main meter. */
export const enerkeyMainMeterId = (facilityId: number) => 1_000_000 + facilityId;

const electricity = { id: 1, name: 'Electricity', unit: 'kWh' };

export function createEnerkeyWorld(options: WorldOptions): EnerkeyWorld {
  const plans = options.size ? planFacilities(options.size) : demoPlans();
  const rootMeters = plans.flatMap((plan) => toRootMeters(plan, options));
  const meters = new Map(rootMeters.flatMap(withSubMeters).map((meter) => [meter.id, meter]));
  const properties = new Map(plans.map((plan) => [plan.id, toProperties(plan)]));
  const households = new Map(plans.flatMap(meterHouseholds));
  return {
    facilities: new Map(plans.map((plan) => [plan.id, toFacility(plan, options)])),
    properties,
    rootMeters,
    meters,
    quantities: [
      electricity,
      { id: 2, name: 'District heating', unit: 'MWh' },
      { id: 3, name: 'Water', unit: 'm3' },
    ].map((quantity) => ({ ...quantity, name: options.marker + quantity.name })),
    actions: new Map(plans.map((plan) => [plan.id + 7000, toAction(plan, options.marker)])),
    alarms: new Map(plans.map((plan) => [plan.id + 9000, toAlarm(plan, options.marker)])),
    pushed: new Map(),
    provisioning: createProvisioning(),
    householdsOf: (meterId) => households.get(meterId) ?? [],
  };
}

interface FacilityPlan {
  readonly id: number;
  readonly name: string;
  /** Numbers of its household meters; household n stands behind number `householdOf(n)`. */
  readonly numbers: readonly number[];
  readonly hasMainMeter: boolean;
}

function demoPlans(): FacilityPlan[] {
  return demoFacilities.map((facility) => ({
    id: facility.enerkeyId,
    name: facility.name,
    numbers: facility.households,
    hasMainMeter: true,
  }));
}

function planFacilities(size: WorldSize): FacilityPlan[] {
  const households = Math.max(1, size.metersPerFacility - 1);
  return Array.from({ length: size.facilities }, (_, f) => ({
    id: 101 + f,
    name: `Facility ${f + 1}`,
    numbers: Array.from({ length: households }, (_, m) => f * households + m + 1),
    hasMainMeter: size.metersPerFacility > 1,
  }));
}

function toRootMeters(plan: FacilityPlan, { marker, cumulativeMeterIds }: WorldOptions): EnerkeyMeter[] {
  const shared = {
    facilityId: plan.id,
    quantityId: electricity.id,
    unit: electricity.unit,
    isCumulative: false,
    properties: [],
  };
  const parentMeterId = plan.hasMainMeter ? enerkeyMainMeterId(plan.id) : null;
  const households = plan.numbers.map((n) => ({
    ...shared,
    id: enerkeyMeterId(n),
    isCumulative: cumulativeMeterIds.includes(enerkeyMeterId(n)),
    name: `${marker}Household ${n}`,
    parentMeterId,
    subMeters: null,
  }));
  if (parentMeterId === null) return households;
  const main = { ...shared, id: parentMeterId, name: `${marker}${plan.name} main meter`, parentMeterId: null };
  return [{ ...main, subMeters: households }];
}

function withSubMeters(meter: EnerkeyMeter): EnerkeyMeter[] {
  return [meter, ...(meter.subMeters ?? []).flatMap(withSubMeters)];
}

function meterHouseholds(plan: FacilityPlan): [number, readonly number[]][] {
  const own = plan.numbers.map((n): [number, readonly number[]] => [enerkeyMeterId(n), [householdOf(n)]]);
  return plan.hasMainMeter ? [[enerkeyMainMeterId(plan.id), plan.numbers.map(householdOf)], ...own] : own;
}

function toFacility(plan: FacilityPlan, options: WorldOptions): EnerkeyFacility {
  return {
    id: plan.id,
    name: options.marker + plan.name,
    enegiaId: 28_000 + plan.id,
    streetAddress: `${options.marker}${plan.id} Harbour Street`,
    postalCode: '00100',
    city: `${options.marker}Helsinki`,
    country: 'FI',
    ...(options.inlineProperties ? { properties: toProperties(plan) } : {}),
  };
}

function toProperties(plan: FacilityPlan): EnerkeyProperty[] {
  return [
    { id: plan.id * 10 + 1, name: 'Gross area', value: (plan.numbers.length * 86.5).toFixed(1), unit: 'm2' },
    { id: plan.id * 10 + 2, name: 'CO2 factor of electricity', value: '0.089', unit: 'kg/kWh' },
    { id: plan.id * 10 + 3, name: 'Year of construction', value: '1987', unit: null },
  ];
}

function toAlarm(plan: FacilityPlan, marker: string): EnerkeyAlarm {
  return {
    id: plan.id + 9000,
    facilityId: plan.id,
    meterId: enerkeyMeterId(plan.numbers[0] ?? 0),
    type: 'NightConsumption',
    timestamp: '2013-02-03T02:00:00Z',
    message: `${marker}${plan.name} draws more at night than usual`,
  };
}

function toAction(plan: FacilityPlan, marker: string): EnerkeyAction {
  return {
    id: plan.id + 7000,
    facilityId: plan.id,
    title: `${marker}Lower the night base load`,
    description: `${marker}Switch the ventilation of ${plan.name} off between 23 and 5.`,
    status: 'Planned',
    type: 'Operation',
    startDate: '2013-02-01T00:00:00Z',
    endDate: null,
    savings: 120.5 * plan.numbers.length,
    // A field no client knows: an update must send it back as it was.
    responsiblePerson: `${marker}Caretaker`,
  };
}
