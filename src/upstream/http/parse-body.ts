import { AppError } from '../../errors.ts';
import type { VendorRequest } from '../connection.ts';

/** What a body is parsed to, and how strictly. */
export interface BodyRules {
  readonly vendor: string;
  readonly expect: NonNullable<VendorRequest['expect']>;
  readonly contentType: string;
  /** False for error statuses, whose bodies are only looked into when they can be. */
  readonly strict: boolean;
}

/** The body as the request expects it; undefined when empty, or when unreadable and not `strict`. */
export function parseBody(bytes: Buffer, rules: BodyRules): unknown {
  if (bytes.length === 0) return undefined;
  if (rules.expect === 'binary') return new Uint8Array(bytes);
  if (rules.expect === 'text') return bytes.toString('utf8');
  if (rules.contentType && !jsonType.test(rules.contentType)) {
    if (!rules.strict) return undefined;
    throw contractError(rules.vendor, 'something else than JSON');
  }
  if (rules.expect === 'jsonBytes' && rules.strict) return bytes;
  try {
    return parseJson(bytes, rules.vendor);
  } catch (error) {
    if (!rules.strict) return undefined;
    throw error;
  }
}

/** The value of JSON. @throws AppError VENDOR_CONTRACT for what is none */
export function parseJson(bytes: Buffer, vendor: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw contractError(vendor, 'malformed JSON');
  }
}

// application/json, application/problem+json, text/json
const jsonType = /^[\w.-]+\/([\w.-]+\+)?json\b/i;

function contractError(vendor: string, what: string): AppError {
  return new AppError('VENDOR_CONTRACT', `${vendor} sent ${what}.`);
}
