/** From what a client names (a global id, a vendor's own id) to the entity. */

import type { Ref } from '../domain/ref.ts';
import { AppError, badInput } from '../errors.ts';
import type { Job } from '../jobs/job.ts';
import type { GraphContext } from './context.ts';
import { type AnyEntity, type EntityFinder, finders, homeFinder } from './finders.ts';
import type { EntityBy, VendorRefInput } from './generated/resolvers.ts';
import { refKindOf } from './ref-kinds.ts';

/** null for an unknown id and for another tenant's alike. Of the context it reaches only for what the id names. */
export function findNode(id: string, context: GraphContext): Promise<AnyEntity | Job | null> | null {
  const named = context.ids.decodeId(context.tenant.id, id);
  if (!named) return null;
  return named.type === 'Job' ? findJob(named.ref.id, context) : finders[named.type].find(context.loaders, named.ref);
}

async function findJob(id: string, { jobs, tenant }: GraphContext): Promise<Job | null> {
  return (await jobs.find(tenant.id, id)) ?? null;
}

/**
 * The entity named by `by`.
 * @throws AppError BAD_USER_INPUT naming `by.id` or `by.ref` when there is none; VENDOR_NOT_CONFIGURED
 */
export async function findBy<T>(finder: EntityFinder<T>, by: EntityBy, context: GraphContext): Promise<T> {
  const ref = by.id === undefined ? toRef(finder, by.ref, context) : toNamedRef(finder, by.id, context);
  const found = ref && (await finder.find(context.loaders, ref));
  if (found) return found;
  throw by.id === undefined
    ? badInput('by.ref', `by.ref: ${by.ref.vendor} knows no ${finder.type} "${by.ref.id.slice(0, 64)}".`)
    : badInput('by.id', `by.id: there is no ${finder.type} with this id.`);
}

function toNamedRef<T>(finder: EntityFinder<T>, id: string, { ids, tenant }: GraphContext): Ref | undefined {
  const named = ids.decodeId(tenant.id, id);
  return named && named.type !== 'Job' && named.type === finder.type ? named.ref : undefined;
}

function toRef<T>(
  finder: EntityFinder<T>,
  { vendor, id, kind }: VendorRefInput,
  context: GraphContext,
): Ref | undefined {
  const { tenant, loaders } = context;
  if (!tenant.sources.has(vendor)) {
    throw new AppError('VENDOR_NOT_CONFIGURED', `by.ref: the tenant has not configured ${vendor}.`, {
      vendor,
      argument: 'by.ref',
    });
  }
  const wanted = kind ? refKindOf[kind] : undefined;
  if (finder.type === homeFinder.type) return toHomeRef({ vendor, id, ...(wanted ? { kind: wanted } : {}) }, context);
  if (!finder.vendors(loaders).includes(vendor)) {
    throw badInput('by.ref', `by.ref: ${vendor} has nothing of the type ${finder.type}.`);
  }
  if (wanted && !finder.kinds.includes(wanted)) {
    throw badInput('by.ref', `by.ref: a ref of the kind ${kind} does not name a ${finder.type}.`);
  }
  return { vendor, id, kind: wanted ?? finder.kinds[0] };
}

/** A home is found by any of its members, of whatever kind; one that several homes share finds none of them. */
function toHomeRef(member: { vendor: Ref['vendor']; id: string; kind?: Ref['kind'] }, { loaders }: GraphContext): Ref {
  const homes = loaders.homing.links.withMember(member);
  if (homes.length > 1) {
    const message = `by.ref: ${homes.length} homes have ${member.vendor} "${member.id.slice(0, 64)}" as a member; name one that is theirs alone.`;
    throw badInput('by.ref', message);
  }
  return homes[0]?.ref ?? { kind: 'home', ...member };
}
