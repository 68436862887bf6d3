/**
 * The answer of a read of values, straight from its bytes into columns: thousands of values an answer, each of which
 * would be an object. Reads what the contract describes; anything else is left to `wire.ts`, which says what is wrong.
 */

import { JsonScanner } from '../../upstream/http/json-scanner.ts';

/** The values of one meter as they came: in the order sent, none left out but those without a value. */
export interface ValueColumns {
  readonly meterId: number;
  readonly unit: string | null;
  /** Epoch milliseconds. Meters with the same stamps share the array. */
  readonly startsMs: Float64Array;
  readonly values: Float64Array;
}

/** undefined when the answer holds anything that is not simply by the contract. */
export function scanValues(bytes: Buffer): readonly ValueColumns[] | undefined {
  const scan = new JsonScanner(bytes);
  const columns = new Columns(bytes);
  const meters: ValueColumns[] = [];
  const whole = eachElement(scan, () => {
    const meter = scanMeter(scan, columns);
    if (meter) meters.push(meter);
    return meter !== undefined;
  });
  return whole && Number.isNaN(scan.peek()) ? meters : undefined;
}

const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;
const letterN = 0x6e;

function eachElement(scan: JsonScanner, read: () => boolean): boolean {
  if (!scan.take(openBracket)) return false;
  if (scan.take(closeBracket)) return true;
  do if (!read()) return false;
  while (scan.take(comma));
  return scan.take(closeBracket);
}

const inQuotes = (name: string) => Buffer.from(JSON.stringify(name));
const names = {
  meterId: inQuotes('meterId'),
  unit: inQuotes('unit'),
  values: inQuotes('values'),
  timestamp: inQuotes('timestamp'),
  value: inQuotes('value'),
};

/** A field told twice, as JSON allows, counts as not understood; so does a name in escapes, which may be any of ours. */
function scanMeter(scan: JsonScanner, columns: Columns): ValueColumns | undefined {
  let meterId: number | undefined;
  let unit: string | null | undefined;
  let found: Pick<ValueColumns, 'startsMs' | 'values'> | undefined;
  if (!scan.take(openBrace)) return undefined;
  do {
    if (scan.name(names.meterId)) {
      if (meterId !== undefined) return undefined;
      meterId = scan.number();
      if (!Number.isSafeInteger(meterId)) return undefined;
    } else if (scan.name(names.unit)) {
      if (unit !== undefined) return undefined;
      unit = scan.peek() === letterN && scan.word('null') ? null : scan.string();
      if (unit === undefined) return undefined;
    } else if (scan.name(names.values)) {
      if (found) return undefined;
      found = scanColumns(scan, columns);
      if (!found) return undefined;
    } else if (!scan.plainName() || !scan.skip()) return undefined;
  } while (scan.take(comma));
  if (!scan.take(closeBrace) || meterId === undefined || !found) return undefined;
  return { meterId, unit: unit ?? null, ...found };
}

/** Each round begins at the closing brace of the point before, or at the first point. */
function scanColumns(scan: JsonScanner, columns: Columns): Pick<ValueColumns, 'startsMs' | 'values'> | undefined {
  columns.begin();
  if (!scan.take(openBracket)) return undefined;
  if (scan.take(closeBracket)) return columns.end();
  for (let point = 0; ; point += 1) {
    if (columns.addAlike(scan, point)) continue;
    const from = scan.at;
    if (point > 0) {
      if (!scan.take(closeBrace)) return undefined;
      if (scan.take(closeBracket)) return columns.end();
      if (!scan.take(comma)) return undefined;
    }
    if (!scanPoint(scan, columns, point, from)) return undefined;
  }
}

/** Up to its closing brace. */
function scanPoint(scan: JsonScanner, columns: Columns, point: number, from: number): boolean {
  let startMs: number | undefined;
  let valueAt = -1;
  let hasValue = false;
  let isStampedBefore = false;
  if (!scan.take(openBrace)) return false;
  do {
    if (scan.name(names.timestamp)) {
      const start = startMs === undefined ? scan.stringStart() : undefined;
      if (start === undefined) return false;
      startMs = toEpochMs(scan.bytes.toString('latin1', start, scan.at - 1));
      if (Number.isNaN(startMs)) return false;
    } else if (scan.name(names.value)) {
      if (valueAt >= 0) return false;
      const isNull = scan.peek() === letterN && scan.word('null');
      valueAt = scan.at;
      isStampedBefore = startMs !== undefined;
      hasValue = !isNull && columns.readValue(scan);
      if (!hasValue && !isNull) return false;
    } else if (!scan.plainName() || !scan.skip()) return false;
  } while (scan.take(comma));
  if (scan.peek() !== closeBrace || startMs === undefined) return false;
  if (hasValue) columns.add(point, startMs, from, isStampedBefore ? valueAt : from);
  return true;
}

/**
 * The columns of one meter after the other, all values in one piece of memory. All meters of an answer have the same
 * stamps, so what stands before a value is compared with what stood there for the meter before, and is read only where
 * it differs.
 */
class Columns {
  /** Of each point, what stood before its value the last time it was read: from the brace before to the value. */
  readonly #leadStarts: number[] = [];
  readonly #leadLengths: number[] = [];
  readonly #leadStartsMs: number[] = [];
  readonly #values: Float64Array;
  #from = 0;
  #length = 0;
  /** Of the meter at hand; grows with the longest. */
  #startsMs = new Float64Array(64);
  /** Of the meter before. */
  #before = new Float64Array();
  #isAsBefore = true;

  constructor(bytes: Buffer) {
    // No point takes fewer bytes than {"timestamp":"","value":0}.
    this.#values = new Float64Array(Math.ceil(bytes.length / 26));
  }

  begin(): void {
    this.#from = this.#length;
    this.#isAsBefore = true;
  }

  /** Reads the point if all before its value is as it was for the meter before, and nothing follows the value in it. */
  addAlike(scan: JsonScanner, point: number): boolean {
    const length = this.#leadLengths[point] ?? 0;
    const from = scan.at;
    if (length === 0 || !scan.same(this.#leadStarts[point] ?? 0, length)) return false;
    if (!this.readValue(scan) || scan.bytes[scan.at] !== closeBrace) {
      scan.at = from;
      return false;
    }
    this.#take(point);
    return true;
  }

  /** Where the next value goes; it counts once it is added. */
  readValue(scan: JsonScanner): boolean {
    return scan.numberInto(this.#values, this.#length);
  }

  /** @param from, to what stands before the value and says its stamp; empty when that stands behind it */
  add(point: number, startMs: number, from: number, to: number): void {
    this.#leadStarts[point] = from;
    this.#leadLengths[point] = to - from;
    this.#leadStartsMs[point] = startMs;
    this.#take(point);
  }

  end(): Pick<ValueColumns, 'startsMs' | 'values'> {
    const count = this.#length - this.#from;
    if (!this.#isAsBefore || count !== this.#before.length) this.#before = this.#startsMs.slice(0, count);
    return { startsMs: this.#before, values: this.#values.subarray(this.#from, this.#length) };
  }

  /** The value that was read last counts, with the stamp of the point. */
  #take(point: number): void {
    const index = this.#length - this.#from;
    if (index === this.#startsMs.length) {
      const larger = new Float64Array(index * 2);
      larger.set(this.#startsMs);
      this.#startsMs = larger;
    }
    this.#startsMs[index] = this.#leadStartsMs[point] as number;
    // Out of its bounds an array gives no number, and who has seen that makes objects of all that follow.
    if (index >= this.#before.length || this.#startsMs[index] !== this.#before[index]) this.#isAsBefore = false;
    this.#length += 1;
  }
}

/** NaN for a stamp without Z or an offset: it names no instant. */
export function toEpochMs(timestamp: string): number {
  return /(Z|[+-]\d{2}:?\d{2})$/.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
}
