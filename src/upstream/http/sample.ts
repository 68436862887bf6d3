/**
 * A vendor's answer without what it says: the same shape, for replaying what could not be read. A word becomes `a` or
 * `A`, a number 1 or 1.5; dates stay dates, all of the same day. Of a list, a few elements of different shapes are kept.
 */

const mostCharacters = 2_000;
const mostElements = 5;
const mostKeys = 40;
const mostDepth = 8;

/** JSON text of at most 2 000 characters. */
export function toSample(body: unknown): string {
  const text = JSON.stringify(redact(Buffer.isBuffer(body) ? toJsonValue(body) : body, 0)) ?? 'nothing';
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

/** An answer that was to be read as bytes. */
function toJsonValue(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return bytes;
  }
}

function redact(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'number':
      return redactNumber(value);
    case 'object':
      if (value === null) return null;
      if (depth >= mostDepth) return '…';
      return Array.isArray(value) ? redactList(value, depth) : redactObject(value, depth);
    default:
      return typeof value === 'boolean' ? value : typeof value;
  }
}

function redactList(list: readonly unknown[], depth: number): unknown[] {
  const byShape = new Map<string, unknown>();
  for (const element of list) {
    const redacted = redact(element, depth + 1);
    byShape.set(JSON.stringify(redacted), redacted);
    if (byShape.size === mostElements) break;
  }
  return [...byShape.values()];
}

function redactObject(value: object, depth: number): object {
  if (ArrayBuffer.isView(value)) return { bytes: value.byteLength };
  const entries = Object.entries(value).slice(0, mostKeys);
  return Object.fromEntries(entries.map(([key, each]) => [redactKey(key), redact(each, depth + 1)]));
}

// A name of the contract is a short word; anything else may be data.
function redactKey(key: string): string {
  return /^[A-Za-z_][A-Za-z_]{0,31}$/.test(key) ? key : redactText(key);
}

function redactText(text: string): string {
  const short = text.slice(0, 200);
  if (dateLike.test(short)) return short.replaceAll(/\d/g, '1');
  return short.replaceAll(/[\p{L}\p{M}]+/gu, (word) => (/^\p{Lu}/u.test(word) ? 'A' : 'a')).replaceAll(/\p{N}+/gu, '1');
}

const dateLike = /^\d{4}-\d{2}(-\d{2})?([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function redactNumber(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  return Math.sign(value) * (Number.isInteger(value) ? 1 : 1.5);
}
