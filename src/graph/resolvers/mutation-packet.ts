import type { Job } from '../../jobs/job.ts';
import { toPacketPushes } from '../../jobs/packet-push.ts';
import type { GraphContext } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { judgePackets, unknownStreams } from '../measurement-packets.ts';
import { mutate } from '../mutation.ts';
import { sourceWith } from '../source-with.ts';

interface Accepted {
  readonly accepted: number;
  readonly jobIds: readonly string[];
}

/** How long the vendor may take to say which meters there are, in milliseconds; then that is left to the push itself. */
const checkMs = 3_000;

export const mutationPacket: Resolvers = {
  Mutation: {
    pushMeasurements: async (_, { input }, context) => {
      const { tenant, clock, call } = context;
      const { vendor, packetPush } = sourceWith(tenant, 'packetPush');
      const { packets, faults } = judgePackets(input, clock.now());
      if (faults.length > 0) return { accepted: 0, jobs: [], userErrors: faults };
      const { unknownStreams: check } = packetPush;
      const { signal, priority, trace } = call;
      const shortly = { signal, priority, trace, deadlineMs: Math.min(call.deadlineMs, clock.now() + checkMs) };
      const unknown = check ? await unknownStreams(packets, vendor, (streams) => check(streams, shortly)) : [];
      if (unknown.length > 0) return { accepted: 0, jobs: [], userErrors: unknown };
      // The key is kept with the jobs, in one transaction: begun again after a crash, it stores nothing twice.
      const spec = { name: 'pushMeasurements', input, refused: { accepted: 0, jobIds: [] }, repeatable: true };
      let made: readonly Job[] | undefined;
      const { jobIds, ...answer } = await mutate<Accepted>(spec, context, async () => {
        const pushes = toPacketPushes(vendor, packets, input.idempotencyKey ?? undefined);
        made = await context.jobs.enqueue(tenant.id, pushes);
        return { accepted: packets.length, jobIds: made.map(({ id }) => id) };
      });
      return { ...answer, jobs: made ?? (await jobsOf(jobIds, context)) };
    },
  },
};

/** Made before: as they stand now, those left out that are kept no more. */
async function jobsOf(ids: readonly string[], { tenant, jobs }: GraphContext): Promise<readonly Job[]> {
  const found = await Promise.all(ids.map((id) => jobs.find(tenant.id, id)));
  return found.flatMap((job) => job ?? []);
}
