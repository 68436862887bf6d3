/** The homes of the key, and what the home endpoints do to them. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { homeId } from '../world.ts';
import { check, notFound } from './errors.ts';
import { plansAt } from './utilities.ts';

/** ClientHomeDto: `UtilityId` is spelled so in answers, `utilityId` in requests. */
export interface HomeDto {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly name: string | null;
  readonly userId: string | null;
  readonly UtilityId: string | null;
  readonly ratePlanId: string | null;
  readonly unstructuredAddress: string | null;
  readonly timezone: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly zipcode: string | null;
  readonly streetAddress: string | null;
  readonly meterId: string | null;
  readonly meterIdSource: string | null;
  readonly enabled: boolean | null;
  readonly channelPartnerId: string | null;
  readonly energyMarketBiddingEnabled: boolean;
  readonly carbonSignalIntensity: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly modalHome: boolean;
}

export interface Homes {
  list(): readonly HomeDto[];
  /** Throws NOT_FOUND. */
  get(id: string): HomeDto;
  create(input: unknown): HomeDto;
  update(id: string, input: unknown): HomeDto;
  remove(id: string): HomeDto;
  addSolar(input: unknown): { readonly homeId: string };
  uploadBills(input: unknown): { readonly id: string; readonly status: string };
  /** A home of no place and no plan, which only prices are asked of. */
  readonly unknown: HomeDto;
}

export interface HomesOptions {
  readonly clock: Clock;
  /** Homes at the start, from number 1 on. */
  readonly count: number;
  readonly marker: string;
}

export function createHomes({ clock, count, marker }: HomesOptions): Homes {
  const homes = new Map<string, HomeDto>();
  for (let n = 1; n <= count; n += 1) homes.set(homeId(n), demoHome(n, marker));

  const get = (id: string): HomeDto => {
    const home = homes.get(id);
    if (!home) throw notFound('home');
    return home;
  };
  const put = (home: HomeDto): HomeDto => {
    homes.set(home.id, home);
    return home;
  };
  const nowIso = () => new Date(clock.now()).toISOString();

  return {
    list: () => [...homes.values()],
    get,
    create: (input) => {
      const fields = check(createSchema, input);
      const id = `ws_home_${randomUUID().replaceAll('-', '')}`;
      return put({ ...emptyHome(id, nowIso()), ...toDtoFields(fields) });
    },
    update: (id, input) => {
      const home = get(id);
      return put({ ...home, ...toDtoFields(check(updateSchema, input)), updatedAt: nowIso() });
    },
    remove: (id) => {
      const home = get(id);
      homes.delete(id);
      return home;
    },
    addSolar: (input) => ({ homeId: get(check(solarSchema, input).homeId).id }),
    uploadBills: (input) => {
      const { name, zipcode } = check(billsSchema, input);
      const id = `ws_home_${randomUUID().replaceAll('-', '')}`;
      put({ ...emptyHome(id, nowIso()), name, zipcode });
      return { id, status: 'processing' };
    },
    unknown: emptyHome('', '2025-09-01T08:00:00.000Z'),
  };
}

const places = [
  { zipcode: '94607', city: 'Oakland' },
  { zipcode: '94110', city: 'San Francisco' },
  { zipcode: '95814', city: 'Sacramento' },
] as const;

function demoHome(n: number, marker: string): HomeDto {
  const place = places[(n - 1) % places.length] ?? places[0];
  // The homes of a place are on its plans in turn.
  const plans = plansAt(place.zipcode);
  const chosen = plans[Math.floor((n - 1) / places.length) % plans.length];
  return {
    ...emptyHome(homeId(n), '2025-09-01T08:00:00.000Z'),
    name: `${marker}Home ${n}`,
    UtilityId: chosen?.utility.id ?? null,
    ratePlanId: chosen?.plan.id ?? null,
    timezone: 'America/Los_Angeles',
    country: 'US',
    city: place.city,
    zipcode: place.zipcode,
    streetAddress: `${marker}${100 + n} Sandbox Street`,
  };
}

function emptyHome(id: string, createdAt: string): HomeDto {
  return {
    ...{ id, createdAt, updatedAt: createdAt },
    ...{ name: null, userId: null, UtilityId: null, ratePlanId: null, unstructuredAddress: null, timezone: null },
    ...{ country: null, city: null, zipcode: null, streetAddress: null, meterId: null, meterIdSource: null },
    ...{ enabled: true, channelPartnerId: null, energyMarketBiddingEnabled: false },
    ...{ carbonSignalIntensity: 'MEDIUM', modalHome: false },
  };
}

const optionalText = z.string().nullish();
const optionalFlag = z.boolean().nullish();

const createSchema = z.object({
  name: z.string().min(1).max(255),
  userId: optionalText,
  UtilityId: optionalText,
  utilityId: optionalText,
  ratePlanId: optionalText,
  unstructuredAddress: optionalText,
  clientId: optionalText,
  country: optionalText,
  city: optionalText,
  zipcode: optionalText,
  streetAddress: optionalText,
  solarInfo: z.record(z.string(), z.unknown()).nullish(),
  solarSystemSizeKw: z.number().nullish(),
  isNonNetMetered: optionalFlag,
  carbonSignalIntensity: z.enum(['LOW', 'MEDIUM', 'HIGH']).optional(),
  meterId: optionalText,
  meterIdSource: optionalText,
  enabled: optionalFlag,
  channelPartnerId: optionalText,
  hasEvCharger: optionalFlag,
  hasElectricHeater: optionalFlag,
  hasSmartWaterHeater: optionalFlag,
  hasElectricWaterHeater: optionalFlag,
  hasAC: optionalFlag,
  acType: z.enum(['central', 'window', 'split', 'other']).nullish(),
});

const updateSchema = createSchema.partial();

const billsSchema = z.strictObject({
  name: z.string().min(1).max(255),
  zipcode: z.string(),
  customerClass: z.string(),
  billPDFs: z.array(z.url()).min(1),
  solarSystemSizeKw: z.number().optional(),
  isNonNetMetered: z.boolean().optional(),
  hasEvCharger: z.boolean().optional(),
});

const solarSchema = z.object({ homeId: z.string(), solarSystemSizeKw: z.number(), isNonNetMetered: z.boolean() });

/** What of a request comes back in answers: solar and equipment do not. */
function toDtoFields(fields: z.infer<typeof updateSchema>): Partial<HomeDto> {
  const { carbonSignalIntensity, utilityId, UtilityId } = fields;
  const texts = Object.fromEntries(
    returnedTexts.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  );
  const utility = utilityId ?? UtilityId;
  return {
    ...texts,
    ...(utility === undefined ? {} : { UtilityId: utility }),
    ...(fields.enabled === undefined ? {} : { enabled: fields.enabled }),
    ...(carbonSignalIntensity === undefined ? {} : { carbonSignalIntensity }),
  };
}

const returnedTexts = [
  ...(['name', 'userId', 'ratePlanId', 'unstructuredAddress', 'country', 'city'] as const),
  ...(['zipcode', 'streetAddress', 'meterId', 'meterIdSource', 'channelPartnerId'] as const),
];
