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

function scanColumns(scan: JsonScanner, columns: Columns): Pick<ValueColumns, 'startsMs' | 'values'> | undefined {
  columns.begin();
  if (!scan.take(openBracket)) return undefined;
  if (scan.take(closeBracket)) return columns.end();
  do if (!scanPoint(scan, columns)) return undefined;
  while (scan.take(comma));
  return scan.take(closeBracket) ? columns.end() : undefined;
}

function scanPoint(scan: JsonScanner, columns: Columns): boolean {
  let start: number | undefined;
  let end = 0;
  let value: number | null | undefined;
  if (!scan.take(openBrace)) return false;
  do {
    if (scan.name(names.timestamp)) {
      if (start !== undefined) return false;
      start = scan.stringStart();
      end = scan.at - 1;
      if (start === undefined) return false;
    } else if (scan.name(names.value)) {
      if (value !== undefined) return false;
      value = scan.peek() === letterN && scan.word('null') ? null : scan.number();
      if (value === undefined) return false;
    } else if (!scan.plainName() || !scan.skip()) return false;
  } while (scan.take(comma));
  return scan.take(closeBrace) && start !== undefined && columns.add(start, end, value ?? undefined);
}

/** Where each stamp of a meter lies, and what it says. */
interface Stamps {
  readonly places: number[];
  readonly lengths: number[];
  startsMs: Float64Array | undefined;
}

/**
 * The columns of one meter after the other, all values in one piece of memory. All meters of an answer have the same
 * stamps, so each is compared, byte by byte, with that of the meter before, and is read only where it differs.
 */
class Columns {
  readonly #bytes: Buffer;
  readonly #values: Float64Array;
  #length = 0;
  #from = 0;
  #before: Stamps = { places: [], lengths: [], startsMs: undefined };
  #own: Stamps = { places: [], lengths: [], startsMs: undefined };
  /** What differs from the meter before; undefined while nothing does. */
  #startsMs: number[] | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    // No point takes fewer bytes than {"timestamp":"","value":0}.
    this.#values = new Float64Array(Math.ceil(bytes.length / 26));
  }

  begin(): void {
    this.#from = this.#length;
    this.#own = { places: [], lengths: [], startsMs: undefined };
    this.#startsMs = this.#before.startsMs ? undefined : [];
  }

  /** @param value undefined = none. @returns false when the stamp is not one, which counts with or without a value */
  add(start: number, end: number, value: number | undefined): boolean {
    if (value === undefined) return !Number.isNaN(this.#read(start, end));
    const { places, lengths, startsMs } = this.#before;
    const i = this.#own.places.length;
    const length = end - start;
    const known = lengths[i] === length && this.#equal(places[i] ?? 0, start, length) ? startsMs?.[i] : undefined;
    if (known === undefined || this.#startsMs) {
      const ms = known ?? this.#read(start, end);
      if (Number.isNaN(ms)) return false;
      this.#startsMs ??= Array.from(startsMs?.subarray(0, i) ?? []);
      this.#startsMs.push(ms);
    }
    this.#own.places.push(start);
    this.#own.lengths.push(length);
    this.#values[this.#length] = value;
    this.#length += 1;
    return true;
  }

  end(): Pick<ValueColumns, 'startsMs' | 'values'> {
    const count = this.#length - this.#from;
    const { startsMs: before } = this.#before;
    const startsMs = this.#startsMs
      ? Float64Array.from(this.#startsMs)
      : before?.length === count
        ? before
        : (before ?? new Float64Array()).slice(0, count);
    this.#own.startsMs = startsMs;
    this.#before = this.#own;
    return { startsMs, values: this.#values.subarray(this.#from, this.#length) };
  }

  #read(start: number, end: number): number {
    return toEpochMs(this.#bytes.toString('latin1', start, end));
  }

  #equal(a: number, b: number, length: number): boolean {
    for (let i = 0; i < length; i += 1) if (this.#bytes[a + i] !== this.#bytes[b + i]) return false;
    return true;
  }
}

/** NaN for a stamp without Z or an offset: it names no instant. */
export function toEpochMs(timestamp: string): number {
  return /(Z|[+-]\d{2}:?\d{2})$/.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
}
