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
  const stamps = new Stamps(bytes);
  const meters: ValueColumns[] = [];
  const whole = eachElement(scan, () => {
    const meter = scanMeter(scan, stamps);
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
const colon = 0x3a;
const letterN = 0x6e;

function eachElement(scan: JsonScanner, read: () => boolean): boolean {
  if (!scan.take(openBracket)) return false;
  if (scan.take(closeBracket)) return true;
  do if (!read()) return false;
  while (scan.take(comma));
  return scan.take(closeBracket);
}

/** A field told twice, as JSON allows, counts as not understood. */
function scanMeter(scan: JsonScanner, stamps: Stamps): ValueColumns | undefined {
  let meterId: number | undefined;
  let unit: string | null | undefined;
  let columns: Pick<ValueColumns, 'startsMs' | 'values'> | undefined;
  if (!scan.take(openBrace)) return undefined;
  do {
    const name = scan.string();
    if (name === undefined || !scan.take(colon)) return undefined;
    if (name === 'meterId') {
      if (meterId !== undefined) return undefined;
      meterId = scan.number();
      if (!Number.isSafeInteger(meterId)) return undefined;
    } else if (name === 'unit') {
      if (unit !== undefined) return undefined;
      unit = scan.peek() === letterN && scan.word('null') ? null : scan.string();
      if (unit === undefined) return undefined;
    } else if (name === 'values') {
      if (columns) return undefined;
      columns = scanColumns(scan, stamps);
      if (!columns) return undefined;
    } else if (!scan.skip()) return undefined;
  } while (scan.take(comma));
  if (!scan.take(closeBrace) || meterId === undefined || !columns) return undefined;
  return { meterId, unit: unit ?? null, ...columns };
}

function scanColumns(scan: JsonScanner, stamps: Stamps): Pick<ValueColumns, 'startsMs' | 'values'> | undefined {
  const values: number[] = [];
  stamps.begin();
  const whole = eachElement(scan, () => scanPoint(scan, stamps, values));
  return whole ? { startsMs: stamps.end(), values: Float64Array.from(values) } : undefined;
}

function scanPoint(scan: JsonScanner, stamps: Stamps, values: number[]): boolean {
  let start: number | undefined;
  let end = 0;
  let value: number | null | undefined;
  if (!scan.take(openBrace)) return false;
  do {
    const name = scan.string();
    if (name === undefined || !scan.take(colon)) return false;
    if (name === 'timestamp') {
      if (start !== undefined) return false;
      start = scan.stringStart();
      end = scan.at - 1;
      if (start === undefined) return false;
    } else if (name === 'value') {
      if (value !== undefined) return false;
      value = scan.peek() === letterN && scan.word('null') ? null : scan.number();
      if (value === undefined) return false;
    } else if (!scan.skip()) return false;
  } while (scan.take(comma));
  if (!scan.take(closeBrace) || start === undefined) return false;
  // A stamp that cannot be read is an error whether or not it has a value.
  const hasValue = typeof value === 'number';
  if (!stamps.add(start, end, hasValue)) return false;
  if (hasValue) values.push(value as number);
  return true;
}

/**
 * The stamps of one meter after the other. All meters of an answer have the same ones, so each is compared, byte by
 * byte, with that of the meter before, and is read only where it differs.
 */
class Stamps {
  readonly #bytes: Buffer;
  /** Of the meter before: where each stamp lies, what it says, and whether it had a value. */
  #before: { places: number[]; lengths: number[]; startsMs: Float64Array | undefined } = {
    places: [],
    lengths: [],
    startsMs: undefined,
  };
  #places: number[] = [];
  #lengths: number[] = [];
  #startsMs: number[] = [];
  /** Whether all stamps so far are those of the meter before. */
  #same = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  begin(): void {
    this.#places = [];
    this.#lengths = [];
    this.#startsMs = [];
    this.#same = this.#before.startsMs !== undefined;
  }

  /** @returns false when the stamp is not one */
  add(start: number, end: number, hasValue: boolean): boolean {
    if (!hasValue) {
      const readable = !Number.isNaN(toEpochMs(this.#bytes.toString('latin1', start, end)));
      return readable;
    }
    const i = this.#places.length;
    const { places, lengths, startsMs } = this.#before;
    const length = end - start;
    const known = startsMs !== undefined && lengths[i] === length && this.#equal(places[i] ?? 0, start, length);
    const ms = known ? startsMs[i] : toEpochMs(this.#bytes.toString('latin1', start, end));
    if (ms === undefined || Number.isNaN(ms)) return false;
    this.#same &&= known;
    this.#places.push(start);
    this.#lengths.push(length);
    this.#startsMs.push(ms);
    return true;
  }

  end(): Float64Array {
    const { startsMs: before } = this.#before;
    const shared = this.#same && before?.length === this.#startsMs.length ? before : undefined;
    const startsMs = shared ?? Float64Array.from(this.#startsMs);
    this.#before = { places: this.#places, lengths: this.#lengths, startsMs };
    return startsMs;
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
