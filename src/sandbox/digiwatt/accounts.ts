/** The accounts of the company, and what the user endpoints do to them. */

import { z } from 'zod';
import { accountNumber as accountNumberOf, householdOf } from '../world.ts';
import { VendorRefusal } from './envelope.ts';

export interface Account {
  readonly accountNumber: string;
  /** Whose readings it shows; null for an account made by a request: its meter has sent nothing yet. */
  readonly household: number | null;
}

export interface Accounts {
  /** Throws 404 for an unknown number. */
  get(accountNumber: string): Account;
  /** Households of all accounts that have readings, each once. */
  households(): readonly number[];
  create(input: unknown): unknown;
  remove(accountNumber: string): unknown;
  onboard(accountNumber: string, input: unknown): unknown;
}

export interface AccountsOptions {
  readonly companyCode: string;
  /** Number of accounts at the start, from number 1 on. */
  readonly households: number;
}

export function createAccounts({ companyCode, households }: AccountsOptions): Accounts {
  const accounts = new Map<string, Account>();
  for (let n = 1; n <= households; n += 1) {
    accounts.set(accountNumberOf(n), { accountNumber: accountNumberOf(n), household: householdOf(n) });
  }

  const get = (number: string): Account => {
    const account = accounts.get(number);
    if (!account) throw new VendorRefusal(404, 'unknown account');
    return account;
  };

  return {
    get,
    households: () => [...new Set([...accounts.values()].flatMap(({ household }) => household ?? []))],
    create: (input) => {
      const user = check(userSchema, input);
      if (user.company_code !== companyCode) throw new VendorRefusal(403, 'the company is not yours');
      if (accounts.has(user.account_number)) throw new VendorRefusal(409, 'the account exists');
      accounts.set(user.account_number, { accountNumber: user.account_number, household: null });
      return user;
    },
    remove: (number) => {
      accounts.delete(get(number).accountNumber);
      return { account_number: number };
    },
    onboard: (number, input) => ({ account_number: get(number).accountNumber, ...check(onboardingSchema, input) }),
  };
}

/**
 * The published length (20) and pattern (19 characters) of a POD exclude each other, so a real server must be using
 * neither as written. This one takes 14 to 20 characters, which holds real PODs and the documented example (assumed).
 */
const podPattern = /^[A-Z]{2}[0-9A-Z]{3}[A-Z0-9]{9,15}$/;

const userSchema = z.object({
  pod: z.string().regex(podPattern, 'pod must match [A-Z]{2}[0-9A-Z]{3}[A-Z0-9]{9,15}'),
  account_number: z.string().min(1),
  company_code: z.string().min(1),
});

const residents = z.int().nonnegative();

const onboardingSchema = z.object({
  house: z
    .object({
      type: z.enum(['apartment', 'townhouse', 'detached', 'second']).optional(),
      // The wire name is misspelled so.
      dimesion: z.int().optional(),
      province: z
        .string()
        .regex(/^[A-Z]{2}$/, 'province must be two capital letters')
        .optional(),
    })
    .optional(),
  residents: z
    .object({ adults: residents, children: residents, elderlies: residents })
    .refine(({ adults, children, elderlies }) => adults + children + elderlies >= 1, 'there must be a resident')
    .optional(),
  appliances: z
    .array(
      z.object({
        appliance: z.enum([
          'airConditioner',
          'boiler',
          'chargingStation',
          'dishwasher',
          'electricHeater',
          'electricVehicle',
          'fridge',
          'heatPump',
          'inductionCooktop',
          'microwave',
          'oven',
          'solarBattery',
          'solarPanel',
          'television',
          'washingMachine',
        ]),
        quantity: z.int().min(1),
      }),
    )
    .optional(),
});

function check<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new VendorRefusal(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`);
}
