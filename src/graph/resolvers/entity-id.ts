import type { EntityType, Ref } from '../../domain/ref.ts';
import type { GraphContext } from '../context.ts';

/** The resolver of `id` for a type of entity. */
export function idOf(type: EntityType) {
  return ({ ref }: { readonly ref: Ref }, _: unknown, { ids, tenant }: GraphContext): string =>
    ids.encodeId(tenant.id, type, ref);
}
