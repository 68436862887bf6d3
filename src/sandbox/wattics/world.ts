/** What the sandbox account holds: organisations, their sites, and on each site the households as meters. */

import { facilities, householdOf, streamId, watticsMeterId } from '../world.ts';

export interface WorldSize {
  readonly organizations: number;
  readonly sitesPerOrganization: number;
  readonly metersPerSite: number;
}

export interface WatticsOrganization {
  readonly id: number;
  readonly name: string;
}

export interface WatticsSite {
  readonly id: number;
  readonly name: string;
  readonly timezone: string;
  readonly city: string;
  readonly country: string;
  readonly address: string;
}

export interface WatticsMeter {
  readonly id: number;
  readonly name: string;
  /** The push id. */
  readonly reference: string;
  readonly type: string;
  readonly process_sampling_rate_minutes: number;
  readonly unit: string;
  readonly reading: string;
  readonly real_meter: boolean;
}

/** A meter with what its own JSON does not say. */
export interface PlacedMeter {
  readonly meter: WatticsMeter;
  readonly siteId: number;
  readonly organizationId: number;
  /** Whose data of 2013 it measures. */
  readonly household: number;
}

export interface WatticsWorld {
  readonly timeZone: string;
  readonly organizations: readonly WatticsOrganization[];
  readonly sites: readonly { readonly site: WatticsSite; readonly organizationId: number }[];
  readonly meters: readonly PlacedMeter[];
  /** The one appliance of a meter. */
  applianceOf(meter: WatticsMeter): Readonly<Record<string, unknown>> & { readonly id: number };
}

export interface WorldOptions {
  readonly marker: string;
  readonly timeZone: string;
  readonly size?: WorldSize;
}

/** Minutes between two samples of a meter. */
export const samplingMinutes = 30;

interface SitePlan {
  readonly id: number;
  readonly organizationId: number;
  readonly name: string;
  readonly numbers: readonly number[];
}

export function createWatticsWorld(options: WorldOptions): WatticsWorld {
  const plans = options.size ? planSites(options.size) : demoPlans();
  const organizationIds = [...new Set(plans.map((plan) => plan.organizationId))];
  return {
    timeZone: options.timeZone,
    organizations: organizationIds.map((id) => ({ id, name: `${options.marker}Housing Association ${id}` })),
    sites: plans.map((plan) => ({ site: toSite(plan, options), organizationId: plan.organizationId })),
    meters: plans.flatMap((plan) =>
      plan.numbers.map((n) => ({
        meter: toMeter(n, options.marker),
        siteId: plan.id,
        organizationId: plan.organizationId,
        household: householdOf(n),
      })),
    ),
    applianceOf: (meter) => ({
      id: meter.id + 100_000,
      meter_id: meter.id,
      name: `${meter.name} main circuit`,
      reference: `${meter.reference}-main`,
      process_sampling_rate_minutes: samplingMinutes,
      reading: 'avg',
      channel_param_type: 'one',
    }),
  };
}

function demoPlans(): SitePlan[] {
  return facilities.map((facility) => ({
    id: facility.watticsSiteId,
    organizationId: 1,
    name: facility.name,
    numbers: facility.households,
  }));
}

function planSites(size: WorldSize): SitePlan[] {
  return Array.from({ length: size.organizations * size.sitesPerOrganization }, (_, s) => ({
    id: 301 + s,
    organizationId: 1 + Math.floor(s / size.sitesPerOrganization),
    name: `Site ${s + 1}`,
    numbers: Array.from({ length: size.metersPerSite }, (_, m) => s * size.metersPerSite + m + 1),
  }));
}

function toSite(plan: SitePlan, options: WorldOptions): WatticsSite {
  return {
    id: plan.id,
    name: options.marker + plan.name,
    timezone: options.timeZone,
    city: `${options.marker}Dublin`,
    country: 'Ireland',
    address: `${options.marker}${plan.id} Quay Street`,
  };
}

function toMeter(n: number, marker: string): WatticsMeter {
  return {
    id: watticsMeterId(n),
    name: `${marker}Household ${n}`,
    reference: streamId(n),
    type: 'electricity',
    process_sampling_rate_minutes: samplingMinutes,
    unit: 'Wh',
    reading: 'cum',
    real_meter: true,
  };
}
