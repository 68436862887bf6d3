/** The hosted onboarding: an address for the customer, and how far the customer got. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { check } from './errors.ts';
import type { Homes } from './homes.ts';

export interface Onboarding {
  generateUrl(input: unknown): unknown;
  status(input: unknown): unknown;
}

const hvacSchema = z.object({
  name: z.string().min(1),
  enabled: z.boolean(),
  defaultMode: z.enum(['OFF', 'HEAT', 'COOL', 'AUTO']),
  tempUnits: z.enum(['F', 'C']),
  ...{ maxTemp: z.number(), minTemp: z.number() },
  ...{ defaultTemp: z.number().optional(), defaultCoolSetpoint: z.number().optional() },
  defaultHeatSetpoint: z.number().optional(),
  deviceType: z.literal('Hvac'),
  ...{ canHeat: z.boolean(), canCool: z.boolean() },
  ...{ targetTemp: z.number().optional(), targetCoolSetpoint: z.number().optional() },
  ...{ targetHeatSetpoint: z.number().optional(), currentTemp: z.number().optional() },
  referenceId: z.string().min(1),
});

const urlSchema = z.strictObject({
  redirectUrl: z.url(),
  enableThirdPartyDevice: z.boolean(),
  hvacs: z.array(hvacSchema),
  ...{ userId: z.string().optional(), userEmail: z.email().optional(), channelPartnerId: z.string().optional() },
  homeId: z.string().optional(),
});

/** A home with an address of its own is under way; every other one that exists is done. */
export function createOnboarding(homes: Homes): Onboarding {
  const underWay = new Map<string, string>();

  return {
    generateUrl: (input) => {
      const { homeId, userId = null } = check(urlSchema, input);
      const home = homeId === undefined ? homes.create({ name: 'New home', userId }) : homes.get(homeId);
      const session = randomUUID();
      underWay.set(home.id, session);
      return { url: `https://onboarding.wattshift.com/session/${session}`, homeId: home.id };
    },
    status: (input) => {
      const home = homes.get(check(z.object({ homeId: z.string() }), input).homeId);
      const session = underWay.get(home.id) ?? null;
      return {
        ...{ id: session, homeId: home.id, status: session ? 'IN_PROGRESS' : 'COMPLETED' },
        ...{ eligibilityStatus: session ? null : 'eligible', thermostatBrandName: session ? null : 'Sandbox' },
        ...{ zipcode: home.zipcode, step: session ? 'utility' : 'done' },
      };
    },
  };
}
