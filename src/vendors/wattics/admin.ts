/** Setting up what Wattics' dashboard shows. Paths and request bodies are public; what is answered is assumed. */

import { z } from 'zod';
import type * as admin from '../../domain/site-administration.ts';
import { toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection, VendorRequest } from '../../upstream/connection.ts';
import { path } from '../../upstream/path.ts';
import type { SiteAdmin } from '../site-administration.ts';
import { contractError } from './wire.ts';

/** What each kind is called in paths, and the cached lists it stands in; those of what it holds go with it. */
const kinds = {
  organization: { resource: 'organizations', stale: ['organizations', 'sites', 'meters', 'appliances', 'siteUsers'] },
  site: { resource: 'sites', stale: ['sites', 'meters', 'appliances', 'metadata', 'tariffs', 'siteUsers'] },
  meter: { resource: 'meters', stale: ['meters', 'appliances', 'metadata'] },
  appliance: { resource: 'appliances', stale: ['appliances'] },
} as const satisfies Record<admin.SiteRecordKind, { resource: string; stale: readonly string[] }>;

export function createSiteAdmin(connection: Connection): SiteAdmin {
  // A change that failed may have arrived all the same: what it makes stale is dropped either way.
  const change = async <T>(
    request: VendorRequest,
    stale: readonly string[],
    call: Call,
    read: (body: unknown) => T,
  ): Promise<T | undefined> => {
    try {
      return await connection.fetch({ ...request, accept: [404] }, call, ({ status, body }) =>
        status === 404 ? undefined : read(body),
      );
    } finally {
      if (stale.length > 0) await connection.drop(stale).catch(toAppError);
    }
  };
  const done = () => true;

  return {
    create(record, call) {
      const { resource, stale } = kinds[record.kind];
      const json = { [record.kind]: toWire(record) };
      const request = { operation: `create ${record.kind}`, method: 'POST', path: `/${resource}`, json } as const;
      return change(request, stale, call, parseId);
    },
    async update(id, record, call) {
      if (!isVendorId(id)) return false;
      const { resource, stale } = kinds[record.kind];
      const json = { [record.kind]: toWire(record) };
      const request = {
        operation: `update ${record.kind}`,
        method: 'PATCH',
        path: at(resource, id),
        json,
        expect: 'text',
      } as const;
      return (await change(request, stale, call, done)) ?? false;
    },
    async remove(kind, id, call) {
      if (!isVendorId(id)) return false;
      const { resource, stale } = kinds[kind];
      // Its answer says nothing, in whatever form.
      const request = {
        operation: `delete ${kind}`,
        method: 'DELETE',
        path: at(resource, id),
        expect: 'text',
      } as const;
      return (await change(request, stale, call, done)) ?? false;
    },
    createUser: (user, call) =>
      change({ operation: 'createUser', method: 'POST', path: '/users', json: { user } }, [], call, parseId),
    userByEmail: (email, call) => {
      const request = { operation: 'getUser', method: 'GET', path: '/users/show_by_email', query: { email } } as const;
      return change(request, [], call, parseUser);
    },
    async setSiteAccess(userId, siteId, access, call) {
      if (!isVendorId(userId) || !isVendorId(siteId)) return false;
      const route =
        access === 'granted' ? path`/users/${userId}/grant_site_access` : path`/users/${userId}/remove_site_access`;
      const json = { site_id: Number(siteId) };
      const request = { operation: 'setSiteAccess', method: 'PATCH', path: route, json, expect: 'text' } as const;
      return (await change(request, ['siteUsers'], call, done)) ?? false;
    },
    async associateReport(userId, reportDefinitionId, call) {
      if (!isVendorId(userId) || !isVendorId(reportDefinitionId)) return false;
      const route = path`/users/${userId}/associate_to_report`;
      const json = { report_definition_id: Number(reportDefinitionId) };
      const request = { operation: 'associateReport', method: 'PATCH', path: route, json, expect: 'text' } as const;
      return (await change(request, [], call, done)) ?? false;
    },
  };
}

const at = (resource: string, id: string) => path`/${resource}/${id}`;

function isVendorId(id: string): boolean {
  return /^\d{1,15}$/.test(id);
}

/** Only the fields that are given. */
function toWire(record: admin.SiteRecord): Readonly<Record<string, unknown>> {
  const fields = Object.entries(toNamed(record)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields);
}

function toNamed(record: admin.SiteRecord): Readonly<Record<string, string | number | undefined>> {
  switch (record.kind) {
    case 'organization':
      return { name: record.fields.name };
    case 'site': {
      const { organizationId, name, city, country, address, contactName, contactEmail } = record.fields;
      const contact = { contact_name: contactName, contact_email: contactEmail };
      return { organization_id: toNumber(organizationId), name, city, country, address, ...contact };
    }
    case 'meter': {
      const { siteId, name, type, reference, paramType, reading, samplingMinutes } = record.fields;
      const measured = { param_type: paramType, reading, process_sampling_rate: samplingMinutes };
      return { site_id: toNumber(siteId), name, type, reference, ...measured };
    }
    case 'appliance': {
      const { meterId, name, reference, samplingMinutes, reading, channelParamType } = record.fields;
      const measured = { process_sampling_rate: samplingMinutes, reading, channel_param_type: channelParamType };
      return { meter_id: toNumber(meterId), name, reference, ...measured };
    }
  }
}

/** What is no number is sent as it is: the vendor then says that there is none such. */
function toNumber(id: string | undefined): number | string | undefined {
  return id !== undefined && isVendorId(id) ? Number(id) : id;
}

const createdSchema = z.object({ id: z.union([z.int(), z.string()]) });
const text = z.string().nullish();
const userSchema = z.object({ id: z.int(), name: text, surname: text, email: text });

/** Assumed: a created thing comes back with its id. Where it does not, it was created all the same. */
export function parseId(body: unknown): string | null {
  const parsed = createdSchema.safeParse(body);
  return parsed.success ? String(parsed.data.id) : null;
}

export function parseUser(body: unknown): admin.SiteUser {
  const parsed = userSchema.safeParse(body);
  if (!parsed.success) throw contractError('a user of an unknown shape');
  const { id, name, surname, email } = parsed.data;
  return { id: String(id), name: name ?? null, surname: surname ?? null, email: email ?? null };
}
