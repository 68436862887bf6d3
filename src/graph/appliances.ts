/** Words of a household as the SDL spells them. */

import type { AcType } from '../domain/home-services.ts';
import type { ApplianceKind, HouseType } from '../domain/household-profile.ts';
import type * as sdl from './generated/resolvers.ts';

export const applianceOf: Readonly<Record<sdl.ApplianceKind, ApplianceKind>> = {
  AIR_CONDITIONER: 'airConditioner',
  BOILER: 'boiler',
  CHARGING_STATION: 'chargingStation',
  DISHWASHER: 'dishwasher',
  ELECTRIC_HEATER: 'electricHeater',
  ELECTRIC_VEHICLE: 'electricVehicle',
  FRIDGE: 'fridge',
  HEAT_PUMP: 'heatPump',
  INDUCTION_COOKTOP: 'inductionCooktop',
  MICROWAVE: 'microwave',
  OVEN: 'oven',
  SOLAR_BATTERY: 'solarBattery',
  SOLAR_PANEL: 'solarPanel',
  TELEVISION: 'television',
  WASHING_MACHINE: 'washingMachine',
};

export const sdlApplianceOf = Object.fromEntries(
  Object.entries(applianceOf).map(([name, kind]) => [kind, name]),
) as Readonly<Record<ApplianceKind, sdl.ApplianceKind>>;

export const houseTypeOf: Readonly<Record<sdl.HouseType, HouseType>> = {
  APARTMENT: 'apartment',
  TOWNHOUSE: 'townhouse',
  DETACHED: 'detached',
  SECOND: 'second',
};

export const sdlHouseTypeOf: Readonly<Record<HouseType, sdl.HouseType>> = {
  apartment: 'APARTMENT',
  townhouse: 'TOWNHOUSE',
  detached: 'DETACHED',
  second: 'SECOND',
};

export const acTypeOf: Readonly<Record<sdl.AcType, AcType>> = {
  CENTRAL: 'central',
  WINDOW: 'window',
  SPLIT: 'split',
  OTHER: 'other',
};

export const sdlAcTypeOf: Readonly<Record<AcType, sdl.AcType>> = {
  central: 'CENTRAL',
  window: 'WINDOW',
  split: 'SPLIT',
  other: 'OTHER',
};
