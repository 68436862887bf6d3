/** The operations of the sandbox, by controller and name; routes and parameter names are case-insensitive. */

import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { updateAction } from './actions.ts';
import { alarmPicture, facilityPicture } from './images.ts';
import type { KeyScope } from './keys.ts';
import { ProblemError, problemReply } from './problem.ts';
import { takePush } from './pushes.ts';
import { intParameter, intParameters, isInt32, jsonBody, parameters } from './request.ts';
import { meterValues, type ValueKind } from './values.ts';
import type { EnerkeyWorld } from './world.ts';

type Answer = (world: EnerkeyWorld, request: SandboxRequest) => unknown;
type Reply = (world: EnerkeyWorld, request: SandboxRequest) => SandboxReply;

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
  'PUT actions/updateaction': (world, request) => updateAction(world, request),
  'GET logs/getalarm': (world, request) => single(world.alarms, intParameter(request, 'id')),
};

/** Operations that answer otherwise than 200 with JSON. */
const replies: Readonly<Record<string, Reply>> = {
  'GET images/getconsumptionimage': (world, request) => facilityPicture(world, request, 'full'),
  'GET images/getfacilityimage': (world, request) => facilityPicture(world, request, 'limited'),
  'GET logs/getimage': alarmPicture,
  'POST values/pushconsumptionsformeter': (world, request) => takePush(world, request, 'consumption'),
  'POST values/pushcumulativereadingsformeter': (world, request) => takePush(world, request, 'reading'),
  'POST provisioning/upsertprovisioningcustomer': ({ provisioning }, request) => provisioning.upsertCustomers(request),
  'POST provisioning/upsertprovisioningdata': ({ provisioning }, request) => provisioning.upsertData(request),
  'GET provisioning/provisioningstatus': ({ provisioning }, request) => provisioning.status(request),
};

/** The answer to a request under a key of this scope; a refusal is ProblemDetails. */
export function routeReply(world: EnerkeyWorld, request: SandboxRequest, scope: KeyScope): SandboxReply {
  try {
    return findOperation(request, scope)(world, request);
  } catch (error) {
    if (error instanceof ProblemError) return problemReply(error);
    throw error;
  }
}

function findOperation(request: SandboxRequest, scope: KeyScope): Reply {
  const [api, version, controller = '', operation = '', ...rest] = request.segments.map((s) => s.toLowerCase());
  if (api !== 'api' || version !== 'v2' || rest.length > 0) throw new ProblemError(404, 'no such path');
  assertScope(controller, scope);
  const name = `${controller}/${operation}`;
  const reply = replies[`${request.method} ${name}`];
  if (reply) return reply;
  const answer = operations[`${request.method} ${name}`];
  if (!answer) throw unknownOperation(name);
  return (world) => ({ status: 200, json: answer(world, request) });
}

function unknownOperation(name: string): ProblemError {
  const known = Object.keys({ ...operations, ...replies }).some((operation) => operation.endsWith(` ${name}`));
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
  const ids = jsonBody(request);
  if (!Array.isArray(ids) || !ids.every(isInt32)) throw new ProblemError(400, 'an array of int32 ids is needed', '$');
  return ids.length === 0 ? undefined : ids;
}
