/** What one customer has at the sandbox equiwatt: assets, portfolios, schemes, flexibility events. */

import { assetMpan, assetUuid, facilities, householdOf } from '../world.ts';

export const assetStates = ['OPT_IN', 'OPT_OUT', 'DUPLICATED', 'REJECTED', 'READY'] as const;
export type AssetState = (typeof assetStates)[number];

/** The life of an event; each step is also the webhook `EVENT.<step>`. */
export const eventSteps = [
  'SCHEDULED',
  'STARTED',
  'ENDED',
  'BASELINES_READY',
  'STATS_CALCULATION_STARTED',
  'STATS_READY',
] as const;
export type EventStep = (typeof eventSteps)[number];

export interface SandboxAsset {
  readonly uuid: string;
  /** The import MPAN. */
  readonly assetId: string;
  readonly name: string;
  /** Whose data it has, 1 to 10; null for one that the customer made, which has none but what is uploaded. */
  readonly household: number | null;
  readonly installationDate: string | null;
  readonly createdAt: string;
  updatedAt: string;
  archived: boolean;
  /** What the customer said to make it. */
  readonly said?: Readonly<Record<string, unknown>>;
}

export interface SandboxPortfolio {
  readonly uuid: string;
  readonly name: string;
  readonly description?: string;
  assets: readonly SandboxAsset[];
}

export interface SandboxScheme {
  readonly uuid: string;
  readonly name: string;
  readonly members: { readonly asset: SandboxAsset; state: AssetState }[];
}

export interface SandboxEvent {
  readonly uuid: string;
  readonly name: string;
  readonly scheme: SandboxScheme;
  readonly portfolios: readonly SandboxPortfolio[];
  readonly members: readonly { readonly asset: SandboxAsset; state: 'OPT_IN' | 'OPT_OUT' }[];
  startMs: number;
  endMs: number;
  step: EventStep;
}

export interface World {
  readonly assets: SandboxAsset[];
  /** The customer's own ids of its users. */
  readonly users: Set<string>;
  readonly portfolios: SandboxPortfolio[];
  readonly schemes: readonly SandboxScheme[];
  /** Oldest first. */
  readonly events: SandboxEvent[];
  /** A new event over the portfolios in turn; it is not among `events` yet. */
  newEvent(startMs: number, endMs: number, step: EventStep): SandboxEvent;
}

export interface WorldOptions {
  /** Number of assets. Default 10: one for each household. */
  readonly assets?: number;
  /** Number of portfolios. Default 3: the facilities of the demo world. */
  readonly portfolios?: number;
  /** Number of finished events, one a day back from yesterday. Default 6. */
  readonly events?: number;
  /** Put before every name, so that one can see whose an entity is. Default none. */
  readonly marker?: string;
  /** Added to the number in every id; 0 (the default) gives two customers the same ids. */
  readonly idOffset?: number;
}

/** Incentive of every event, GBP a kWh saved. */
export const incentivePerKwh = 3;

const dayMs = 86_400_000;

export function buildWorld(options: WorldOptions, nowMs: number): World {
  const { marker = '', idOffset = 0 } = options;
  const assets = Array.from({ length: options.assets ?? 10 }, (_, i) => toAsset(i + 1, marker, idOffset));
  const portfolios = toPortfolios(assets, options.portfolios ?? facilities.length, marker, idOffset);
  const schemes = ['Demand Flexibility Service', 'Local Constraint Market'].map((name, i) => ({
    uuid: uuidOf('5c4e0000', i + 1 + idOffset),
    name: marker + name,
    members: assets.filter((_, n) => n % 2 === i || i === 0).map((asset, n) => ({ asset, state: schemeState(n) })),
  }));
  const events: SandboxEvent[] = [];
  let made = 0;

  const newEvent = (startMs: number, endMs: number, step: EventStep): SandboxEvent => {
    made += 1;
    // Two portfolios an event, taken in turn.
    const chosen = [...new Set([made, made + 1].map((n) => portfolios[n % portfolios.length]))].filter(isDefined);
    const scheme = schemes[made % schemes.length];
    if (!scheme) throw new Error('a world has schemes');
    const members = chosen.flatMap((portfolio) => portfolio.assets);
    return {
      ...{ uuid: uuidOf('e7e47000', made + idOffset), name: `${marker}Evening peak ${made}`, scheme },
      portfolios: chosen,
      members: members.map((asset, n) => ({ asset, state: n % 5 === 4 ? 'OPT_OUT' : 'OPT_IN' })),
      ...{ startMs, endMs, step },
    };
  };

  const count = options.events ?? 6;
  const today = Math.floor(nowMs / dayMs) * dayMs;
  for (let daysAgo = count; daysAgo >= 1; daysAgo -= 1) {
    const startMs = today - daysAgo * dayMs + 17 * 3_600_000;
    events.push(newEvent(startMs, startMs + 3_600_000, 'STATS_READY'));
  }
  return { assets, users: new Set(), portfolios, schemes, events, newEvent };
}

function toAsset(n: number, marker: string, idOffset: number): SandboxAsset {
  const createdAt = new Date(Date.UTC(2012, 11, 1, 9, 0, n % 60)).toISOString();
  return {
    uuid: assetUuid(n + idOffset),
    assetId: assetMpan(n + idOffset),
    name: `${marker}Household ${n}`,
    household: householdOf(n),
    ...{ installationDate: '2012-11-15T00:00:00.000Z', createdAt, updatedAt: createdAt, archived: false },
  };
}

/** The demo's three group the households as its facilities do; any other number deals the assets out evenly. */
function toPortfolios(assets: readonly SandboxAsset[], count: number, marker: string, idOffset: number) {
  const asFacilities = count === facilities.length && assets.length <= 10;
  return Array.from({ length: count }, (_, i): SandboxPortfolio => {
    const households: readonly number[] = facilities[i]?.households ?? [];
    const members = assets.filter((_, n) => (asFacilities ? households.includes(n + 1) : n % count === i));
    const name = asFacilities ? facilities[i]?.name : `Portfolio ${i + 1}`;
    return { uuid: uuidOf('70f70000', i + 1 + idOffset), name: `${marker}${name}`, assets: members };
  });
}

function schemeState(n: number): AssetState {
  return n % 10 < 6 ? 'READY' : (assetStates[(n % 10) % 4] ?? 'READY');
}

function uuidOf(prefix: string, n: number): string {
  return `${prefix}-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
