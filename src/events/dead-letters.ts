/** Deliveries that were signed rightly and could not be read: kept, so that nothing a vendor said is lost. */

import { createHash } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { Store } from '../store/store.ts';

export interface DeadLetter {
  readonly tenantId: string;
  readonly vendor: VendorName;
  /** The same for a delivery repeated. */
  readonly id: string;
  readonly body: Uint8Array;
  /** Why it could not be read; without any of its content. */
  readonly reason: string;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
}

export interface DeadLetters {
  /** Resolves after the commit with the letter's id. */
  putDeadLetter(letter: Pick<DeadLetter, 'tenantId' | 'vendor' | 'body' | 'reason'>): Promise<string>;
  /** Newest first. */
  deadLetters(tenantId: string, limit: number): Promise<readonly DeadLetter[]>;
  deadLetter(tenantId: string, id: string): Promise<DeadLetter | undefined>;
  removeDeadLetter(tenantId: string, id: string): Promise<void>;
}

export function createDeadLetters({ db }: Store, clock: Clock): DeadLetters {
  const ofTenant = (tenantId: string) => db.selectFrom('dead_letters').selectAll().where('tenant_id', '=', tenantId);

  return {
    async putDeadLetter({ tenantId, vendor, body, reason }) {
      const id = createHash('sha256').update(`${vendor}\n`).update(body).digest('hex');
      await db
        .insertInto('dead_letters')
        .values({ tenant_id: tenantId, id, vendor, body, reason, received_at_ms: clock.now() })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
        .execute();
      return id;
    },
    async deadLetters(tenantId, limit) {
      const rows = await ofTenant(tenantId).orderBy('received_at_ms', 'desc').orderBy('id').limit(limit).execute();
      return rows.map(toDeadLetter);
    },
    async deadLetter(tenantId, id) {
      const row = await ofTenant(tenantId).where('id', '=', id).executeTakeFirst();
      return row && toDeadLetter(row);
    },
    async removeDeadLetter(tenantId, id) {
      await db.deleteFrom('dead_letters').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
    },
  };
}

function toDeadLetter(row: {
  readonly tenant_id: string;
  readonly id: string;
  readonly vendor: string;
  readonly body: Uint8Array;
  readonly reason: string;
  readonly received_at_ms: number;
}): DeadLetter {
  return {
    tenantId: row.tenant_id,
    vendor: row.vendor as VendorName,
    id: row.id,
    body: row.body,
    reason: row.reason,
    receivedAt: new Date(row.received_at_ms).toISOString(),
  };
}
