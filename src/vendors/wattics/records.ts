/**
 * What the dashboard keeps besides what is measured: who may see which site, tariffs, metadata, report definitions. Their
 * paths are public; bodies are not documented, so they are taken and given as they are. Assumed: that they are JSON.
 */

import type { SiteUser } from '../../domain/site-administration.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection, VendorRequest } from '../../upstream/connection.ts';
import { path } from '../../upstream/path.ts';
import { loadEach } from '../each-key.ts';
import type { SiteRecords } from '../site-administration.ts';
import { parseId, parseUser } from './admin.ts';
import { contractError } from './wire.ts';

export function createSiteRecords(connection: Connection): SiteRecords {
  /** undefined = the vendor knows no such thing; what is no id of the vendor's is not asked for. */
  const read = async <T>(
    what: { readonly operation: string; readonly resource: string; readonly id: string; readonly path: string },
    call: Call,
    parse: (body: unknown) => T,
  ): Promise<T | undefined> => {
    if (!isId(what.id)) return undefined;
    const request = { operation: what.operation, method: 'GET', path: what.path, accept: [404] } as const;
    const load = (ids: readonly string[], shared: Call) =>
      loadEach(ids, () =>
        connection.fetch(request, shared, ({ status, body }) => (status === 404 ? undefined : parse(body))),
      );
    const spec = { resource: what.resource, params: { path: what.path }, ids: [what.id], tags: () => [what.resource] };
    const answer = (await connection.readMany<T>({ ...spec, load }, call)).get(what.id);
    if (answer instanceof AppError) throw answer;
    return answer?.value;
  };

  const change = async <T>(request: VendorRequest, call: Call, parse: (body: unknown) => T): Promise<T | undefined> => {
    try {
      return await connection.fetch({ ...request, accept: [404] }, call, ({ status, body }) =>
        status === 404 ? undefined : parse(body),
      );
    } finally {
      // One that failed may have arrived all the same.
      await connection.drop(['tariffs']).catch(toAppError);
    }
  };
  const done = () => true;

  return {
    usersOfSite: (id, call) => {
      const at = path`/sites/${id}/associated_users`;
      return read({ operation: 'listSiteUsers', resource: 'siteUsers', id, path: at }, call, parseUsers);
    },
    sitesOfUser: (id, call) => {
      const at = path`/users/${id}/associated_sites`;
      return read({ operation: 'listUserSites', resource: 'siteUsers', id, path: at }, call, parseIds);
    },
    metadataOf: (kind, id, call) => {
      const at = kind === 'site' ? path`/sites/${id}/metadata` : path`/meters/${id}/metadata`;
      return read({ operation: 'getMetadata', resource: 'metadata', id, path: at }, call, toJson);
    },
    tariffsOfSite: (id, call) => {
      const at = path`/sites/${id}/tariffs`;
      return read({ operation: 'listSiteTariffs', resource: 'tariffs', id, path: at }, call, toList);
    },
    tariff: (id, call) =>
      read({ operation: 'getTariff', resource: 'tariffs', id, path: path`/tariffs/${id}` }, call, toJson),
    createTariff: (json, call) =>
      change({ operation: 'createTariff', method: 'POST', path: '/tariffs', json }, call, parseId),
    async replaceTariff(id, json, call) {
      if (!isId(id)) return false;
      const request = { operation: 'replaceTariff', method: 'PUT', path: path`/tariffs/${id}` } as const;
      return (await change({ ...request, json, expect: 'text' }, call, done)) ?? false;
    },
    async removeTariff(id, call) {
      if (!isId(id)) return false;
      const request = { operation: 'deleteTariff', method: 'DELETE', path: path`/tariffs/${id}` } as const;
      return (await change({ ...request, expect: 'text' }, call, done)) ?? false;
    },
    async reportDefinitions(call) {
      const request = { operation: 'listReportDefinitions', method: 'GET', path: '/report_definitions' } as const;
      const load = (shared: Call) => connection.fetch(request, shared, ({ body }) => toList(body));
      return (await connection.read({ resource: 'reportDefinitions', params: {}, load }, call)).value;
    },
  };
}

/** Ids are numbers wherever they were seen; a tariff's was not, so words are asked for too. */
function isId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id);
}

/** A body that is empty says nothing: null. */
function toJson(body: unknown): unknown {
  return body ?? null;
}

/** Lists are bare arrays. Assumed: where one comes alone, it is the only one. */
function toList(body: unknown): readonly unknown[] {
  if (body === undefined || body === null) return [];
  return Array.isArray(body) ? body : [body];
}

function parseUsers(body: unknown): readonly SiteUser[] {
  return toList(body).map(parseUser);
}

/** Of sites as they are listed. Assumed: each with its id. */
function parseIds(body: unknown): readonly string[] {
  return toList(body).map((site) => {
    const id = parseId(site);
    if (id === null) throw contractError('a site without an id');
    return id;
  });
}
