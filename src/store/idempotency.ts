/**
 * The memory behind `idempotencyKey`: whoever claims a key first does the work, and everyone who comes with the same key
 * gets the same answer, on any replica and after a restart.
 */

import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

export interface IdempotencyKey {
  readonly tenantId: string;
  /** Name of the mutation: the same key under another mutation is another key. */
  readonly mutation: string;
  /** As the client chose it. */
  readonly key: string;
  /** SHA-256 of the input, hex. */
  readonly inputDigest: string;
}

export type Claim =
  /** Ours to do. */
  | ({ readonly status: 'claimed' } & ClaimedKey)
  | { readonly status: 'answered'; readonly answer: string }
  /** Somebody is at it. */
  | { readonly status: 'running' }
  /** Whoever was at it has died, or lost the store, before it had an answer; now ours to do again, or to say so. */
  | ({ readonly status: 'interrupted' } & ClaimedKey)
  /** The key was used with another input. */
  | { readonly status: 'other-input' };

export interface ClaimedKey {
  /** Keeps the answer; of no effect when the key was taken over meanwhile. */
  settle(answer: string): Promise<void>;
  /** Forgets the key: nothing was done. */
  release(): Promise<void>;
}

export interface Idempotency {
  claim(key: IdempotencyKey): Promise<Claim>;
  /** Removes what has expired; returns how many. */
  sweep(): Promise<number>;
}

export interface IdempotencyOptions {
  readonly store: Pick<Store, 'db'>;
  readonly clock: Clock;
  /** How long the work on a key may take, milliseconds; then it counts as interrupted. Longer than any operation may take. */
  readonly workMs: number;
  /** How long an answer is kept, milliseconds; default 24 hours. */
  readonly keptMs?: number;
}

const day = 86_400_000;

export function createIdempotency({ store, clock, workMs, keptMs = day }: IdempotencyOptions): Idempotency {
  const { db } = store;

  const claimed = (key: IdempotencyKey, holder: string): ClaimedKey => ({
    async settle(answer) {
      await db.updateTable('idempotency').set({ answer }).where(is(key)).where('holder', '=', holder).execute();
    },
    async release() {
      await db.deleteFrom('idempotency').where(is(key)).where('holder', '=', holder).execute();
    },
  });

  const takeNew = async (key: IdempotencyKey, holder: string, nowMs: number): Promise<boolean> => {
    await db.deleteFrom('idempotency').where(is(key)).where('expires_at_ms', '<=', nowMs).execute();
    const row = await db
      .insertInto('idempotency')
      .values({
        ...{ tenant_id: key.tenantId, mutation: key.mutation, key: key.key, input_digest: key.inputDigest },
        ...{ holder, held_until_ms: nowMs + workMs, answer: null, expires_at_ms: nowMs + keptMs },
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'mutation', 'key']).doNothing())
      .returning('holder')
      .executeTakeFirst();
    return row !== undefined;
  };

  /** True when this caller, and nobody else, has it now. */
  const takeOver = async (key: IdempotencyKey, holder: string, nowMs: number): Promise<boolean> => {
    const row = await db
      .updateTable('idempotency')
      .set({ holder, held_until_ms: nowMs + workMs })
      .where(is(key))
      .where('answer', 'is', null)
      .where('held_until_ms', '<=', nowMs)
      .returning('holder')
      .executeTakeFirst();
    return row !== undefined;
  };

  return {
    async claim(key) {
      const nowMs = clock.now();
      const holder = randomUUID();
      if (await takeNew(key, holder, nowMs)) return { status: 'claimed', ...claimed(key, holder) };
      const row = await db.selectFrom('idempotency').selectAll().where(is(key)).executeTakeFirst();
      // Released between the two statements: as if it were still under way, so that the caller comes again.
      if (!row) return { status: 'running' };
      if (row.input_digest !== key.inputDigest) return { status: 'other-input' };
      if (row.answer !== null) return { status: 'answered', answer: row.answer };
      const taken = await takeOver(key, holder, nowMs);
      return taken ? { status: 'interrupted', ...claimed(key, holder) } : { status: 'running' };
    },
    async sweep() {
      const { numDeletedRows } = await db
        .deleteFrom('idempotency')
        .where('expires_at_ms', '<=', clock.now())
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

function is({ tenantId, mutation, key }: IdempotencyKey) {
  return (eb: ExpressionBuilder<Tables, 'idempotency'>) => eb.and({ tenant_id: tenantId, mutation, key });
}
