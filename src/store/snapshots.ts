/** Who was in the last complete snapshot that was sent to a vendor: so that it can be told who would be deleted. */

import { z } from 'zod';
import type { Store } from './store.ts';

export interface SnapshotStore {
  /** Members of the last snapshot; empty when none was sent. `name` tells the kinds of snapshot of a tenant apart. */
  members(tenantId: string, name: string): Promise<readonly string[]>;
  replace(tenantId: string, name: string, members: readonly string[]): Promise<void>;
}

const membersSchema = z.array(z.string());

export function createSnapshotStore({ db }: Store): SnapshotStore {
  return {
    async members(tenantId, name) {
      const row = await db
        .selectFrom('provisioned')
        .select('members')
        .where('tenant_id', '=', tenantId)
        .where('snapshot', '=', name)
        .executeTakeFirst();
      return row ? membersSchema.parse(JSON.parse(row.members)) : [];
    },
    async replace(tenantId, name, members) {
      const text = JSON.stringify(members);
      await db
        .insertInto('provisioned')
        .values({ tenant_id: tenantId, snapshot: name, members: text })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'snapshot']).doUpdateSet({ members: text }))
        .execute();
    },
  };
}
