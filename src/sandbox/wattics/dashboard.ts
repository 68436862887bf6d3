/** The dashboard side: bare JSON arrays, a raw token, both parameters of every list required. */

import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import type { AdministeredRecord, Administration } from './administration.ts';
import { monthBounds, toConsumptions, toCosts } from './days.ts';
import type { Measurements } from './measurements.ts';
import type { Records } from './records.ts';
import { Refusal } from './refusal.ts';
import type { PlacedMeter, WatticsWorld } from './world.ts';

export interface Dashboard {
  readonly token: string;
  readonly world: WatticsWorld;
  readonly measurements: Measurements;
  readonly administration: Administration;
  readonly records: Records;
}

const dayMs = 86_400_000;
const maxRawDays = 90;

export function dashboardReply(request: SandboxRequest, dashboard: Dashboard): SandboxReply {
  try {
    if (request.headers.authorization !== dashboard.token) throw new Refusal(401, 'Unauthorized');
    if (!request.headers['content-type']?.startsWith('application/json')) {
      throw new Refusal(415, 'Content-Type must be application/json');
    }
    const replied = dashboard.administration.reply(request) ?? dashboard.records.reply(request);
    return replied ?? { status: 200, json: answer(request, dashboard) };
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, json: { error: error.message } };
    throw error;
  }
}

function answer(request: SandboxRequest, dashboard: Dashboard): unknown {
  const [, version, resource = '', id, part, ...rest] = request.segments;
  const known = version === 'v1' && ['organizations', 'sites', 'meters', 'appliances'].includes(resource);
  if (!known || rest.length > 0) throw new Refusal(404, 'Not found');
  if (request.method !== 'GET') throw new Refusal(405, 'Method not allowed');
  if (id === undefined) return list(resource, request, dashboard);
  if (resource === 'organizations') throw new Refusal(404, 'Not found');
  if (part === undefined) return one(resource, Number(id), dashboard);
  if (resource === 'meters')
    return measured({ placed: findMeter(dashboard.world, id), share: 1 }, part, request, dashboard);
  if (resource !== 'appliances') throw new Refusal(404, 'Not found');
  const meterId = String(ownerOf(Number(id), dashboard));
  return measured({ placed: findMeter(dashboard.world, meterId), share: applianceShare }, part, request, dashboard);
}

function list(resource: string, request: SandboxRequest, { administration }: Dashboard): unknown {
  const { organizations, sites: allSites, meters: allMeters, appliances } = administration.records;
  if (resource === 'organizations') return [...organizations.values()];
  const organizationId = intParameter(request, 'organization_id');
  if (!organizations.has(organizationId)) throw new Refusal(404, 'Organization not found');
  const sites = membersOf(allSites, 'organization_id', organizationId);
  if (resource === 'sites') return sites;
  const siteId = intParameter(request, 'site_id');
  if (!sites.some((site) => site.id === siteId)) throw new Refusal(404, 'Site not found');
  const meters = membersOf(allMeters, 'site_id', siteId);
  if (resource === 'meters') return meters;
  const meterId = intParameter(request, 'meter_id');
  if (!meters.some((meter) => meter.id === meterId)) throw new Refusal(404, 'Meter not found');
  return [...appliances.values()].filter((appliance) => appliance.meter_id === meterId);
}

/** What belongs to an owner, as the vendor shows it: without naming the owner. */
function membersOf(records: ReadonlyMap<number, AdministeredRecord>, field: string, owner: number) {
  return [...records.values()].filter((one) => one[field] === owner).map(({ [field]: _, ...shown }) => shown);
}

/** Of what its meter measures. */
const applianceShare = 0.5;

interface Measured {
  readonly placed: PlacedMeter;
  readonly share: number;
}

/** The meter of an appliance. */
function ownerOf(id: number, { administration: { records } }: Dashboard): unknown {
  const found = records.appliances.get(id);
  if (!found) throw new Refusal(404, 'Appliance not found');
  return found.meter_id;
}

function measured(what: Measured, part: string, request: SandboxRequest, board: Dashboard) {
  switch (part) {
    case 'raw_data':
      return rawData(what, request, board.measurements);
    case 'consumptions':
    case 'costs':
      return months(what, part, request, board);
    default:
      throw new Refusal(404, 'Not found');
  }
}

function rawData({ placed, share }: Measured, request: SandboxRequest, measurements: Measurements): unknown {
  const fromMs = instantParameter(request, 'from');
  const toMs = instantParameter(request, 'to');
  if (fromMs >= toMs) throw new Refusal(400, 'to must be after from');
  if (toMs - fromMs > maxRawDays * dayMs) throw new Refusal(400, `at most ${maxRawDays} days`);
  if (request.url.searchParams.get('data_type') !== 'active_power') throw new Refusal(400, 'unknown data_type');
  return measurements.samples(placed, fromMs, toMs).map(({ startMs, wh }) => ({
    timestamp: new Date(startMs).toISOString().slice(0, 19).replace('T', ' '),
    total: wh * 2 * share,
  }));
}

function months(
  { placed, share }: Measured,
  part: 'consumptions' | 'costs',
  request: SandboxRequest,
  board: Dashboard,
) {
  const { timeZone } = board.world;
  const month = intParameter(request, 'month');
  const year = intParameter(request, 'year');
  if (month < 1 || month > 12) throw new Refusal(400, 'month must be 1 to 12');
  if (year < 1970 || year > 9999) throw new Refusal(400, 'year must have four digits');
  const detailed = request.url.searchParams.get('detailed') === 'true';
  const { fromMs, toMs } = monthBounds({ year, month, timeZone });
  const whole = board.measurements.samples(placed, fromMs, toMs);
  const samples = whole.map(({ startMs, wh }) => ({ startMs, wh: wh * share }));
  return part === 'costs' ? toCosts(samples, timeZone, detailed) : toConsumptions(samples, timeZone, detailed);
}

function findMeter(world: WatticsWorld, id: string): PlacedMeter {
  const placed = world.meters.find((candidate) => String(candidate.meter.id) === id);
  if (!placed) throw new Refusal(404, 'Meter not found');
  return placed;
}

function one(resource: string, id: number, { administration: { records } }: Dashboard): unknown {
  const kept: ReadonlyMap<number, AdministeredRecord> =
    records[resource === 'appliances' ? 'appliances' : resource === 'sites' ? 'sites' : 'meters'];
  const found = kept.get(id);
  if (!found) throw new Refusal(404, 'Not found');
  const { organization_id: _, site_id: __, ...shown } = found;
  return shown;
}

function intParameter(request: SandboxRequest, name: string): number {
  const text = request.url.searchParams.get(name) ?? '';
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(400, `${name} is needed, a whole number`);
  return Number(text);
}

/** `YYYY-MM-DD HH:MM:SS` or day first (`31/05/2018`), both UTC. */
function instantParameter(request: SandboxRequest, name: string): number {
  const text = request.url.searchParams.get(name) ?? '';
  const dayFirst = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  const iso = dayFirst ? `${dayFirst[3]}-${dayFirst[2]}-${dayFirst[1]} 00:00:00` : text;
  const ms = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(iso) ? Date.parse(`${iso.replace(' ', 'T')}Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new Refusal(400, `${name} must be YYYY-MM-DD HH:MM:SS or DD/MM/YYYY`);
  return ms;
}
