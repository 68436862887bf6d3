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

/**
 * Bytes of a body, refused beyond `maxBytes`, and before the first byte where its declared length says so.
 * Throws VENDOR_CONTRACT, or what the stream throws.
 */
export async function readBytes(
  body: AsyncIterable<Buffer> & { destroy(): void },
  rules: { readonly maxBytes: number; readonly declaredBytes: number; readonly vendor: string },
): Promise<Buffer> {
  const { maxBytes, declaredBytes, vendor } = rules;
  const chunks: Buffer[] = [];
  let size = 0;
  if (declaredBytes > maxBytes) {
    body.destroy();
    throw contractError(vendor, `an answer of ${declaredBytes} bytes; at most ${maxBytes} are read`);
  }
  for await (const chunk of body) {
    size += chunk.length;
    // Leaving the loop destroys the stream, and the socket with it.
    if (size > maxBytes) throw contractError(vendor, `an answer of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
