/** Complete snapshots: what one leaves out is deleted at the vendor, so nobody is left out unawares. */

import { randomUUID } from 'node:crypto';
import { badInput } from '../../errors.ts';
import type { Job } from '../../jobs/job.ts';
import {
  type ProvisioningKind,
  type Snapshot,
  snapshotName,
  toProvisioningJob,
  toProvisioningProgress,
} from '../../jobs/provisioning.ts';
import type { GraphContext } from '../context.ts';
import type { ProvisionCustomersInput, ProvisionDataInput, Resolvers } from '../generated/resolvers.ts';
import { dedupeOf } from '../job-input.ts';
import { jobNow } from '../job-lookup.ts';
import { mutate, type UserError } from '../mutation.ts';
import { toCustomers, toData } from '../provisioning-input.ts';
import { sourceWith } from '../source-with.ts';

export const mutationProvisioning: Resolvers = {
  Mutation: {
    provisionCustomers: (_, { input }, context) =>
      provision('provisionCustomers', input, context, () => {
        const customers = toCustomers(input);
        return { customers, members: customers.map(({ externalId }) => externalId) };
      }),
    provisionData: (_, { input }, context) =>
      provision('provisionData', input, context, () => {
        const customers = toData(input);
        return { customers, members: customers.map(({ customerExternalId }) => customerExternalId) };
      }),
  },
  ProvisionPayload: { job: jobNow },
  Job: { provisioning: toProvisioningProgress },
  Query: {
    provisioning: async (_, { id }, { tenant, call }) => {
      const state = await sourceWith(tenant, 'provisioning').provisioning.state(id, call);
      return state ? { outcome: null, provisioningId: id, ...state } : null;
    },
  },
};

interface Judged extends Pick<Snapshot, 'customers'> {
  /** External ids of its customers. */
  readonly members: readonly string[];
}

interface Payload {
  readonly job: Job | null;
  readonly deletions: readonly string[];
  readonly userErrors?: readonly UserError[];
}

const refused: Payload = { job: null, deletions: [] };

function provision(
  kind: ProvisioningKind,
  input: ProvisionCustomersInput | ProvisionDataInput,
  context: GraphContext,
  judge: () => Judged,
) {
  return mutate({ name: kind, input, refused, repeatable: true }, context, async () => {
    const { tenant, snapshots, jobs, locks, call } = context;
    const { customers, members } = judge();
    const { vendor } = sourceWith(tenant, 'provisioning');
    const name = snapshotName(vendor, kind);
    // Who would be deleted must still be so when the snapshot gets in line: two that come at once would each delete
    // whom the other brings.
    const lock = { tenantId: tenant.id, parts: ['provisioning', vendor] };
    return locks.alone(lock, call.signal, async (): Promise<Payload> => {
      const staying = new Set(members);
      const deletions = (await snapshots.members(tenant.id, name)).filter((id) => !staying.has(id));
      if (deletions.length > 0 && !input.confirmDeletions) {
        return { job: null, deletions, userErrors: [unconfirmed(deletions)] };
      }
      const dedupe = dedupeOf(kind, input);
      const id = dedupe.dedupeKey ?? randomUUID();
      await snapshots.announce(tenant.id, name, id, members);
      const [job] = await jobs.enqueue(tenant.id, [
        { ...toProvisioningJob(vendor, { kind, id, customers }), ...dedupe },
      ]);
      return { job: job ?? null, deletions };
    });
  });
}

function unconfirmed(deletions: readonly string[]): UserError {
  const shown = deletions.slice(0, 10).map((id) => `"${id.slice(0, 64)}"`);
  const more = deletions.length > shown.length ? ` and ${deletions.length - shown.length} more` : '';
  const field = 'input.confirmDeletions';
  const { code, message } = badInput(
    field,
    `${field}: this would delete ${shown.join(', ')}${more}; say true if it is to.`,
  );
  return { code, message, field };
}
