/** Complete snapshots: what one leaves out is deleted at the vendor, so nobody is left out unawares. */

import type { ProvisionedMeter, ProvisioningReceipt } from '../../domain/facility-services.ts';
import { badInput } from '../../errors.ts';
import type { GraphContext } from '../context.ts';
import type {
  ProvisionCustomersInput,
  ProvisionDataInput,
  ProvisionedMeterInput,
  ProvisioningOutcome,
  Resolvers,
} from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';
import { type Offered, sourceWith } from '../source-with.ts';

export const mutationProvisioning: Resolvers = {
  Mutation: {
    provisionCustomers: (_, { input }, context) => {
      const members = input.customers.map(({ externalId }) => externalId);
      return provision({ name: 'provisionCustomers', input, members }, context, (admin) =>
        admin.provisionCustomers(input.customers, context.call),
      );
    },
    provisionData: (_, { input }, context) => {
      const members = input.customers.map(({ customerExternalId }) => customerExternalId);
      return provision({ name: 'provisionData', input, members }, context, (admin) =>
        admin.provisionData(toData(input), context.call),
      );
    },
  },
};

interface Snapshot {
  readonly name: 'provisionCustomers' | 'provisionData';
  readonly input: ProvisionCustomersInput | ProvisionDataInput;
  /** External ids of its customers. */
  readonly members: readonly string[];
}

interface Payload {
  outcome: ProvisioningOutcome | null;
  provisioningId: string | null;
  deletions: readonly string[];
}

async function provision(
  { name, input, members }: Snapshot,
  context: GraphContext,
  send: (admin: Offered<'provisioning'>) => Promise<ProvisioningReceipt>,
) {
  const { tenant, snapshots } = context;
  const { vendor, provisioning } = sourceWith(tenant, 'provisioning');
  const kept = `${vendor} ${name}`;
  const before = await snapshots.members(tenant.id, kept);
  const deletions = before.filter((id) => !members.includes(id));
  const refused: Payload = { outcome: null, provisioningId: null, deletions };

  return mutate<Payload>({ name, input, refused }, context, async () => {
    assertMembers(members);
    if (deletions.length > 0 && !input.confirmDeletions) {
      const shown = deletions.slice(0, 10).map((id) => `"${id.slice(0, 64)}"`);
      const more = deletions.length > shown.length ? ` and ${deletions.length - shown.length} more` : '';
      const message = `input.confirmDeletions: this would delete ${shown.join(', ')}${more}; say true if it is to.`;
      throw badInput('input.confirmDeletions', message);
    }
    // Should the answer get lost, both may be what the vendor holds.
    await snapshots.replace(tenant.id, kept, [...new Set([...before, ...members])]);
    const { outcome, id } = await send(provisioning);
    await snapshots.replace(tenant.id, kept, members);
    context.renewLoaders();
    return { outcome: outcome === 'accepted' ? 'ACCEPTED' : 'UNCHANGED', provisioningId: id, deletions };
  });
}

function assertMembers(members: readonly string[]): void {
  const empty = members.indexOf('');
  if (empty >= 0) throw badInput(`input.customers.${empty}`, `input.customers.${empty}: its external id is empty.`);
  const again = members.findIndex((id, i) => members.indexOf(id) < i);
  if (again < 0) return;
  throw badInput(`input.customers.${again}`, `input.customers.${again}: the customer is in the snapshot already.`);
}

function toData({ customers }: ProvisionDataInput) {
  return customers.map(({ customerExternalId, facilities }) => ({
    customerExternalId,
    facilities: facilities.map(({ externalId, name, properties, meters }) => ({
      ...{ externalId, name, properties: properties ?? [] },
      meters: meters.map(toMeter),
    })),
  }));
}

function toMeter({ externalId, name, quantityId, subMeters }: ProvisionedMeterInput): ProvisionedMeter {
  return { externalId, name, quantityId, subMeters: (subMeters ?? []).map(toMeter) };
}
