/** The operations of the sandbox, by controller and name; routes and parameter names are case-insensitive. */

import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import type { KeyScope } from './keys.ts';
import { ProblemError, problemReply } from './problem.ts';
import { meterValues, type ValueKind } from './values.ts';
import type { EnerkeyWorld } from './world.ts';

type Answer = (world: EnerkeyWorld, request: SandboxRequest) => unknown;

const operations: Readonly<Record<string, Answer>> = {
  'GET facilities/getfacility': (world, request) => single(world.facilities, intParameter(request, 'facilityId')),
  'POST facilities/getfacilities': (world, request) => chosen(world.facilities, idsInBody(request)),
  'GET facilities/getallfacilities': (world) => [...world.facilities.values()],
  'POST facilities/getfacilityproperties': (world, request) =>
    (idsInBody(request) ?? [...world.properties.keys()]).flatMap((facilityId) => {
      const properties = world.properties.get(facilityId);
      return properties ? [{ facilityId, properties }] : [];
    }),
  'POST meters/getmeters': (world, request) => {
    const ids = idsInBody(request);
    return world.rootMeters.filter((meter) => !ids || ids.includes(meter.facilityId));
  },
  'GET meters/getmeter': (world, request) => single(world.meters, intParameter(request, 'meterId')),
  'GET quantities/getquantities': (world) => world.quantities,
  'GET values/gethourlyvalues': values('hourly'),
  'GET values/getmonthlyvalues': values('monthly'),
  'GET values/getmonthlynormalizedvalues': values('normalized'),
  'GET actions/getactions': (world, request) => {
    const ids = intParameters(request, 'facilityIds');
    return [...world.actions.values()].filter((action) => ids.length === 0 || ids.includes(action.facilityId));
  },
  'GET actions/getaction': (world, request) => single(world.actions, intParameter(request, 'id')),
  // The sandbox takes no provisioning data, so no status is known.
  'GET provisioning/provisioningstatus': () => {
    throw new ProblemError(404, 'no such provisioning id');
  },
};

/** The answer to a request under a key of this scope; a refusal is ProblemDetails. */
export function routeReply(world: EnerkeyWorld, request: SandboxRequest, scope: KeyScope): SandboxReply {
  try {
    return { status: 200, json: findOperation(request, scope)(world, request) };
  } catch (error) {
    if (error instanceof ProblemError) return problemReply(error);
    throw error;
  }
}

function findOperation(request: SandboxRequest, scope: KeyScope): Answer {
  const [api, version, controller = '', operation = '', ...rest] = request.segments.map((s) => s.toLowerCase());
  if (api !== 'api' || version !== 'v2' || rest.length > 0) throw new ProblemError(404, 'no such path');
  assertScope(controller, scope);
  const name = `${controller}/${operation}`;
  const answer = operations[`${request.method} ${name}`];
  if (!answer) throw unknownOperation(name);
  return answer;
}

function unknownOperation(name: string): ProblemError {
  const known = Object.keys(operations).some((operation) => operation.endsWith(` ${name}`));
  return known ? new ProblemError(405, 'wrong method for this path') : new ProblemError(404, 'no such path');
}

function assertScope(controller: string, scope: KeyScope): void {
  const needed: KeyScope = controller === 'provisioning' ? 'tenant' : controller === 'logs' ? 'partner' : 'profile';
  if (scope !== needed && scope !== 'partner') throw new ProblemError(403, `the key has no ${needed} scope`);
}

function values(kind: ValueKind): Answer {
  return (world, request) =>
    meterValues(world, kind, {
      meterIds: intParameters(request, 'meterIds'),
      start: parameters(request, 'start')[0],
      end: parameters(request, 'end')[0],
    });
}

function single<T>(all: ReadonlyMap<number, T>, id: number): T {
  const found = all.get(id);
  if (found === undefined) throw new ProblemError(404, `no entity with id ${id}`);
  return found;
}

function chosen<T>(all: ReadonlyMap<number, T>, ids: readonly number[] | undefined): T[] {
  if (!ids) return [...all.values()];
  return ids.flatMap((id) => all.get(id) ?? []);
}

/** The ids in the body; undefined = an empty array, which means all. */
function idsInBody(request: SandboxRequest): readonly number[] | undefined {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new ProblemError(415, 'the body must be application/json');
  }
  const ids = parseBody(request.body);
  if (!Array.isArray(ids) || !ids.every(isInt32)) throw new ProblemError(400, 'an array of int32 ids is needed', '$');
  return ids.length === 0 ? undefined : ids;
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ProblemError(400, 'the body is not JSON', '$');
  }
}

function intParameter(request: SandboxRequest, name: string): number {
  const [first] = intParameters(request, name);
  if (first === undefined) throw new ProblemError(400, `${name} is needed`, name);
  return first;
}

function intParameters(request: SandboxRequest, name: string): number[] {
  return parameters(request, name).map((text) => {
    const id = Number(text);
    if (text === '' || !isInt32(id)) throw new ProblemError(400, `${name} must be an int32`, name);
    return id;
  });
}

function parameters(request: SandboxRequest, name: string): string[] {
  return [...request.url.searchParams].flatMap(([key, value]) =>
    key.toLowerCase() === name.toLowerCase() ? [value] : [],
  );
}

function isInt32(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}
