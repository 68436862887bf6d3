/**
 * Tariffs of assets, of the path family without `v1`. Paths, parameters and statuses are the vendor's; what the answers
 * hold is documented nowhere and made up here, some of it nested and some of it as text.
 */

import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { bodyOf, pageReply, refuse, refuseFields } from './replies.ts';
import type { SandboxAsset } from './world.ts';

const directions = ['import', 'export'] as const;
type Direction = (typeof directions)[number];
const scheduleTypes = [...directions, 'supply'] as const;

export interface TariffStore {
  /** Tariffs that are connected, by asset uuid and direction. */
  readonly connected: Map<string, ConnectedTariff>;
  /** How often a schedule was worked out, by asset uuid and type. */
  readonly schedules: Map<string, number>;
}

interface ConnectedTariff {
  readonly direction: Direction;
  readonly callbackURL: string;
  readonly state: string;
  readonly connectedAt: string;
}

export interface TariffContext {
  readonly request: SandboxRequest;
  readonly asset: SandboxAsset;
  readonly store: TariffStore;
  readonly clock: Clock;
  /** The last variable of the path: a direction, or a type of schedule. */
  readonly kind: string;
}

const connectSchema = z.strictObject({
  direction: z.enum(directions),
  callbackURL: z.url({ protocol: /^https?$/ }),
  state: z.string().min(1),
});

export function createTariffStore(): TariffStore {
  return { connected: new Map(), schedules: new Map() };
}

export function connectUrl({ asset, kind }: TariffContext): SandboxReply {
  if (!isOneOf(directions, kind)) return refuseKind('direction', directions);
  return { status: 200, json: { url: `https://connect.equiwatt.example/${asset.uuid}/${kind}` } };
}

/** The customer of the sandbox agrees at once. */
export function connect({ request, asset, store, clock }: TariffContext): SandboxReply {
  const parsed = connectSchema.safeParse(bodyOf(request));
  if (!parsed.success) return refuseFields(parsed.error);
  const { direction, callbackURL, state } = parsed.data;
  const connectedAt = new Date(clock.now()).toISOString();
  store.connected.set(`${asset.uuid} ${direction}`, { direction, callbackURL, state, connectedAt });
  return { status: 200, json: { redirectURL: `https://connect.equiwatt.example/consent/${asset.uuid}/${direction}` } };
}

export function listTariffs({ request, asset, store, kind }: TariffContext): SandboxReply {
  if (!isOneOf(directions, kind)) return refuseKind('direction', directions);
  const tariff = store.connected.get(`${asset.uuid} ${kind}`);
  return pageReply(request, tariff ? [tariff] : [], ({ direction, connectedAt }) => ({
    uuid: `${asset.uuid}-${direction}`,
    name: direction === 'import' ? 'Agile' : 'Outgoing',
    supplier: 'Octavia Energy',
    status: 'CONNECTED',
    startDateTime: connectedAt,
    endDateTime: null,
    meterPoint: { mpan: asset.assetId, smart: true },
  }));
}

export function disconnect({ asset, store, kind }: TariffContext): SandboxReply {
  if (!isOneOf(directions, kind)) return refuseKind('direction', directions);
  if (!store.connected.delete(`${asset.uuid} ${kind}`)) return refuse(404, 'Tariff not found');
  return { status: 200, json: {} };
}

/** A bare array: nothing says that it comes in pages. */
export function listPlans(_: TariffContext): SandboxReply {
  const plans = [
    { id: 'agile', name: 'Agile', supplier: 'Octavia Energy', standingCharge: '0.47', green: true },
    { id: 'fix-12', name: 'Fixed 12 months', supplier: 'Octavia Energy', standingCharge: '0.51', green: false },
  ];
  return { status: 200, json: plans };
}

/** Works the schedule out: half hours of one day. */
export function createSchedule({ asset, store, kind }: TariffContext): SandboxReply {
  if (!isOneOf(scheduleTypes, kind)) return refuseKind('type', scheduleTypes);
  store.schedules.set(`${asset.uuid} ${kind}`, 1);
  return { status: 200, json: { status: 'CREATED' } };
}

export function listSchedule({ request, asset, store, clock, kind }: TariffContext): SandboxReply {
  if (!isOneOf(scheduleTypes, kind)) return refuseKind('type', scheduleTypes);
  const times = store.schedules.get(`${asset.uuid} ${kind}`) ?? 0;
  const midnightMs = Math.floor(clock.now() / dayMs) * dayMs;
  const halfHours = Array.from({ length: times > 0 ? dayMs / halfHourMs : 0 }, (_, n) => n);
  return pageReply(request, halfHours, (n) => ({
    startDateTime: new Date(midnightMs + n * halfHourMs).toISOString(),
    endDateTime: new Date(midnightMs + (n + 1) * halfHourMs).toISOString(),
    price: ((10 + n + 100 * times) / 100).toFixed(2),
    currency: 'GBP',
  }));
}

/** A GET that changes something: the schedule is worked out anew. */
export function refreshSchedule({ asset, store, kind }: TariffContext): SandboxReply {
  if (!isOneOf(scheduleTypes, kind)) return refuseKind('type', scheduleTypes);
  const key = `${asset.uuid} ${kind}`;
  const times = store.schedules.get(key);
  if (times === undefined) return refuse(404, 'Tariff schedule not found');
  store.schedules.set(key, times + 1);
  return { status: 200, json: {} };
}

const halfHourMs = 1_800_000;
const dayMs = 48 * halfHourMs;

function isOneOf<W extends string>(words: readonly W[], word: string): word is W {
  return words.some((known) => known === word);
}

function refuseKind(name: string, words: readonly string[]): SandboxReply {
  return refuse(400, [`${name} must be one of the following values: ${words.join(', ')}`]);
}
