/** Jobs by their global ids, and as pages. */

import { badInput } from '../errors.ts';
import type { Job, JobStatus } from '../jobs/job.ts';
import type { GraphContext } from './context.ts';
import type { JobPage } from './models.ts';
import { toWalk } from './paging/arguments.ts';

/** undefined for an unknown id and for another tenant's alike. */
export async function findJob(id: string, { ids, tenant, jobs }: GraphContext): Promise<Job | undefined> {
  const named = ids.decodeId(tenant.id, id);
  return named?.type === 'Job' ? jobs.find(tenant.id, named.ref.id) : undefined;
}

/** Of an answer that is given again only which job it is stands: how far it is, is told as of now. */
export async function jobNow(
  { job }: { readonly job?: Job | null },
  _: unknown,
  { tenant, jobs }: GraphContext,
): Promise<Job | null> {
  return job ? ((await jobs.find(tenant.id, job.id)) ?? job) : null;
}

interface JobArguments {
  readonly status?: JobStatus | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** @throws AppError BAD_USER_INPUT naming `first` or `after` */
export async function listJobs({ status, ...args }: JobArguments, context: GraphContext): Promise<JobPage> {
  const { jobs, tenant } = context;
  const { limit, cursor } = toWalk(args);
  const page = await jobs.list({
    tenantId: tenant.id,
    limit,
    ...(status && { statuses: [status] }),
    ...(cursor !== undefined && { beforeSeq: toSeq(cursor) }),
  });
  return {
    items: page.jobs,
    edges: page.jobs.map((item) => ({ cursor: toCursor(item), item })),
    hasNextPage: () => page.hasMore,
    hasPreviousPage: () => cursor !== undefined,
    totalCount: () => null,
  };
}

// It only says where to go on among the tenant's own jobs: nothing to seal.
function toCursor({ seq }: Job): string {
  return Buffer.from(JSON.stringify(['jobs', seq])).toString('base64url');
}

function toSeq(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const seq = /^\["jobs",(\d{1,15})\]$/.exec(text)?.[1];
  if (seq === undefined) throw badInput('after', 'after: this is not a cursor of the list of jobs.');
  return Number(seq);
}
