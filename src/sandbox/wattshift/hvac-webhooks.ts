/** The two webhooks of thermostats, one a kind: where they go is kept; nothing is posted. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { check } from './errors.ts';

export type HvacEventType = 'SET_POINT_SCHEDULE' | 'THERMOSTAT_QUERY';

export interface HvacWebhooks {
  /** The answer of `set`. */
  set(eventType: HvacEventType, input: unknown): unknown;
  /** Where posts of the type go; undefined = nowhere. */
  targetOf(eventType: HvacEventType): HvacTarget | undefined;
}

const targetSchema = z.strictObject({ webhookUrl: z.url(), securityKey: z.string().min(1) });
type HvacTarget = z.infer<typeof targetSchema>;

export function createHvacWebhooks(clock: Clock): HvacWebhooks {
  const known = new Map<HvacEventType, { readonly id: string; readonly createdAt: string; target: HvacTarget }>();
  return {
    set(eventType, input) {
      const target = check(targetSchema, input);
      const nowIso = new Date(clock.now()).toISOString();
      const { id, createdAt } = known.get(eventType) ?? { id: randomUUID(), createdAt: nowIso };
      known.set(eventType, { id, createdAt, target });
      const own = { apiOwnerOrgId: 'ws_org_sandbox', eventType, openAdr: false, lastSentAt: null };
      return { id, createdAt, updatedAt: nowIso, ...own, ...target };
    },
    targetOf: (eventType) => known.get(eventType)?.target,
  };
}
