/** Which member of a home answers which question. */

import type * as entity from '../domain/entities.ts';
import type { Ref, RefKind } from '../domain/ref.ts';
import { toConversion } from '../domain/units.ts';
import { type AppError, toAppError } from '../errors.ts';
import type { HomeMembers } from '../loaders/home-links.ts';
import type { Loaders } from '../loaders/index.ts';
import type { SeriesRequest } from './arguments.ts';
import { type Measured, sumConsumption } from './consumption.ts';
import type { SeriesModel } from './models.ts';

/** The first member of the kind; undefined = the home has none. */
export function memberOf({ members }: HomeMembers, kind: RefKind): Ref | undefined {
  return members.find((member) => member.kind === kind);
}

/** The one home an entity is linked to; undefined when there is none, or several share it. */
export function homeOf(refs: readonly Ref[], loaders: Loaders): HomeMembers | undefined {
  const homes = new Set(refs.flatMap((ref) => loaders.homing.links.withMember(ref)));
  return homes.size === 1 ? [...homes][0] : undefined;
}

/** The home member's own facts; null when the home has no such member, or its vendor does not know it any more. */
export async function homeFacts(home: HomeMembers, loaders: Loaders): Promise<entity.Home | null> {
  const member = memberOf(home, 'home');
  return member ? loaders.homes.byRef(member) : null;
}

/** IANA time zone of the home: what the home member says, else the household's vendor. */
export async function homeTimeZone(home: HomeMembers, loaders: Loaders): Promise<string | null> {
  const household = memberOf(home, 'household');
  const facts = await homeFacts(home, loaders);
  return facts?.timeZone ?? (household ? (loaders.households.timeZone(household.vendor) ?? null) : null);
}

/** The home's meters; an error in the place of one whose vendor failed. */
export async function homeMeters({ members }: HomeMembers, loaders: Loaders): Promise<(entity.Meter | AppError)[]> {
  const refs = members.filter(({ kind }) => kind === 'meter' || kind === 'stream');
  const meters = await Promise.all(refs.map((ref) => loaders.meters.byRef(ref).catch(toAppError)));
  return meters.flatMap((meter) => (meter ? [meter] : []));
}

/** Consumption of the home; see `fromFirstRoute`. */
export function homeConsumption(
  home: HomeMembers,
  request: SeriesRequest,
  loaders: Loaders,
): Promise<SeriesModel | null> {
  const read = (members: readonly Measured[]) => sumConsumption(members, request, loaders);
  return fromFirstRoute(home, loaders, read, ({ total }) => !Number.isNaN(total));
}

/**
 * What `read` makes of the first of asset, meters, household that has anything. One that fails or has nothing gives way
 * to the next; when none has, the first that is empty, or else the clearest error.
 */
export async function fromFirstRoute<T>(
  home: HomeMembers,
  loaders: Loaders,
  read: (members: readonly Measured[]) => Promise<T | null>,
  hasAny: (answer: T) => boolean,
): Promise<T | null> {
  const errors: AppError[] = [];
  let empty: T | null = null;
  for (const route of routes(home, loaders)) {
    try {
      const answer = await read(await route());
      if (answer && hasAny(answer)) return answer;
      empty ??= answer;
    } catch (error) {
      errors.push(toAppError(error));
    }
  }
  if (empty) return empty;
  // That a vendor is down says more than that another one lacks the range.
  const clearest = errors.find(({ code }) => code !== 'RANGE_NOT_AVAILABLE') ?? errors[0];
  if (clearest) throw clearest;
  return null;
}

type Route = () => Promise<readonly Measured[]>;

function routes(home: HomeMembers, loaders: Loaders): readonly Route[] {
  const asset = memberOf(home, 'asset');
  const household = memberOf(home, 'household');
  const meterVendors = new Set(
    home.members.filter(({ kind }) => kind === 'meter' || kind === 'stream').map(({ vendor }) => vendor),
  );
  return [
    ...(asset ? [async () => [{ kind: 'assets', ref: asset } as const]] : []),
    // Two vendors' meters measure the same home: they are alternatives, never added up.
    ...[...meterVendors].map((vendor) => async () => energyMeters(home, vendor, loaders)),
    ...(household ? [async () => [{ kind: 'households', ref: household } as const]] : []),
  ];
}

async function energyMeters(home: HomeMembers, vendor: Ref['vendor'], loaders: Loaders): Promise<readonly Measured[]> {
  const members = home.members.filter((member) => member.vendor === vendor);
  const meters: entity.Meter[] = [];
  for (const meter of await homeMeters({ ...home, members }, loaders)) {
    if (meter instanceof Error) throw meter;
    if (measuresEnergy(meter)) meters.push(meter);
  }
  return rootsOf(meters).map(({ ref }) => ({ kind: 'meters', ref }));
}

/** A meter whose vendor names no unit may well measure energy: its readings will tell. */
function measuresEnergy({ unit }: entity.Meter): boolean {
  if (unit === null) return true;
  return (['energy', 'power'] as const).some((kind) => toConversion(unit, kind, 'KWH').unit === 'kWh');
}

/** The meters that no other of them includes. */
export function rootsOf(meters: readonly entity.Meter[]): readonly entity.Meter[] {
  const ids = new Set(meters.map(({ ref }) => ref.id));
  return meters.filter(({ parentId }) => parentId === null || !ids.has(parentId));
}
