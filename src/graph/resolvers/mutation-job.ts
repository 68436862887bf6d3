import { AppError } from '../../errors.ts';
import { toEnergyUpload } from '../../jobs/energy-upload.ts';
import type { Job } from '../../jobs/job.ts';
import { judgePoints, mostInlinePoints, unknownAssets } from '../consumption-points.ts';
import type { GraphContext } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { findJob } from '../job-lookup.ts';

export const mutationJob: Resolvers = {
  Mutation: {
    uploadConsumption: async (_, { input: { points: inputs, idempotencyKey } }, context) => {
      const { tenant, clock, jobs } = context;
      const source = [...tenant.sources.values()].find(({ consumptionUpload }) => consumptionUpload);
      if (!source?.consumptionUpload) {
        throw new AppError('VENDOR_NOT_CONFIGURED', 'The tenant has configured no vendor that takes consumption.');
      }
      const { points, faults } = judgePoints(inputs, clock.now());
      if (faults.length > 0) return { job: null, userErrors: faults };
      const unknown = await unknownAssets(points, source.vendor, context);
      if (unknown.length > 0) return { job: null, userErrors: unknown };
      const mostPoints = Math.min(source.consumptionUpload.mostPoints, mostInlinePoints);
      const upload = toEnergyUpload(source.vendor, points, mostPoints);
      // Kept with the job in one transaction: a crash in between can't make two jobs of one key.
      const dedupe = idempotencyKey ? { dedupeKey: `uploadConsumption ${idempotencyKey}` } : {};
      const [job] = await jobs.enqueue(tenant.id, [{ ...upload, ...dedupe }]);
      return { job: job ?? null, userErrors: [] };
    },
    cancelJob: (_, { input }, context) => change(input.id, context, (id) => context.jobs.cancel(context.tenant.id, id)),
    resumeJob: (_, { input }, context) => change(input.id, context, (id) => context.jobs.resume(context.tenant.id, id)),
  },
};

async function change(id: string, context: GraphContext, make: (id: string) => Promise<Job | undefined>) {
  const found = await findJob(id, context);
  const job = found && (await make(found.id));
  if (job) return { job, userErrors: [] };
  const message = 'input.id: there is no Job with this id.';
  return { job: null, userErrors: [{ code: 'BAD_USER_INPUT', message, field: 'input.id' }] };
}
