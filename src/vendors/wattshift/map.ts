import type { Home, Utility } from '../../domain/entities.ts';
import type { WireHome, WireUtility } from './wire.ts';

export function toHome(wire: WireHome): Home {
  const ref = { vendor: 'WATTSHIFT', kind: 'home', id: wire.id } as const;
  return {
    ref,
    refs: [ref],
    name: wire.name ?? null,
    zipcode: wire.zipcode ?? null,
    timeZone: wire.timezone ?? null,
    city: wire.city ?? null,
    country: wire.country ?? null,
    streetAddress: wire.streetAddress ?? null,
    utilityId: wire.UtilityId ?? wire.utilityId ?? null,
    ratePlanId: wire.ratePlanId ?? null,
    createdAt: toIso(wire.createdAt),
    updatedAt: toIso(wire.updatedAt),
  };
}

export function toUtility({ utilityId, utilityName, ratePlans, wsRatePlans }: WireUtility): Utility {
  return {
    id: utilityId,
    name: utilityName ?? null,
    ratePlans: (ratePlans ?? wsRatePlans ?? []).map((plan) => ({
      id: plan.id,
      name: plan.ratePlanName ?? null,
      rateId: plan.rateID ?? null,
      supportedType: plan.supportedType ?? null,
    })),
  };
}

function toIso(time: unknown): string | null {
  const ms = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
