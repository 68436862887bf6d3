import { AppError, badInput } from '../../errors.ts';
import { toEnergyUpload } from '../../jobs/energy-upload.ts';
import type { Job } from '../../jobs/job.ts';
import { judgePoints, mostInlinePoints, unknownAssets } from '../consumption-points.ts';
import type { GraphContext } from '../context.ts';
import type { ChangeJobInput, Resolvers, UploadConsumptionInput } from '../generated/resolvers.ts';
import { dedupeOf } from '../job-input.ts';
import { findJob, jobNow } from '../job-lookup.ts';
import { mutate, type UserError } from '../mutation.ts';

interface Outcome {
  readonly job: Job | null;
  readonly userErrors?: readonly UserError[];
}

const refused: Outcome = { job: null };

export const mutationJob: Resolvers = {
  Mutation: {
    uploadConsumption: (_, { input }, context) =>
      mutate({ name: 'uploadConsumption', input, refused, repeatable: true }, context, () => upload(input, context)),
    cancelJob: (_, { input }, context) =>
      change('cancelJob', input, context, (id) => context.jobs.cancel(context.tenant.id, id)),
    resumeJob: (_, { input }, context) =>
      change('resumeJob', input, context, (id) => context.jobs.resume(context.tenant.id, id)),
  },
  UploadConsumptionPayload: { job: jobNow },
  ChangeJobPayload: { job: jobNow },
};

async function upload(input: UploadConsumptionInput, context: GraphContext): Promise<Outcome> {
  const { tenant, clock, jobs } = context;
  const source = [...tenant.sources.values()].find(({ consumptionUpload }) => consumptionUpload);
  if (!source?.consumptionUpload) {
    throw new AppError('VENDOR_NOT_CONFIGURED', 'The tenant has configured no vendor that takes consumption.');
  }
  const { points, faults } = judgePoints(input.points, clock.now());
  if (faults.length > 0) return { job: null, userErrors: faults };
  const unknown = await unknownAssets(points, source.vendor, context);
  if (unknown.length > 0) return { job: null, userErrors: unknown };
  const mostPoints = Math.min(source.consumptionUpload.mostPoints, mostInlinePoints);
  const job = { ...toEnergyUpload(source.vendor, points, mostPoints), ...dedupeOf('uploadConsumption', input) };
  const [added] = await jobs.enqueue(tenant.id, [job]);
  return { job: added ?? null };
}

function change(
  name: string,
  input: ChangeJobInput,
  context: GraphContext,
  make: (id: string) => Promise<Job | undefined>,
) {
  return mutate<Outcome>({ name, input, refused, repeatable: true }, context, async () => {
    const found = await findJob(input.id, context);
    const job = found && (await make(found.id));
    if (job) return { job };
    throw badInput('input.id', 'input.id: there is no Job with this id.');
  });
}
