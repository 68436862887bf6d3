/** Utilities and their rate plans; all names and numbers are made up. */

import { z } from 'zod';
import { check } from './errors.ts';

/** The newer pages of the vendor say `ratePlans`, the older ones `wsRatePlans` with fewer fields. */
export type RatePlansKey = 'ratePlans' | 'wsRatePlans';

export interface Utilities {
  /** The utilities that fit a request; throws VALIDATION_FAILED. */
  find(input: unknown): readonly unknown[];
}

interface RatePlan {
  readonly id: string;
  readonly name: string;
  readonly rateId: string;
  readonly supportedType: string;
  /** Prices by the time of use, or one price all day. */
  readonly timeOfUse: boolean;
}

interface Utility {
  readonly id: string;
  readonly name: string;
  readonly zipcodes: readonly string[];
  /** What its prices are multiplied with. */
  readonly priceFactor: number;
  readonly ratePlans: readonly RatePlan[];
}

const planId = (n: number) => `65a1f0c2e4b0d9a7c3f1${String(n).padStart(4, '0')}`;
const rateId = (utility: string, plan: string) => `us-ca-${utility}-res-${plan}-std-1ph-net-na-na-v1-2025-all`;

const utilities: readonly Utility[] = [
  {
    id: 'ws_utility_bay',
    name: 'Bay Power',
    zipcodes: ['94607', '94110'],
    priceFactor: 1,
    ratePlans: [
      {
        id: planId(1),
        name: 'Home Time-of-Use',
        rateId: rateId('bay', 'tou'),
        supportedType: 'optimizable',
        timeOfUse: true,
      },
      { id: planId(2), name: 'Home Flat', rateId: rateId('bay', 'flat'), supportedType: 'static', timeOfUse: false },
    ],
  },
  {
    id: 'ws_utility_hills',
    name: 'Hills Community Energy',
    zipcodes: ['94110'],
    priceFactor: 0.93,
    ratePlans: [
      {
        id: planId(3),
        name: 'Green Time-of-Use',
        rateId: rateId('hills', 'tou'),
        supportedType: 'optimizable',
        timeOfUse: true,
      },
    ],
  },
  {
    id: 'ws_utility_valley',
    name: 'Valley Municipal Utility',
    zipcodes: ['95814'],
    priceFactor: 0.71,
    ratePlans: [
      {
        id: planId(4),
        name: 'Evening Peak',
        rateId: rateId('valley', 'tou'),
        supportedType: 'optimizable',
        timeOfUse: true,
      },
    ],
  },
];

interface PlanOfUtility {
  readonly utility: Utility;
  readonly plan: RatePlan;
}

const allPlans: readonly PlanOfUtility[] = utilities.flatMap((utility) =>
  utility.ratePlans.map((plan) => ({ utility, plan })),
);

export function plansAt(zipcode: string): readonly PlanOfUtility[] {
  return allPlans.filter(({ utility }) => utility.zipcodes.includes(zipcode));
}

/** The plan of that id; undefined when no utility has it. */
export function planOf(ratePlanId: string | null): PlanOfUtility | undefined {
  return allPlans.find(({ plan }) => plan.id === ratePlanId);
}

const requestSchema = z.object({
  zipcode: z
    .string()
    .regex(/^(?:0{0,4}[0-9]{1,5}|[0-9]{3})(?:[-\s][0-9]{4})?$/, 'zipcode must be a US zip code')
    .optional(),
  lat: z.string().optional(),
  long: z.string().optional(),
  radius: z.number().optional(),
  utilityId: z.string().optional(),
  effectiveOnDate: z.number().optional(),
  isSolarPrioritizedOrder: z.boolean().optional(),
  detailLevel: z.enum(['full', 'minimal']).optional(),
  pageSize: z.int().min(1).optional(),
  pageNumber: z.int().min(1).optional(),
});

export function createUtilities(marker: string, key: RatePlansKey): Utilities {
  return {
    find(input) {
      const request = check(requestSchema, input);
      const zipcode = request.zipcode?.split(/[-\s]/)[0]?.padStart(5, '0');
      const found = utilities
        .filter(({ zipcodes }) => zipcode === undefined || zipcodes.includes(zipcode))
        .filter(({ id }) => request.utilityId === undefined || id === request.utilityId)
        .map((utility) => toDto(utility, marker, key));
      const size = request.pageSize ?? found.length;
      const first = size * ((request.pageNumber ?? 1) - 1);
      return found.slice(first, first + size);
    },
  };
}

function toDto({ id, name, ratePlans }: Utility, marker: string, key: RatePlansKey): unknown {
  return {
    utilityId: id,
    utilityName: marker + name,
    [key]: ratePlans.map((plan) => ({
      id: plan.id,
      ratePlanName: marker + plan.name,
      ...(key === 'ratePlans' ? { rateID: plan.rateId, supportedType: plan.supportedType } : {}),
    })),
  };
}
