/** The writes of the dashboard side: each body is wrapped in the name of its kind, and unknown fields are refused. */

import { z } from 'zod';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { Refusal } from './refusal.ts';
import { reportDefinitions } from './report-definitions.ts';
import type { WatticsWorld } from './world.ts';

const text = z.string().min(1);
const id = z.int();
const siteFields = { organization_id: id, name: text, city: text, country: text, address: text };
const contact = { contact_name: text.optional(), contact_email: z.email().optional() };
const meterFields = { site_id: id, name: text, type: text, reference: text, param_type: text, reading: text };
const applianceFields = { meter_id: id, name: text, reference: text, reading: text, channel_param_type: text };
const rate = { process_sampling_rate: z.int().positive() };

const schemas = {
  organizations: ['organization', z.strictObject({ name: text })],
  sites: ['site', z.strictObject({ ...siteFields, ...contact })],
  meters: ['meter', z.strictObject({ ...meterFields, ...rate })],
  appliances: ['appliance', z.strictObject({ ...applianceFields, ...rate })],
  users: ['user', z.strictObject({ name: text, surname: text, email: z.email(), plan: text.optional() })],
} as const;

export type AdministeredResource = keyof typeof schemas;
export type AdministeredRecord = Readonly<Record<string, unknown>> & { readonly id: number };

export interface Administration {
  /** What was set up here; what the world began with stands in the world alone. */
  readonly records: Readonly<Record<AdministeredResource, Map<number, AdministeredRecord>>>;
  /** Sites that a user may see, by user id. */
  readonly access: ReadonlyMap<number, ReadonlySet<number>>;
  /** undefined = none of the writes, nor of the reads of users. */
  reply(request: SandboxRequest): SandboxReply | undefined;
}

const firstId = 5_000;

export function createAdministration(world: WatticsWorld): Administration {
  const records = {
    organizations: new Map(world.organizations.map((one) => [one.id, { ...one } as AdministeredRecord])),
    sites: new Map(
      world.sites.map(({ site, organizationId }) => [site.id, { ...site, organization_id: organizationId }]),
    ),
    meters: new Map(world.meters.map(({ meter, siteId }) => [meter.id, { ...meter, site_id: siteId }])),
    appliances: new Map(
      world.meters
        .map(({ meter }) => world.applianceOf(meter))
        .map((one): [number, AdministeredRecord] => [one.id, one]),
    ),
    users: new Map<number, AdministeredRecord>(),
  } as const satisfies Record<AdministeredResource, Map<number, AdministeredRecord>>;
  const access = new Map<number, Set<number>>();
  let nextId = firstId;

  const create = (resource: AdministeredResource, body: unknown): SandboxReply => {
    const fields = parse(resource, body, 'whole');
    assertOwner(fields);
    nextId += 1;
    const record = { id: nextId, ...fields };
    all(resource).set(record.id, record);
    return { status: 201, json: record };
  };
  const all = (resource: AdministeredResource): Map<number, AdministeredRecord> => records[resource];
  const assertOwner = (fields: Readonly<Record<string, unknown>>) => {
    for (const [field, owner] of owners) {
      const named = fields[field];
      if (typeof named === 'number' && !all(owner).has(named)) throw new Refusal(404, `${field} not found`);
    }
  };
  const find = (resource: AdministeredResource, given: string | undefined): AdministeredRecord => {
    const found = all(resource).get(Number(given));
    if (!found) throw new Refusal(404, 'Not found');
    return found;
  };
  const changeUser = (request: SandboxRequest, user: AdministeredRecord, part: string): SandboxReply => {
    if (part === 'associate_to_report') {
      const named = z.strictObject({ report_definition_id: z.int() }).safeParse(toJson(request));
      if (!named.success) throw unprocessable();
      if (!reportIds.has(named.data.report_definition_id)) throw new Refusal(404, 'Report not found');
      return { status: 200, json: user };
    }
    const body = z.strictObject({ site_id: z.int() }).safeParse(toJson(request));
    if (!body.success) throw unprocessable();
    find('sites', String(body.data.site_id));
    const sites = access.get(user.id) ?? new Set<number>();
    if (part === 'grant_site_access') sites.add(body.data.site_id);
    else sites.delete(body.data.site_id);
    access.set(user.id, sites);
    return { status: 200, json: user };
  };

  return {
    records,
    access,
    reply(request) {
      const [, , resource = '', given, part] = request.segments;
      if (!isAdministered(resource)) return undefined;
      const { method } = request;
      if (resource === 'users' && method === 'GET' && given === 'show_by_email') {
        const email = request.url.searchParams.get('email');
        const user = [...records.users.values()].find((one) => one.email === email);
        if (!user) throw new Refusal(404, 'User not found');
        return { status: 200, json: user };
      }
      if (method === 'POST' && given === undefined) return create(resource, toJson(request));
      if (resource === 'users' && method === 'PATCH' && part && userParts.has(part)) {
        return changeUser(request, find('users', given), part);
      }
      if (resource === 'users' || part !== undefined) return undefined;
      if (method === 'PATCH') {
        const record = { ...find(resource, given), ...parse(resource, toJson(request), 'part') };
        assertOwner(record);
        all(resource).set(record.id, record);
        return { status: 200, json: record };
      }
      if (method !== 'DELETE') return undefined;
      all(resource).delete(find(resource, given).id);
      return { status: 204 };
    },
  };
}

const reportIds: ReadonlySet<number> = new Set(reportDefinitions.map(({ id }) => id));
const userParts = new Set(['grant_site_access', 'remove_site_access', 'associate_to_report']);
const owners = [
  ['organization_id', 'organizations'],
  ['site_id', 'sites'],
  ['meter_id', 'meters'],
] as const;

function isAdministered(resource: string): resource is AdministeredResource {
  return resource in schemas;
}

function parse(resource: AdministeredResource, body: unknown, how: 'whole' | 'part') {
  const [key, schema] = schemas[resource];
  const wrapped = z.strictObject({ [key]: how === 'whole' ? schema : schema.partial() }).safeParse(body);
  if (!wrapped.success) throw unprocessable();
  return { ...(wrapped.data[key] as Readonly<Record<string, unknown>>) };
}

function toJson({ body }: SandboxRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal(400, 'Malformed JSON');
  }
}

function unprocessable(): Refusal {
  return new Refusal(422, 'Invalid parameters');
}
