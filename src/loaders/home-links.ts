import type { HomeLink, Ref, RefKind } from '../domain/ref.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { refKey } from './entity-loader.ts';

/** A home of the graph: what belongs together, and the member that names it. */
export interface HomeMembers {
  /** Names the home in its global id. */
  readonly ref: Ref;
  readonly members: readonly Ref[];
}

/** Which homes are configured, and which of them a ref is a member of. */
export interface HomeLinks {
  readonly homes: readonly HomeMembers[];
  /** The homes with such a member. Several when they share one, a facility say. */
  withMember(member: MemberRef): readonly HomeMembers[];
}

/** A member as a client may name it: without the kind, every kind is meant. */
export interface MemberRef {
  readonly vendor: VendorName;
  readonly id: string;
  readonly kind?: RefKind;
}

export function createHomeLinks(links: readonly HomeLink[]): HomeLinks {
  const uses = new Map<string, number>();
  for (const { members } of links) {
    for (const member of members) uses.set(refKey(member), (uses.get(refKey(member)) ?? 0) + 1);
  }

  const homes = links.flatMap(({ members }): HomeMembers[] => {
    // A shared member names no single home; the first one that is this home's own does.
    const ref = members.find((member) => uses.get(refKey(member)) === 1) ?? members[0];
    return ref ? [{ ref, members }] : [];
  });

  const byMember = Map.groupBy(
    homes.flatMap((home) => home.members.map((member) => ({ home, member }))),
    ({ member }) => memberKey(member),
  );
  return {
    homes,
    withMember: (wanted) => {
      const found = byMember.get(memberKey(wanted)) ?? [];
      return found
        .filter(({ member }) => wanted.kind === undefined || member.kind === wanted.kind)
        .map(({ home }) => home);
    },
  };
}

function memberKey({ vendor, id }: MemberRef): string {
  return JSON.stringify([vendor, id]);
}
