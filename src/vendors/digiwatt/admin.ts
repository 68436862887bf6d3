/** Registers, onboards and removes household accounts. */

import type { HouseholdProfile } from '../../domain/household-profile.ts';
import { badInput, toAppError } from '../../errors.ts';
import type { Connection } from '../../upstream/connection.ts';
import type { HouseholdAdmin } from '../home-services.ts';
import { accountTag } from './account-reader.ts';
import type { DigiwattApi } from './api.ts';
import type { DigiwattConfig } from './config.ts';
import type { WireOnboarding } from './wire.ts';

export function createAdmin(api: DigiwattApi, connection: Connection, config: DigiwattConfig): HouseholdAdmin {
  /** A change that failed may have arrived all the same. */
  const dropping = async <T>(accountNumber: string, change: () => Promise<T>): Promise<T> => {
    try {
      return await change();
    } finally {
      await connection.drop([accountTag(accountNumber)]).catch(toAppError);
    }
  };

  return {
    register: async ({ accountNumber, pod }, call) => {
      assertPod(pod, config.podRule ?? 'lenient');
      const user = { pod, account_number: accountNumber, company_code: config.companyCode };
      return (await dropping(accountNumber, () => api.createUser(user, call))) ? 'registered' : 'exists';
    },
    remove: (accountNumber, call) => dropping(accountNumber, () => api.deleteUser(accountNumber, call)),
    onboard: (accountNumber, profile, call) =>
      dropping(accountNumber, () => api.onboard(accountNumber, toWireOnboarding(profile), call)),
  };
}

/**
 * The vendor publishes a length of 20 and a pattern of 19 characters, which no text fits both, and an example that fits
 * neither. The pattern is the rule, and the lenient one (assumed) lets the example and real PODs through as well.
 */
const podRules = {
  strict: { pattern: /^[A-Z]{2}[0-9A-Z]{3}[A-Z0-9]{14}$/, length: '19' },
  lenient: { pattern: /^[A-Z]{2}[0-9A-Z]{3}[A-Z0-9]{9,15}$/, length: '14 to 20' },
} as const;

function assertPod(pod: string, rule: keyof typeof podRules): void {
  const { pattern, length } = podRules[rule];
  if (pattern.test(pod)) return;
  throw badInput(
    'pod',
    `pod: a point of delivery has ${length} characters, two capital letters first, then capital letters and digits; IT001E1234567890ABC would be one.`,
  );
}

function toWireOnboarding({ house, residents, appliances }: HouseholdProfile): WireOnboarding {
  return {
    ...(house && {
      house: {
        ...(house.type && { type: house.type }),
        ...(house.areaM2 === null ? {} : { dimesion: house.areaM2 }),
        ...(house.province && { province: house.province }),
      },
    }),
    ...(residents && {
      residents: { adults: residents.adults, children: residents.children, elderlies: residents.elderly },
    }),
    ...(appliances && { appliances }),
  };
}
