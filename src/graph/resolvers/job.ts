import { mapFlow } from '../../domain/flow.ts';
import { badInput } from '../../errors.ts';
import type { Job as JobModel } from '../../jobs/job.ts';
import type { GraphContext } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { findJob, listJobs } from '../job-lookup.ts';
import { assertRole } from '../roles.ts';
import type { SubscriptionPayload } from '../subscription-payload.ts';

interface JobPayload extends SubscriptionPayload {
  readonly job: JobModel;
}

export const job: Resolvers = {
  Job: {
    id: ({ id, vendor }, _, { ids, tenant }) => ids.encodeId(tenant.id, 'Job', { vendor, kind: 'job', id }),
    createdAt: ({ createdAtMs }) => createdAtMs,
    updatedAt: ({ updatedAtMs }) => updatedAtMs,
  },
  JobConnection: {
    nodes: ({ edges }) => edges.map(({ item }) => item),
    pageInfo: (page) => page,
  },
  JobEdge: { node: ({ item }) => item },
  Tenant: { jobs: (_, args, context) => listJobs(args, context) },
  Subscription: {
    job: {
      subscribe: async (_, { id }, context) => {
        assertRole(context, 'events');
        const found = await findJob(id, context);
        if (!found) throw badInput('id', 'id: there is no Job with this id.');
        return mapFlow(context.jobs.watch(context.tenant.id, found.id), (job): JobPayload => ({ job }));
      },
      resolve: ({ job }: JobPayload, _: unknown, __: GraphContext) => job,
    },
  },
};
