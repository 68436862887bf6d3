/** Judges snapshots before they get in line: a vendor that refuses one says so only when its turn has come. */

import type {
  ProvisionedCustomer,
  ProvisionedData,
  ProvisionedFacility,
  ProvisionedMeter,
} from '../domain/facility-services.ts';
import { badInput } from '../errors.ts';
import type * as sdl from './generated/resolvers.ts';

/** @throws AppError BAD_USER_INPUT naming the field */
export function toCustomers({ customers }: sdl.ProvisionCustomersInput): readonly ProvisionedCustomer[] {
  const field = 'input.customers';
  assertOnce(field, 'externalId', customers);
  for (const [i, { name }] of customers.entries()) assertText(`${field}.${i}.name`, name);
  return customers;
}

/** @throws AppError BAD_USER_INPUT naming the field */
export function toData({ customers }: sdl.ProvisionDataInput): readonly ProvisionedData[] {
  const field = 'input.customers';
  assertOnce(field, 'customerExternalId', customers);
  return customers.map(({ customerExternalId, facilities }, i) => {
    const at = `${field}.${i}.facilities`;
    assertOnce(at, 'externalId', facilities);
    return { customerExternalId, facilities: facilities.map((facility, k) => toFacility(`${at}.${k}`, facility)) };
  });
}

function toFacility(field: string, facility: sdl.ProvisionedFacilityInput): ProvisionedFacility {
  const { externalId, name, properties, meters } = facility;
  assertText(`${field}.name`, name);
  return { externalId, name, properties: properties ?? [], meters: toMeters(`${field}.meters`, meters) };
}

function toMeters(field: string, meters: readonly sdl.ProvisionedMeterInput[]): readonly ProvisionedMeter[] {
  assertOnce(field, 'externalId', meters);
  return meters.map(({ externalId, name, quantityId, subMeters }, i) => {
    assertText(`${field}.${i}.name`, name);
    return { externalId, name, quantityId, subMeters: toMeters(`${field}.${i}.subMeters`, subMeters ?? []) };
  });
}

/** Every one has an id of its own. */
function assertOnce<K extends string>(field: string, key: K, items: readonly Readonly<Record<K, string>>[]): void {
  const seen = new Set<string>();
  for (const [i, { [key]: id }] of items.entries()) {
    assertText(`${field}.${i}.${key}`, id);
    if (seen.has(id))
      throw badInput(`${field}.${i}.${key}`, `${field}.${i}.${key}: "${id.slice(0, 64)}" is there twice.`);
    seen.add(id);
  }
}

function assertText(field: string, text: string): void {
  if (text.trim() === '') throw badInput(field, `${field}: it is empty.`);
}
