/** Counts what vendors send against their contract, each violation once, wherever it is found. */

import type { Logger } from 'pino';
import type { VendorName } from '../../domain/vendor-name.ts';
import type { AppError } from '../../errors.ts';
import type { Metrics } from '../../metrics.ts';
import { toSample } from './sample.ts';

export interface ContractWatch {
  /** An answer that cannot be read; its call is logged by who made it. */
  answer(operation: string, error: AppError): void;
  /** Parts of an answer that is read without them. */
  parts(operation: string, parts: readonly unknown[]): void;
  /** A failure found when an answer was put into our words: of a resource, its exchange long over. */
  late(resource: string, error: AppError): void;
}

export interface ContractWatchOptions {
  readonly vendor: VendorName;
  readonly tenantId: string;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export function createContractWatch({ vendor, tenantId, metrics, log }: ContractWatchOptions): ContractWatch {
  const known = new WeakSet<AppError>();
  const code = 'VENDOR_CONTRACT';

  const isNew = (error: AppError): boolean => {
    if (error.code !== code || known.has(error)) return false;
    known.add(error);
    return true;
  };

  return {
    answer(operation, error) {
      if (isNew(error)) metrics.contractViolations.inc({ vendor, operation });
    },
    parts(operation, parts) {
      metrics.contractViolations.inc({ vendor, operation }, parts.length);
      const sample = toSample(parts);
      const fields = { vendor, tenantId, operation, code, parts: parts.length, sample };
      log.warn(fields, 'part of a vendor answer is unreadable');
    },
    late(resource, error) {
      if (!isNew(error)) return;
      metrics.contractViolations.inc({ vendor, operation: resource });
      const fields = { vendor, tenantId, operation: resource, code, message: error.message };
      log.warn(fields, 'a vendor answer makes no sense');
    },
  };
}
