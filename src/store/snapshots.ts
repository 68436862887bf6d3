/** Who is in the complete snapshots that were sent to a vendor: so that it can be told who would be deleted. */

import { z } from 'zod';
import type { Store } from './store.ts';

/** `name` tells the kinds of snapshot of a tenant apart. */
export interface SnapshotStore {
  /** Everybody whom the vendor may hold: of the last snapshot that it took, and of those that are under way. */
  members(tenantId: string, name: string): Promise<readonly string[]>;
  /** To be said before a snapshot is sent; it is known by `id`, and one with the same id takes its place. */
  announce(tenantId: string, name: string, id: string, members: readonly string[]): Promise<void>;
  /** The vendor took it: it holds these members and no other, and what was announced earlier is over. */
  confirm(tenantId: string, name: string, id: string): Promise<void>;
  /** The vendor refused it. */
  withdraw(tenantId: string, name: string, id: string): Promise<void>;
}

interface Known {
  /** Of the last snapshot that the vendor took. */
  readonly held: readonly string[];
  /** In the order in which they are sent. */
  readonly announced: readonly Announced[];
}

interface Announced {
  readonly id: string;
  readonly members: readonly string[];
}

const members = z.array(z.string());
const knownSchema = z.union([
  // As it was written before snapshots were sent by jobs.
  members.transform((held): Known => ({ held, announced: [] })),
  z.object({ held: members, announced: z.array(z.object({ id: z.string(), members })) }),
]);

export function createSnapshotStore({ db }: Pick<Store, 'db'>): SnapshotStore {
  const change = (tenantId: string, name: string, make: (known: Known) => Known) =>
    db.transaction().execute(async (transaction) => {
      // Writing the row first is what keeps others from it until the end.
      const row = await transaction
        .insertInto('provisioned')
        .values({ tenant_id: tenantId, snapshot: name, members: '[]' })
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'snapshot']).doUpdateSet((eb) => ({ members: eb.ref('provisioned.members') })),
        )
        .returning('members')
        .executeTakeFirstOrThrow();
      await transaction
        .updateTable('provisioned')
        .set({ members: JSON.stringify(make(parseKnown(row.members))) })
        .where('tenant_id', '=', tenantId)
        .where('snapshot', '=', name)
        .execute();
    });

  return {
    async members(tenantId, name) {
      const row = await db
        .selectFrom('provisioned')
        .select('members')
        .where('tenant_id', '=', tenantId)
        .where('snapshot', '=', name)
        .executeTakeFirst();
      if (!row) return [];
      const { held, announced } = parseKnown(row.members);
      return [...new Set([...held, ...announced.flatMap((snapshot) => snapshot.members)])];
    },
    announce: (tenantId, name, id, announcedMembers) =>
      change(tenantId, name, ({ held, announced }) => ({
        held,
        announced: [...announced.filter((other) => other.id !== id), { id, members: announcedMembers }],
      })),
    confirm: (tenantId, name, id) =>
      change(tenantId, name, (known) => {
        const at = known.announced.findIndex((snapshot) => snapshot.id === id);
        const taken = known.announced[at];
        // Confirmed before.
        return taken ? { held: taken.members, announced: known.announced.slice(at + 1) } : known;
      }),
    withdraw: (tenantId, name, id) =>
      change(tenantId, name, ({ held, announced }) => ({
        held,
        announced: announced.filter((snapshot) => snapshot.id !== id),
      })),
  };
}

function parseKnown(text: string): Known {
  return knownSchema.parse(JSON.parse(text));
}
