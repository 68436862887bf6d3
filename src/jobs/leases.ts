/**
 * Jobs as work: any replica takes one on a lease that expires. Every write of the holder carries the number of its
 * lease; once another replica took the job over, or somebody cancelled it, such a write changes nothing and says so.
 *
 * Replicas compare the store's times with their own clocks: clocks apart by more than the lease would let two send at once.
 */

import type { Expression, ExpressionBuilder, Kysely, Transaction, UpdateObject } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { Job, JobDetails, JobPart } from './job.ts';
import { toJob } from './job-row.ts';
import { dropParts } from './outbox.ts';

/** A job in the hands of one replica. Each method answers false when it is so no more. */
export interface Lease {
  readonly job: Job;
  renew(): Promise<boolean>;
  /**
   * Counts the part that the vendor has accepted, if one is given, and gives the first that was not accepted yet, its
   * attempt counted before it goes out; all in one transaction. undefined = there is none: the job is done. Asked again
   * because its answer was lost, it counts no part twice.
   */
  nextPart(accepted?: Pick<JobPart, 'number'>): Promise<JobPart | undefined | false>;
  /** The vendor has accepted the part. */
  accept(part: Pick<JobPart, 'number' | 'size'>): Promise<boolean>;
  /** Keeps what is known of the job by now, in place of its details. */
  tell(details: JobDetails): Promise<boolean>;
  /** Gives it back, to go on no earlier than at `atMs`, epoch milliseconds. */
  putOff(
    atMs: number,
    why: { readonly error?: AppError; readonly memo?: { part: number; text: string } },
  ): Promise<boolean>;
  park(error: AppError): Promise<boolean>;
  finish(error?: AppError): Promise<boolean>;
}

export interface LeaseOptions {
  readonly store: Pick<Store, 'db'>;
  readonly clock: Clock;
  readonly leaseMs: number;
}

type JobUpdate = UpdateObject<Tables, 'jobs'>;

interface Wanted {
  /** Only jobs of these kinds. */
  readonly kinds: readonly string[];
  /** Only this one. */
  readonly id?: string;
}

/** A lease on the job that has been due longest; undefined when there is none that nobody holds. */
export async function takeJob(options: LeaseOptions, wanted: Wanted): Promise<Lease | undefined> {
  const [lease] = await takeJobs(options, wanted, 1);
  return lease;
}

/** Leases on the jobs that have been due longest, `most` at most; none when there is none that nobody holds. */
export async function takeJobs(options: LeaseOptions, wanted: Wanted, most: number): Promise<readonly Lease[]> {
  if (wanted.kinds.length === 0) return [];
  for (;;) {
    const due = await findDue(options, wanted, most);
    if (due.length === 0) return [];
    const leases = await Promise.all(due.map((job) => take(options, job)));
    const taken = leases.flatMap((lease) => lease ?? []);
    // Somebody was faster each time: look again.
    if (taken.length > 0) return taken;
  }
}

type Due = Awaited<ReturnType<typeof findDue>>[number];

/** undefined = somebody was faster. */
async function take(options: LeaseOptions, due: Due): Promise<Lease | undefined> {
  const { store, clock, leaseMs } = options;
  const taken = await store.db
    .updateTable('jobs')
    .set((eb) => ({
      status: 'RUNNING',
      lease: due.lease + 1,
      lease_until_ms: clock.now() + leaseMs,
      revision: eb('revision', '+', 1),
      updated_at_ms: clock.now(),
    }))
    .where('tenant_id', '=', due.tenant_id)
    .where('id', '=', due.id)
    .where('lease', '=', due.lease)
    .where('status', 'in', ['QUEUED', 'RUNNING'])
    .returningAll()
    .executeTakeFirst();
  return taken && toLease(options, toJob(taken), taken.lease);
}

async function findDue({ store: { db }, clock }: LeaseOptions, { kinds, id }: Wanted, most: number) {
  let query = db
    .selectFrom('jobs')
    .select(['tenant_id', 'id', 'lease'])
    .where('status', 'in', ['QUEUED', 'RUNNING'])
    .where('run_after_ms', '<=', clock.now())
    .where('lease_until_ms', '<=', clock.now())
    .where('kind', 'in', kinds)
    // The first of its lane. Not as "there is none before it", which PostgreSQL may answer by comparing all with all.
    .where('seq', '=', ({ selectFrom }) =>
      selectFrom('jobs as first')
        .select(({ fn }) => fn.min('first.seq').as('seq'))
        .whereRef('first.tenant_id', '=', 'jobs.tenant_id')
        .whereRef('first.lane', '=', 'jobs.lane')
        .where('first.status', 'in', ['QUEUED', 'RUNNING', 'PARKED']),
    );
  if (id !== undefined) query = query.where('id', '=', id);
  return query.orderBy('run_after_ms').orderBy('seq').limit(most).execute();
}

function toLease({ store: { db }, clock, leaseMs }: LeaseOptions, job: Job, lease: number): Lease {
  const { tenantId, id } = job;
  // The next number: a renewal that is still on its way must not take back what was given up.
  const givenUp = { lease: lease + 1, lease_until_ms: 0 };
  const renewed = () => ({ lease_until_ms: clock.now() + leaseMs });

  // Every write of the lease goes through here: none of them touches a job that is somebody else's by now.
  const update = async (change: JobUpdate, within: Pick<Kysely<Tables>, 'updateTable'> = db) => {
    const { numUpdatedRows } = await within
      .updateTable('jobs')
      .set((eb) => ({ ...change, updated_at_ms: clock.now(), revision: eb('revision', '+', 1) }))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('lease', '=', lease)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  };

  /** Of what an accepted part counts for: nothing when it was written down before, and the answer to that was lost. */
  const sizeOf = (number: number) => (eb: ExpressionBuilder<Tables, 'jobs'>) =>
    eb(
      'done',
      '+',
      eb.fn.coalesce(
        eb
          .selectFrom('job_parts')
          .select('size')
          .where('tenant_id', '=', tenantId)
          .where('job_id', '=', id)
          .where('number', '=', number),
        eb.lit(0),
      ),
    );

  const accept = async (
    number: number,
    done: (eb: ExpressionBuilder<Tables, 'jobs'>) => Expression<number>,
    transaction: Transaction<Tables>,
  ) => {
    const held = await update({ ...renewed(), ...noError, done }, transaction);
    if (held) await dropParts(transaction, tenantId, id, number);
    return held;
  };

  const end = (change: JobUpdate) =>
    db.transaction().execute(async (transaction) => {
      const held = await update({ ...change, ...givenUp }, transaction);
      if (held) await dropParts(transaction, tenantId, id);
      return held;
    });

  return {
    job,
    renew: () => update(renewed()),
    tell: (details) => update({ ...renewed(), details: JSON.stringify(details) }),
    nextPart: (accepted) =>
      db.transaction().execute(async (transaction) => {
        // Locks the job first: what joins it comes before the look for parts, or after the job has ended.
        const held = accepted
          ? await accept(accepted.number, sizeOf(accepted.number), transaction)
          : await update(renewed(), transaction);
        if (!held) return false;
        const part = await firstPart(transaction, job);
        if (!part) await update({ ...noError, status: 'DONE', ...givenUp }, transaction);
        return part;
      }),
    accept: ({ number, size }) =>
      db.transaction().execute((transaction) => accept(number, (eb) => eb('done', '+', size), transaction)),
    putOff: (atMs, { error, memo }) =>
      db.transaction().execute(async (transaction) => {
        const held = await update({ ...toError(error), run_after_ms: atMs, ...givenUp }, transaction);
        if (held && memo) await updatePart(transaction, job, memo.part, { memo: memo.text });
        return held;
      }),
    park: (error) => update({ ...toError(error), status: 'PARKED', ...givenUp }),
    finish: (error) => end({ ...toError(error), status: error ? 'FAILED' : 'DONE' }),
  };
}

const noError = { error_code: null, error_message: null } as const;

function toError(error: AppError | undefined) {
  return error ? { error_code: error.code, error_message: error.message } : noError;
}

async function firstPart(db: Transaction<Tables>, job: Job): Promise<JobPart | undefined> {
  const row = await db
    .selectFrom('job_parts')
    .selectAll()
    .where('tenant_id', '=', job.tenantId)
    .where('job_id', '=', job.id)
    .orderBy('rank')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const attempt = row.attempts + 1;
  await updatePart(db, job, row.number, { attempts: attempt });
  const payload: unknown = JSON.parse(Buffer.from(row.payload).toString('utf8'));
  return { number: row.number, size: row.size, payload, attempt, memo: row.memo };
}

async function updatePart(
  db: Transaction<Tables>,
  { tenantId, id }: Job,
  number: number,
  change: UpdateObject<Tables, 'job_parts'>,
): Promise<void> {
  await db
    .updateTable('job_parts')
    .set(change)
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', id)
    .where('number', '=', number)
    .execute();
}
