/** The vendor's error envelope. Statuses beyond 400 and 401 are assumed. */

import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { SandboxReply } from '../exchange.ts';

const statuses = {
  AUTH_MISSING_API_KEY: 401,
  AUTH_INVALID_API_KEY: 401,
  AUTH_EXPIRED_CREDENTIAL: 401,
  VALIDATION_FAILED: 400,
  RATE_LIMITED: 429,
  NOT_FOUND: 404,
} as const;
export type WattshiftErrorCode = keyof typeof statuses;

interface RefusalDetails {
  readonly field_errors?: readonly { readonly field: string; readonly message: string }[];
  readonly retry_after_seconds?: number;
}

export class VendorRefusal extends Error {
  override readonly name = 'VendorRefusal';
  readonly code: WattshiftErrorCode;
  readonly details: RefusalDetails;

  constructor(code: WattshiftErrorCode, message: string, details: RefusalDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export function errorReply({ code, message, details }: VendorRefusal): SandboxReply {
  return {
    status: statuses[code],
    json: { request_id: randomUUID(), error_code: code, message, ...details },
  };
}

export function invalid(field: string, message: string): VendorRefusal {
  return new VendorRefusal('VALIDATION_FAILED', 'the request is not valid', { field_errors: [{ field, message }] });
}

export function notFound(what: string): VendorRefusal {
  return new VendorRefusal('NOT_FOUND', `no such ${what}`);
}

/** The input as the schema has it, or VALIDATION_FAILED naming each field at fault. */
export function check<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new VendorRefusal('VALIDATION_FAILED', 'the request is not valid', {
    field_errors: parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
  });
}
