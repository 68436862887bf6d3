/** Judges what is to belong together as one home. */

import { isSameRef } from '../domain/home-links.ts';
import type { Ref, RefKind } from '../domain/ref.ts';
import { AppError, badInput } from '../errors.ts';
import type { Loaders } from '../loaders/index.ts';
import type { GraphContext } from './context.ts';
import { homeFinder } from './finders.ts';
import type { VendorRefInput } from './generated/resolvers.ts';
import { refKindOf } from './ref-kinds.ts';

const mostMembers = 50;

/**
 * The members, the one that names the home first: a vendor's home where there is one, for that is how it was named
 * before, and a facility last, for it names none.
 * @throws AppError BAD_USER_INPUT naming the member that is none
 */
export async function toMembers(inputs: readonly VendorRefInput[], context: GraphContext): Promise<readonly Ref[]> {
  if (inputs.length < 2 || inputs.length > mostMembers) {
    throw badInput('members', `members: 2 to ${mostMembers} belong together; these are ${inputs.length}.`);
  }
  const refs = inputs.map((input, i) => toMember(input, `members.${i}`, context));
  refs.forEach((ref, i) => {
    if (refs.findIndex((other) => isSameRef(ref, other)) < i) {
      throw badInput(`members.${i}`, `members.${i}: ${ref.vendor} "${ref.id.slice(0, 64)}" is there twice.`);
    }
  });
  await Promise.all(refs.map((ref, i) => assertKnown(ref, `members.${i}`, context.loaders)));
  const naming = (ref: Ref) => (ref.kind === 'home' ? 0 : ref.kind === 'facility' ? 2 : 1);
  return refs.toSorted((a, b) => naming(a) - naming(b));
}

function toMember({ vendor, id, kind }: VendorRefInput, field: string, { tenant }: GraphContext): Ref {
  const source = tenant.sources.get(vendor);
  if (!source) {
    throw new AppError('VENDOR_NOT_CONFIGURED', `${field}: the tenant has not configured ${vendor}.`, {
      vendor,
      argument: field,
    });
  }
  if (id === '' || id.length > 256) throw badInput(`${field}.id`, `${field}.id: 1 to 256 characters.`);
  const wanted = kind ? refKindOf[kind] : tenant.memberKinds?.get(vendor);
  if (wanted && homeFinder.kinds.includes(wanted)) return { vendor, kind: wanted, id };
  throw badInput(`${field}.kind`, `${field}.kind: a home has no member of the kind ${kind ?? 'asked for'}.`);
}

/** A household cannot be looked up: its vendor lists none, and a new one has nothing to read yet. */
async function assertKnown(ref: Ref, field: string, loaders: Loaders): Promise<void> {
  const loader = loadersByKind[ref.kind]?.(loaders);
  if (!loader || (await loader.byRef(ref))) return;
  throw badInput(field, `${field}: ${ref.vendor} knows no ${ref.kind} "${ref.id.slice(0, 64)}".`);
}

type ByRef = { byRef(ref: Ref): Promise<unknown> };
const loadersByKind: Readonly<Partial<Record<RefKind, (loaders: Loaders) => ByRef>>> = {
  home: ({ homes }) => homes,
  asset: ({ assets }) => assets,
  meter: ({ meters }) => meters,
  stream: ({ meters }) => meters,
  facility: ({ facilities }) => facilities,
};
