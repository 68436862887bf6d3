/**
 * What the dashboard keeps besides meters, and nobody has documented: tariffs, metadata, report definitions; and who may
 * see which site. Bodies are kept and given back whole, whatever is in them.
 */

import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import type { Administration } from './administration.ts';
import { Refusal } from './refusal.ts';
import { reportDefinitions } from './report-definitions.ts';
import type { WatticsWorld } from './world.ts';

export interface Records {
  /** Tariffs by id, as they were sent, with the id. */
  readonly tariffs: ReadonlyMap<number, Readonly<Record<string, unknown>>>;
  /** undefined = none of its paths. */
  reply(request: SandboxRequest): SandboxReply | undefined;
}

const firstTariffId = 900;

export function createRecords(world: WatticsWorld, administration: Administration): Records {
  const { records, access } = administration;
  const tariffs = new Map<number, Readonly<Record<string, unknown>>>();
  let nextId = firstTariffId;
  for (const { site } of world.sites) {
    nextId += 1;
    tariffs.set(nextId, {
      id: nextId,
      site_id: site.id,
      name: `${site.name} day`,
      bands: [{ from: '00:00', rate: 0.25 }],
    });
  }

  const tariffReply = (request: SandboxRequest, given: string | undefined): SandboxReply => {
    if (given === undefined) {
      if (request.method !== 'POST') throw new Refusal(405, 'Method not allowed');
      nextId += 1;
      const tariff = { ...toObject(request), id: nextId };
      tariffs.set(tariff.id, tariff);
      return { status: 201, json: tariff };
    }
    const id = Number(given);
    const tariff = tariffs.get(id);
    if (!tariff) throw new Refusal(404, 'Tariff not found');
    switch (request.method) {
      case 'GET':
        return { status: 200, json: tariff };
      case 'PUT': {
        const replaced = { ...toObject(request), id };
        tariffs.set(id, replaced);
        return { status: 200, json: replaced };
      }
      case 'DELETE':
        tariffs.delete(id);
        return { status: 204 };
      default:
        throw new Refusal(405, 'Method not allowed');
    }
  };

  const siteReply = (id: number, part: string): SandboxReply | undefined => {
    const site = records.sites.get(id);
    if (!site) throw new Refusal(404, 'Site not found');
    switch (part) {
      case 'associated_users': {
        const users = [...records.users.values()].filter((user) => access.get(user.id)?.has(id));
        return { status: 200, json: users };
      }
      case 'metadata':
        return { status: 200, json: { site_id: id, attributes: { name: site.name, floor_area_m2: 1_200 } } };
      case 'tariffs':
        return { status: 200, json: [...tariffs.values()].filter((tariff) => tariff.site_id === id) };
      default:
        return undefined;
    }
  };

  return {
    tariffs,
    reply(request) {
      const [, , resource = '', given, part] = request.segments;
      if (resource === 'tariffs' && part === undefined) return tariffReply(request, given);
      if (request.method !== 'GET') return undefined;
      if (resource === 'report_definitions' && given === undefined) return { status: 200, json: reportDefinitions };
      if (part === undefined) return undefined;
      const id = Number(given);
      if (resource === 'sites') return siteReply(id, part);
      if (resource === 'meters' && part === 'metadata') {
        const meter = records.meters.get(id);
        if (!meter) throw new Refusal(404, 'Meter not found');
        return { status: 200, json: { meter_id: id, attributes: { name: meter.name, panel: 'A' } } };
      }
      if (resource !== 'users' || part !== 'associated_sites') return undefined;
      if (!records.users.has(id)) throw new Refusal(404, 'User not found');
      const sites = [...(access.get(id) ?? [])].flatMap((siteId) => records.sites.get(siteId) ?? []);
      return { status: 200, json: sites.map(({ organization_id: _, ...shown }) => shown) };
    },
  };
}

function toObject({ body }: SandboxRequest): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal(400, 'Malformed JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Refusal(422, 'a tariff is an object');
  return Object.fromEntries(Object.entries(parsed));
}
