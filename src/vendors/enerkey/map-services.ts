/** Our words into EnerKey's where something is changed, and its answers back; pure. */

import type * as services from '../../domain/facility-services.ts';
import { toTimestamp } from './timestamp.ts';
import type {
  PushItem,
  RawAction,
  WireAlarm,
  WireCustomer,
  WireProvisionedData,
  WireProvisionedMeter,
} from './wire-services.ts';

export function toPushItems(values: readonly services.HourlyValue[]): PushItem[] {
  return values.map(({ atMs, value }) => ({ timestamp: toTimestamp(atMs, 'Z'), value }));
}

/** The whole action, changed; what is not ours stays as it was read. */
export function changeAction(action: RawAction, changes: services.ActionChanges): RawAction {
  const { title, description, status, type, startsAt, endsAt, savings } = changes;
  const named = { title, description, status, type, startDate: startsAt, endDate: endsAt, savings };
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  return { ...action, ...Object.fromEntries(given) };
}

export function toImageQuery({ facilityId, format, colors, quantityId }: services.ImageRequest) {
  return { facilityId, format, ...(quantityId === undefined ? {} : { quantityId }), color: colors };
}

export function toAlarm(alarm: WireAlarm): services.Alarm {
  const at = Date.parse(alarm.timestamp ?? '');
  return {
    id: String(alarm.id),
    facilityId: toId(alarm.facilityId),
    meterId: toId(alarm.meterId),
    type: alarm.type ?? null,
    at: Number.isNaN(at) ? null : new Date(at).toISOString(),
    message: alarm.message ?? null,
  };
}

export function toWireCustomer({ productCode, name, externalId }: services.ProvisionedCustomer): WireCustomer {
  return { productCode, externalCustomerName: name, externalCustomerId: externalId };
}

export function toWireData({ customerExternalId, facilities }: services.ProvisionedData): WireProvisionedData {
  return {
    externalCustomerId: customerExternalId,
    facilities: facilities.map(({ externalId, name, properties, meters }) => ({
      ...{ externalFacilityId: externalId, name },
      properties: properties.map((property) => ({ name: property.name, value: property.value })),
      meters: meters.map(toWireMeter),
    })),
  };
}

const statuses = new Map([
  ['pending', 'PENDING'],
  ['processing', 'PROCESSING'],
  ['completed', 'COMPLETED'],
  ['failed', 'FAILED'],
] as const);

/** The vendor's texts stay behind: only how many there are is told. */
export function toProvisioningState(state: {
  readonly status: string;
  readonly errors?: readonly unknown[] | null | undefined;
}): services.ProvisioningState {
  const known = [...statuses].find(([word]) => word === state.status.toLowerCase());
  return { status: known?.[1] ?? 'UNKNOWN', errorCount: state.errors?.length ?? 0 };
}

function toWireMeter({ externalId, name, quantityId, subMeters }: services.ProvisionedMeter): WireProvisionedMeter {
  const own = { externalMeterId: externalId, name, quantityId };
  return subMeters.length === 0 ? own : { ...own, subMeters: subMeters.map(toWireMeter) };
}

function toId(id: number | null | undefined): string | null {
  return id === null || id === undefined ? null : String(id);
}
