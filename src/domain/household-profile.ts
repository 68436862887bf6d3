/** What a household is told to be when it is onboarded. The vendor never gives it back, so it is kept by us. */

export const applianceKinds = [
  ...(['airConditioner', 'boiler', 'chargingStation', 'dishwasher', 'electricHeater'] as const),
  ...(['electricVehicle', 'fridge', 'heatPump', 'inductionCooktop', 'microwave'] as const),
  ...(['oven', 'solarBattery', 'solarPanel', 'television', 'washingMachine'] as const),
] as const;
export type ApplianceKind = (typeof applianceKinds)[number];

export type HouseType = 'apartment' | 'townhouse' | 'detached' | 'second';

export interface House {
  readonly type: HouseType | null;
  /** Floor area, whole m². */
  readonly areaM2: number | null;
  /** Two capital letters, Italian. */
  readonly province: string | null;
}

/** Each at least 0, one of them at least 1. */
export interface Residents {
  readonly adults: number;
  readonly children: number;
  readonly elderly: number;
}

export interface HouseholdAppliance {
  readonly appliance: ApplianceKind;
  /** At least 1. */
  readonly quantity: number;
}

export interface HouseholdProfile {
  readonly house: House | null;
  readonly residents: Residents | null;
  /** null = the vendor's default set. */
  readonly appliances: readonly HouseholdAppliance[] | null;
}

export interface HouseholdRegistration {
  /** The account, leading zeros kept. */
  readonly accountNumber: string;
  /** Point of delivery of the electricity. */
  readonly pod: string;
}
