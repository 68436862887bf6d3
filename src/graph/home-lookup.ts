/** The home that a mutation is about. */

import type { Ref, RefKind } from '../domain/ref.ts';
import { type AppError, badInput } from '../errors.ts';
import type { HomeMembers } from '../loaders/home-links.ts';
import type { GraphContext } from './context.ts';
import { findAt } from './find-at.ts';
import { homeFinder } from './finders.ts';
import type { EntityBy } from './generated/resolvers.ts';
import { memberOf } from './home-members.ts';

export interface NamedHome {
  readonly home: HomeMembers;
  /** Its member of the kind asked for. */
  readonly member: Ref;
}

/** @throws AppError BAD_USER_INPUT naming `home` when there is none, or it has no such member */
export async function findHomeWith(kind: RefKind, by: EntityBy, context: GraphContext): Promise<NamedHome> {
  const home = await findAt('input.home', homeFinder, by, context);
  const member = memberOf(home, kind);
  if (member) return { home, member };
  throw badInput('home', `home: it has no member of the kind ${kind} at any vendor, so there is nothing to change.`);
}

/** The home with such a member as it stands now, after a change; a ref that no link has stands alone. */
export function homeNow(member: Ref, context: GraphContext): HomeMembers {
  context.renewLoaders();
  return context.loaders.homing.links.withMember(member)[0] ?? { ref: member, members: [member] };
}

/** What we keep of a member that its vendor does not have any more: its links, and what was told of it. */
export async function forgetMember(member: Ref, context: GraphContext): Promise<void> {
  const { tenant, homeLinks, vendorFacts } = context;
  await homeLinks.unlinkMembers(tenant.id, [member]);
  await vendorFacts.forget(tenant.id, member);
  context.renewLoaders();
}

/** There is no such home at the vendor: it was there a moment ago, or the link outlives it. */
export function goneError(field: string, { vendor, id }: Ref): AppError {
  return badInput(field, `${field}: ${vendor} knows no "${id.slice(0, 64)}" any more.`);
}
