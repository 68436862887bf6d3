/** What was told to a vendor that never gives it back: the equipment of a home, the people and appliances of a household. */

import type { HomeEquipment, SolarSystem } from '../domain/home-services.ts';
import type { HouseholdProfile } from '../domain/household-profile.ts';
import type { Ref } from '../domain/ref.ts';
import { toRefText } from './ref-text.ts';
import type { Store } from './store.ts';

/** Absent = never told. */
export interface VendorFacts {
  readonly solar?: SolarSystem;
  readonly equipment?: HomeEquipment;
  readonly household?: HouseholdProfile;
}

export interface VendorFactStore {
  /** null = nothing was ever told of it. */
  read(tenantId: string, ref: Ref): Promise<VendorFacts | null>;
  /** Adds to what was told; a fact told again replaces the former one, equipment item by item. */
  add(tenantId: string, ref: Ref, facts: VendorFacts): Promise<void>;
  forget(tenantId: string, ref: Ref): Promise<void>;
}

export function createVendorFactStore({ db }: Store): VendorFactStore {
  const read = async (tenantId: string, ref: Ref, from: Pick<Store['db'], 'selectFrom'> = db) => {
    const row = await from
      .selectFrom('vendor_facts')
      .select('facts')
      .where('tenant_id', '=', tenantId)
      .where('ref', '=', toRefText(ref))
      .executeTakeFirst();
    // Nobody but `add` writes it.
    return row ? (JSON.parse(row.facts) as VendorFacts) : null;
  };

  return {
    read: (tenantId, ref) => read(tenantId, ref),
    add: (tenantId, ref, facts) =>
      db.transaction().execute(async (transaction) => {
        const known = await read(tenantId, ref, transaction);
        const equipment = { ...known?.equipment, ...facts.equipment };
        const whole = { ...known, ...facts, ...(Object.keys(equipment).length > 0 && { equipment }) };
        await transaction
          .insertInto('vendor_facts')
          .values({ tenant_id: tenantId, ref: toRefText(ref), facts: JSON.stringify(whole) })
          .onConflict((conflict) =>
            conflict.columns(['tenant_id', 'ref']).doUpdateSet({ facts: JSON.stringify(whole) }),
          )
          .execute();
      }),
    forget: async (tenantId, ref) => {
      await db.deleteFrom('vendor_facts').where('tenant_id', '=', tenantId).where('ref', '=', toRefText(ref)).execute();
    },
  };
}
