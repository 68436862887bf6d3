/**
 * Jobs as work: any replica takes one on a lease that expires. Every write of the holder carries the number of its
 * lease; once another replica took the job over, or somebody cancelled it, such a write changes nothing and says so.
 *
 * Replicas compare the store's times with their own clocks: clocks apart by more than the lease would let two send at once.
 */

import type { ExpressionBuilder, Kysely, Transaction, UpdateObject } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { Job, JobPart } from './job.ts';
import { toJob } from './job-row.ts';
import { dropParts } from './outbox.ts';

/** A job in the hands of one replica. Each method answers false when it is so no more. */
export interface Lease {
  readonly job: Job;
  renew(): Promise<boolean>;
  /**
   * Counts the part that the vendor has accepted, if one is given, and gives the first that was not accepted yet, its
   * attempt counted before it goes out; all in one transaction. undefined = there is none: the job is done.
   */
  nextPart(accepted?: Pick<JobPart, 'number' | 'size'>): Promise<JobPart | undefined | false>;
  /** The vendor has accepted the part. */
  accept(part: Pick<JobPart, 'number' | 'size'>): Promise<boolean>;
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

/**
 * A lease on the job that has been due longest; undefined when there is none that nobody holds.
 *
 * @param kinds only jobs of these kinds; `id` only this one.
 */
export async function takeJob(
  options: LeaseOptions,
  wanted: { readonly kinds: readonly string[]; readonly id?: string },
): Promise<Lease | undefined> {
  const { store, clock, leaseMs } = options;
  if (wanted.kinds.length === 0) return undefined;
  for (;;) {
    const due = await findDue(store, clock.now(), wanted);
    if (!due) return undefined;
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
    // Somebody was faster: look again.
    if (taken) return toLease(options, toJob(taken), taken.lease);
  }
}

async function findDue(
  { db }: Pick<Store, 'db'>,
  nowMs: number,
  { kinds, id }: { kinds: readonly string[]; id?: string },
) {
  let query = db
    .selectFrom('jobs')
    .select(['tenant_id', 'id', 'lease'])
    .where('status', 'in', ['QUEUED', 'RUNNING'])
    .where('run_after_ms', '<=', nowMs)
    .where('lease_until_ms', '<=', nowMs)
    .where('kind', 'in', kinds)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('jobs as earlier')
            .select('earlier.id')
            .whereRef('earlier.tenant_id', '=', 'jobs.tenant_id')
            .whereRef('earlier.lane', '=', 'jobs.lane')
            .whereRef('earlier.seq', '<', 'jobs.seq')
            .where('earlier.status', 'in', ['QUEUED', 'RUNNING', 'PARKED']),
        ),
      ),
    );
  if (id !== undefined) query = query.where('id', '=', id);
  return query.orderBy('run_after_ms').orderBy('seq').limit(1).executeTakeFirst();
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

  const accept = async ({ number, size }: Pick<JobPart, 'number' | 'size'>, transaction: Transaction<Tables>) => {
    const done = (eb: ExpressionBuilder<Tables, 'jobs'>) => eb('done', '+', size);
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
    nextPart: (accepted) =>
      db.transaction().execute(async (transaction) => {
        // Locks the job first: what joins it comes before the look for parts, or after the job has ended.
        if (!(await (accepted ? accept(accepted, transaction) : update(renewed(), transaction)))) return false;
        const part = await firstPart(transaction, job);
        if (!part) await update({ ...noError, status: 'DONE', ...givenUp }, transaction);
        return part;
      }),
    accept: (part) => db.transaction().execute((transaction) => accept(part, transaction)),
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
