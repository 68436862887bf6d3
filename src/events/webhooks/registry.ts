/** What the gateway has registered, in the store: one row a tenant and vendor, changed by one replica at a time. */

import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder, Selectable, Updateable } from 'kysely';
import type { Clock } from '../../domain/clock.ts';
import type { VendorName } from '../../domain/vendor-name.ts';
import type { Store } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';

/** Whose webhook. */
export interface WebhookKey {
  readonly tenantId: string;
  readonly vendor: VendorName;
}

type Row = Selectable<Tables['webhooks']>;
export type WebhookRecord = Omit<Row, 'tenant_id' | 'vendor' | 'holder' | 'held_until_ms'>;

export interface WebhookRegistry {
  /** Waits until nobody else changes it. Rejects when the signal aborts. */
  hold(key: WebhookKey, signal: AbortSignal): Promise<HeldWebhook>;
  all(): Promise<readonly (WebhookKey & WebhookRecord)[]>;
}

export interface HeldWebhook {
  /** As it was when it was taken hold of. */
  readonly record: WebhookRecord;
  /** @throws Error when it has come into other hands: the work took longer than `holdMs`. */
  save(change: Partial<WebhookRecord>): Promise<void>;
  release(): Promise<void>;
}

/** Nobody holds it longer than this, milliseconds; a holder that died is waited for so long. */
export const holdMs = 60_000;
const waitMs = 200;

export function createWebhookRegistry({ db }: Pick<Store, 'db'>, clock: Clock): WebhookRegistry {
  const take = async (key: WebhookKey, holder: string): Promise<Row | undefined> => {
    const nowMs = clock.now();
    await db
      .insertInto('webhooks')
      .values({ tenant_id: key.tenantId, vendor: key.vendor, ...blank, holder: '', held_until_ms: 0 })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'vendor']).doNothing())
      .execute();
    return db
      .updateTable('webhooks')
      .set({ holder, held_until_ms: nowMs + holdMs })
      .where(is(key))
      .where('held_until_ms', '<=', nowMs)
      .returningAll()
      .executeTakeFirst();
  };

  const update = async (key: WebhookKey, holder: string, change: Updateable<Tables['webhooks']>): Promise<boolean> => {
    const { numUpdatedRows } = await db
      .updateTable('webhooks')
      .set(change)
      .where(is(key))
      .where('holder', '=', holder)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  };

  return {
    async hold(key, signal) {
      const holder = randomUUID();
      for (;;) {
        signal.throwIfAborted();
        const record = await take(key, holder);
        if (!record) {
          await clock.sleep(waitMs, signal);
          continue;
        }
        return {
          record,
          async save(change) {
            if (!(await update(key, holder, change))) throw new Error('the webhook is in other hands by now');
          },
          release: async () => {
            await update(key, holder, { holder: '', held_until_ms: 0 });
          },
        };
      }
    },
    async all() {
      const rows = await db.selectFrom('webhooks').selectAll().execute();
      return rows.map((row) => ({ ...row, tenantId: row.tenant_id, vendor: row.vendor as VendorName }));
    },
  };
}

const blank: WebhookRecord = {
  registration_id: null,
  registration: null,
  secret: null,
  previous_secret: null,
  previous_until_ms: 0,
  checked_at_ms: 0,
};

function is({ tenantId, vendor }: WebhookKey) {
  return (eb: ExpressionBuilder<Tables, 'webhooks'>) => eb.and({ tenant_id: tenantId, vendor });
}
