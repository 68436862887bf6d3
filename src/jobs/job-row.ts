/** A row of the store as a job. */

import type { Selectable } from 'kysely';
import type { VendorName } from '../domain/vendor-name.ts';
import type { ErrorCode } from '../errors.ts';
import type { Tables } from '../store/tables.ts';
import type { Job } from './job.ts';

export function toJob(row: Selectable<Tables['jobs']>): Job {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    seq: row.seq,
    vendor: row.vendor as VendorName,
    kind: row.kind,
    details: JSON.parse(row.details),
    status: row.status,
    done: row.done,
    total: row.total,
    error: row.error_code === null ? null : { code: row.error_code as ErrorCode, message: row.error_message ?? '' },
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    revision: row.revision,
  };
}
