/**
 * The demo world: the same ten households as each vendor knows them. Household n (1 to 10) is an equiwatt asset, a
 * Digiwatt account, a WattShift home, a Wattics meter and an EnerKey meter; EnerKey facilities and Wattics sites
 * group them. Tests may ask a vendor for a larger world; household n then repeats the data of ((n - 1) mod 10) + 1.
 */

import { householdCount } from './households.ts';

const pad = (n: number, width: number) => String(n).padStart(width, '0');

export const assetUuid = (n: number) => `a55e7000-0000-4000-8000-${pad(n, 12)}`;
/** The import MPAN, 13 digits. */
export const assetMpan = (n: number) => `10${pad(n, 11)}`;
export const accountNumber = (n: number) => `10000000${pad(n, 2)}`;
export const homeId = (n: number) => `ws_home_${pad(n, 32)}`;
/** The thermostat of home n. */
export const hvacId = (n: number) => `ws_device_${pad(n, 32)}`;
export const streamId = (n: number) => `stream-${n}`;
export const watticsMeterId = (n: number) => 2000 + n;
export const enerkeyMeterId = (n: number) => 1000 + n;

/** Which household's data stands behind number n of a vendor's list. */
export const householdOf = (n: number) => ((n - 1) % householdCount) + 1;

/** Facilities (EnerKey) and sites (Wattics) of the demo world, with the households they group. */
export const facilities = [
  { enerkeyId: 101, watticsSiteId: 301, name: 'Riverside Court', households: [1, 2, 3, 4] },
  { enerkeyId: 102, watticsSiteId: 302, name: 'Harbour Row', households: [5, 6, 7] },
  { enerkeyId: 103, watticsSiteId: 303, name: 'Mill Lane', households: [8, 9, 10] },
] as const;

/** The credentials the sandbox vendors accept in the demo; they open nothing else. */
export const demoCredentials = {
  equiwatt: {
    apiKey: 'sandbox-equiwatt-key',
    tenantUuid: '7e4a1700-0000-4000-8000-000000000001',
    webhookToken: 'demo-equiwatt-webhook-token',
    webhookSecret: 'sandbox-equiwatt-webhook-secret',
  },
  digiwatt: { clientId: 'sandbox-client', clientSecret: 'sandbox-client-secret', companyCode: 'SANDBOX' },
  wattshift: {
    apiKey: 'sandbox-wattshift-key',
    webhookToken: 'demo-wattshift-webhook-token',
    securityKey: 'sandbox-wattshift-security-key',
  },
  wattics: { username: 'sandbox-user', password: 'sandbox-password', token: 'sandbox-dashboard-token' },
  enerkey: { primaryKey: 'sandbox-enerkey-primary', secondaryKey: 'sandbox-enerkey-secondary' },
} as const;

/** Ports of `npm run sandbox`. */
export const sandboxPorts = { equiwatt: 4101, digiwatt: 4102, wattshift: 4103, wattics: 4104, enerkey: 4105 } as const;
