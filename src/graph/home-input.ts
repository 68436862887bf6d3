/** Judges what clients say of homes and households, and puts it in our words. */

import type { HomeChanges, HomeEquipment, JsonObject, SolarSystem } from '../domain/home-services.ts';
import type { HouseholdProfile } from '../domain/household-profile.ts';
import { badInput } from '../errors.ts';
import { acTypeOf, applianceOf, houseTypeOf } from './appliances.ts';
import type * as sdl from './generated/resolvers.ts';

type HomeInput = Omit<sdl.UpdateHomeInput, 'home' | 'idempotencyKey'>;

/** @throws AppError BAD_USER_INPUT naming the field */
export function toHomeChanges(input: HomeInput): HomeChanges {
  const { name, zipcode, carbonSignalIntensity, enabled, solarInfo } = input;
  if (name !== undefined && name !== null) assertName(name);
  if (name === null) throw badInput('name', 'name: it cannot be taken away; leave it out to keep it.');
  if (zipcode) assertZipcode(zipcode);
  const solar = toSolar(input);
  const equipment = toEquipment(input);
  return {
    ...texts(input),
    ...(name === undefined ? {} : { name }),
    ...(solar && { solar }),
    ...(solarInfo === undefined ? {} : { solarInfo: solarInfo && toJsonObject('solarInfo', solarInfo) }),
    ...(Object.keys(equipment).length > 0 && { equipment }),
    ...(carbonSignalIntensity && { carbonSignalIntensity }),
    ...(enabled === undefined || enabled === null ? {} : { enabled }),
  };
}

/** @throws AppError BAD_USER_INPUT naming `field` */
export function toJsonObject(field: string, value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.fromEntries(Object.entries(value));
  throw badInput(field, `${field}: an object, such as {"tilt": 20}.`);
}

export function assertName(name: string): void {
  if (name.trim() === '' || name.length > 255) {
    throw badInput('name', `name: 1 to 255 characters; this one has ${name.length}.`);
  }
}

export function assertZipcode(zipcode: string): void {
  if (!/^\d{5}(-\d{4})?$/.test(zipcode)) {
    throw badInput('zipcode', 'zipcode: five digits, for example 94107, or nine as 94107-1234.');
  }
}

/** The two solar fields: both, or neither. */
export function toSolar(input: {
  readonly solarSystemSizeKw?: number | null;
  readonly isNonNetMetered?: boolean | null;
}): SolarSystem | undefined {
  const { solarSystemSizeKw: systemSizeKw, isNonNetMetered } = input;
  const noSize = systemSizeKw === undefined || systemSizeKw === null;
  const noMetering = isNonNetMetered === undefined || isNonNetMetered === null;
  if (noSize && noMetering) return undefined;
  if (noSize) throw badInput('solarSystemSizeKw', 'solarSystemSizeKw: give it together with `isNonNetMetered`.');
  if (noMetering) throw badInput('isNonNetMetered', 'isNonNetMetered: give it together with `solarSystemSizeKw`.');
  if (!(systemSizeKw > 0)) throw badInput('solarSystemSizeKw', 'solarSystemSizeKw: a peak power above 0 kW.');
  return { systemSizeKw, isNonNetMetered };
}

const textFields = [
  ...(['userId', 'utilityId', 'ratePlanId', 'unstructuredAddress', 'clientId', 'country', 'city'] as const),
  ...(['zipcode', 'streetAddress', 'meterId', 'meterIdSource', 'channelPartnerId'] as const),
];

function texts(input: HomeInput): Pick<HomeChanges, (typeof textFields)[number]> {
  return Object.fromEntries(textFields.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));
}

const flags = [
  ...(['hasEvCharger', 'hasElectricHeater', 'hasSmartWaterHeater', 'hasElectricWaterHeater', 'hasAC'] as const),
];

function toEquipment(input: HomeInput): HomeEquipment {
  const { acType } = input;
  return {
    ...Object.fromEntries(flags.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]]))),
    ...(acType === undefined ? {} : { acType: acType && acTypeOf[acType] }),
  };
}

/** @throws AppError BAD_USER_INPUT naming the field */
export function assertAccountNumber(accountNumber: string): void {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(accountNumber)) {
    throw badInput('accountNumber', 'accountNumber: 1 to 64 letters, digits, dots, dashes or underscores.');
  }
}

/** @throws AppError BAD_USER_INPUT naming the field */
export function toHouseholdProfile(input: sdl.OnboardHouseholdInput): HouseholdProfile {
  const { house, residents, appliances } = input;
  return {
    house: house ? toHouse(house) : null,
    residents: residents ? toResidents(residents) : null,
    appliances: appliances ? toAppliances(appliances) : null,
  };
}

function toHouse({ type, areaM2, province }: sdl.HouseInput): HouseholdProfile['house'] {
  if (areaM2 !== undefined && areaM2 !== null && areaM2 < 1) {
    throw badInput('house.areaM2', 'house.areaM2: whole square metres, at least 1.');
  }
  if (province && !/^[A-Z]{2}$/.test(province)) {
    throw badInput('house.province', 'house.province: two capital letters, for example MI.');
  }
  return { type: type ? houseTypeOf[type] : null, areaM2: areaM2 ?? null, province: province || null };
}

function toResidents({ adults, children = 0, elderly = 0 }: sdl.ResidentsInput): HouseholdProfile['residents'] {
  for (const [name, count] of Object.entries({ adults, children, elderly })) {
    if (count < 0) throw badInput(`residents.${name}`, `residents.${name}: 0 or more.`);
  }
  if (adults + children + elderly < 1) {
    throw badInput('residents', 'residents: at least one adult, child or elderly person lives there.');
  }
  return { adults, children, elderly };
}

function toAppliances(appliances: readonly sdl.HouseholdApplianceInput[]): HouseholdProfile['appliances'] {
  const seen = new Set<string>();
  return appliances.map(({ appliance, quantity = 1 }, i) => {
    if (quantity < 1) throw badInput(`appliances.${i}.quantity`, `appliances.${i}.quantity: at least 1.`);
    if (seen.has(appliance)) {
      throw badInput(`appliances.${i}.appliance`, `appliances.${i}.appliance: ${appliance} is there twice; add it up.`);
    }
    seen.add(appliance);
    return { appliance: applianceOf[appliance], quantity };
  });
}
