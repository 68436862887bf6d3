/** Links of homes from two places, the config file and what clients linked, as one list. */

import type { HomeLink, Ref } from './ref.ts';

/** A link that a client made: the ref that names the home, and all its members, that one first. */
export interface StoredHomeLink extends HomeLink {
  readonly home: Ref;
}

/** A stored link whose home is a member of a configured one adds to it; every other one is a home of its own. */
export function mergeHomeLinks(configured: readonly HomeLink[], stored: readonly StoredHomeLink[]): HomeLink[] {
  const added = new Map<HomeLink, Ref[]>();
  const own: HomeLink[] = [];
  for (const link of stored) {
    const base = configured.find(({ members }) => members.some((member) => isSameRef(member, link.home)));
    if (!base) own.push({ members: link.members });
    else added.set(base, [...(added.get(base) ?? []), ...link.members]);
  }
  const extended = configured.map((link) => ({ members: distinct([...link.members, ...(added.get(link) ?? [])]) }));
  return [...extended, ...own];
}

export function isSameRef(a: Ref, b: Ref): boolean {
  return a.vendor === b.vendor && a.kind === b.kind && a.id === b.id;
}

/** A facility holds many homes; whatever else is a member belongs to one. */
export function isShared({ kind }: Ref): boolean {
  return kind === 'facility';
}

function distinct(refs: readonly Ref[]): Ref[] {
  return refs.filter((ref, i) => refs.findIndex((other) => isSameRef(ref, other)) === i);
}
