/**
 * What clients linked, kept in the store. Every replica holds the links in memory, for resolvers ask for them all the
 * time, and looks once in a while whether another replica has changed them; its own changes it sees at once.
 */

import type { Transaction } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import { isSameRef, isShared, type StoredHomeLink } from '../domain/home-links.ts';
import type { Ref } from '../domain/ref.ts';
import { toRef, toRefText } from './ref-text.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

export interface HomeLinkStore {
  /** As of the last look; the same array while nothing has changed. */
  linksOf(tenantId: string): readonly StoredHomeLink[];
  /**
   * Makes the refs members of the home that has `home` as a member, or that it names from now on. A ref that was a home all by itself moves.
   * @returns the ref that belongs to another home already (nothing is changed then), else undefined
   */
  link(tenantId: string, home: Ref, members: readonly Ref[]): Promise<Ref | undefined>;
  /** Forgets the stored link of the home with such a member; false when there is none. */
  unlink(tenantId: string, home: Ref): Promise<boolean>;
  /** Takes members off whatever home they are linked to; false when none was. */
  unlinkMembers(tenantId: string, members: readonly Ref[]): Promise<boolean>;
  /** Looks what other replicas have changed. */
  refresh(): Promise<void>;
  /** Looks regularly until the signal; a store that does not answer is asked again next time. */
  follow(signal: AbortSignal, onError: (error: unknown) => void): Promise<void>;
}

/** How long a link made by another replica may go unseen, in milliseconds. */
const lookEveryMs = 1_000;

const none: readonly StoredHomeLink[] = [];

export async function openHomeLinks(store: Store, clock: Clock): Promise<HomeLinkStore> {
  const seen = new Map<string, { readonly version: number; readonly links: readonly StoredHomeLink[] }>();

  const read = async (tenantId: string, version: number) => {
    const rows = await store.db
      .selectFrom('home_links')
      .select(['home', 'member'])
      .where('tenant_id', '=', tenantId)
      .orderBy('home')
      .orderBy('position')
      .execute();
    const links = [...Map.groupBy(rows, ({ home }) => home)].map(([home, members]) => ({
      home: toRef(home),
      members: members.map(({ member }) => toRef(member)),
    }));
    // Two reads may overtake one another.
    if (version >= (seen.get(tenantId)?.version ?? 0)) seen.set(tenantId, { version, links });
  };

  const refresh = async () => {
    const rows = await store.db.selectFrom('home_link_versions').selectAll().execute();
    const changed = rows.filter(({ tenant_id, version }) => seen.get(tenant_id)?.version !== version);
    await Promise.all(changed.map(({ tenant_id, version }) => read(tenant_id, version)));
  };

  /** One change of a tenant after the other, and seen here before it is answered. */
  const change = async <T>(tenantId: string, run: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> => {
    const result = await store.db.transaction().execute(async (transaction) => {
      await countUp(transaction, tenantId);
      return run(transaction);
    });
    await refresh();
    return result;
  };

  await refresh();
  return {
    linksOf: (tenantId) => seen.get(tenantId)?.links ?? none,
    link: (tenantId, home, members) => change(tenantId, (transaction) => insert(transaction, tenantId, home, members)),
    unlink: (tenantId, home) =>
      change(tenantId, async (transaction) => {
        const own = transaction.deleteFrom('home_links').where('tenant_id', '=', tenantId);
        const homeText = await nameOf(transaction, tenantId, home);
        const { numDeletedRows } = await own.where('home', '=', homeText).executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),
    unlinkMembers: (tenantId, members) =>
      change(tenantId, async (transaction) => {
        const own = transaction.deleteFrom('home_links').where('tenant_id', '=', tenantId);
        const { numDeletedRows } = await own.where('member', 'in', members.map(toRefText)).executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),
    refresh,
    async follow(signal, onError) {
      while (!signal.aborted) {
        await clock.sleep(lookEveryMs, signal).catch(() => {});
        if (!signal.aborted) await refresh().catch(onError);
      }
    },
  };
}

/** First in its transaction: its row lock lets one change of the tenant at a time go on. */
async function countUp(transaction: Transaction<Tables>, tenantId: string): Promise<void> {
  await transaction
    .insertInto('home_link_versions')
    .values({ tenant_id: tenantId, version: 1 })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet((row) => ({ version: row('home_link_versions.version', '+', 1) })),
    )
    .execute();
}

/** What names the home with such a member: the ref itself unless it was linked to another one. */
async function nameOf(transaction: Transaction<Tables>, tenantId: string, member: Ref): Promise<string> {
  const row = await transaction
    .selectFrom('home_links')
    .select('home')
    .where('tenant_id', '=', tenantId)
    .where('claim', '=', toRefText(member))
    .executeTakeFirst();
  return row?.home ?? toRefText(member);
}

async function insert(
  transaction: Transaction<Tables>,
  tenantId: string,
  home: Ref,
  members: readonly Ref[],
): Promise<Ref | undefined> {
  const all = [home, ...members.filter((member) => !isSameRef(member, home))];
  const homeText = await nameOf(transaction, tenantId, home);
  const claims = new Map(all.map((member) => [claimOf(homeText, member), member]));
  const owned = await transaction
    .selectFrom('home_links')
    .select(['home', 'member', 'claim'])
    .where('tenant_id', '=', tenantId)
    .where('claim', 'in', [...claims.keys()])
    .where('home', '!=', homeText)
    .execute();
  for (const { home: other, claim } of owned) {
    const { size } = await transaction
      .selectFrom('home_links')
      .select((row) => row.fn.countAll<number>().as('size'))
      .where('tenant_id', '=', tenantId)
      .where('home', '=', other)
      .executeTakeFirstOrThrow();
    // Alone in a home of its own, it moves.
    if (Number(size) > 1) return claims.get(claim);
  }
  const alone = owned.map(({ home: other }) => other);
  if (alone.length > 0) {
    await transaction.deleteFrom('home_links').where('tenant_id', '=', tenantId).where('home', 'in', alone).execute();
  }
  const { last } = await transaction
    .selectFrom('home_links')
    .select((row) => row.fn.max('position').as('last'))
    .where('tenant_id', '=', tenantId)
    .where('home', '=', homeText)
    .executeTakeFirstOrThrow();
  const rows = [...claims].map(([claim, member], i) => ({
    ...{ tenant_id: tenantId, home: homeText, member: toRefText(member), claim, position: (last ?? -1) + 1 + i },
  }));
  await transaction
    .insertInto('home_links')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'home', 'member']).doNothing())
    .execute();
  return undefined;
}

function claimOf(homeText: string, member: Ref): string {
  return isShared(member) ? homeText + toRefText(member) : toRefText(member);
}
