import { randomBytes } from 'node:crypto';
import type { Store } from './store.ts';

/**
 * The secret of that name: made at random once, then the same for all replicas and over restarts.
 *
 * @param bytes its length when it is made; a shorter one in the store is refused.
 */
export async function loadOrCreateSecret(store: Store, name: string, bytes = 32): Promise<Uint8Array> {
  // Whoever comes first wins; everyone then reads what stands.
  await store.db
    .insertInto('secrets')
    .values({ name, value: randomBytes(bytes) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { value } = await store.db
    .selectFrom('secrets')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  if (value.length < bytes) throw new Error(`the stored secret ${name} has ${value.length} bytes instead of ${bytes}`);
  return value;
}
