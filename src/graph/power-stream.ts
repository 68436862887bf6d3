/** A subscription outlives what it was begun for: power is told for as long as the home has the household. */

import type { Ref } from '../domain/ref.ts';
import { badInput } from '../errors.ts';
import { refKey } from '../loaders/entity-loader.ts';
import { createHomeLinks } from '../loaders/home-links.ts';
import type { PowerUpdate } from '../loaders/power-polls.ts';
import type { Tenant } from '../loaders/tenant.ts';

/** Tells whether the home named by `home` has the member now, as often as asked; the links are read when they change. */
export function createLinkWatch(tenant: Pick<Tenant, 'homeLinks'>, home: Ref, member: Ref): () => boolean {
  const has = () =>
    createHomeLinks(tenant.homeLinks)
      .withMember(home)
      .some(({ members }) => members.some((one) => refKey(one) === refKey(member)));
  let links = tenant.homeLinks;
  let isLinked = true;
  return () => {
    if (tenant.homeLinks === links) return isLinked;
    links = tenant.homeLinks;
    isLinked = has();
    return isLinked;
  };
}

/** The updates, until the home has lost the household: then an error, and the end. */
export function whileLinked(
  updates: AsyncIterableIterator<PowerUpdate>,
  isLinked: () => boolean,
): AsyncIterableIterator<PowerUpdate> {
  const end = { done: true, value: undefined } as const;
  let over = false;
  return {
    async next() {
      if (over) return end;
      const step = await updates.next();
      if (step.done || isLinked()) return step;
      over = true;
      await updates.return?.();
      const error = badInput('homeId', 'homeId: the home has no household account any more.');
      return { done: false, value: { error } };
    },
    async return() {
      over = true;
      await updates.return?.();
      return end;
    },
    async throw(error) {
      over = true;
      await updates.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
