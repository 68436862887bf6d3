import { digestOf } from './mutation.ts';

/**
 * Kept with the job in one transaction: a crash before the answer is kept can't make two jobs of one key. With the
 * input in it, for the key may be used anew for another when its answer is forgotten.
 */
export function dedupeOf(
  name: string,
  input: { readonly idempotencyKey?: string | null | undefined },
): { readonly dedupeKey?: string } {
  const { idempotencyKey: key } = input;
  return key ? { dedupeKey: `${name} ${key} ${digestOf(input)}` } : {};
}
