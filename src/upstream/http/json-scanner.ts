/**
 * A cursor over the bytes of JSON, for adapters that read thousands of numbers out of one answer: straight into columns,
 * without an object a reading. It knows what an adapter asks for and nothing else; whatever it does not know it calls
 * `undefined`, and the adapter then reads the answer the ordinary way, which says what is wrong with it.
 */
export class JsonScanner {
  readonly bytes: Buffer;
  /** The next byte. */
  at = 0;
  readonly #one = new Float64Array(1);
  readonly #view: DataView;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The next byte that is no white space; NaN at the end. */
  peek(): number {
    const { bytes } = this;
    let byte = bytes[this.at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      this.at += 1;
      byte = bytes[this.at];
    }
    return byte ?? Number.NaN;
  }

  /** Steps over the byte if it is next. */
  take(byte: number): boolean {
    if (this.bytes[this.at] !== byte && this.peek() !== byte) return false;
    this.at += 1;
    return true;
  }

  /** The place of a string's first byte, the cursor behind its closing quote; undefined for one with escapes. */
  stringStart(): number | undefined {
    if (!this.take(quote)) return undefined;
    const { bytes } = this;
    const start = this.at;
    let at = start;
    for (let byte = bytes[at]; byte !== quote; byte = bytes[at]) {
      if (byte === undefined || byte === backslash || byte < 0x20) return undefined;
      at += 1;
    }
    this.at = at + 1;
    return start;
  }

  /** A string of plain ASCII. */
  string(): string | undefined {
    const start = this.stringStart();
    if (start === undefined) return undefined;
    const text = this.bytes.toString('latin1', start, this.at - 1);
    return isAscii(text) ? text : undefined;
  }

  /** Steps over a name and its colon if they are next; `name` is the name in quotes. */
  name(name: Uint8Array): boolean {
    const { bytes } = this;
    if (bytes[this.at] !== quote) this.peek();
    const start = this.at;
    for (let i = 0; i < name.length; i += 1) if (bytes[start + i] !== name[i]) return false;
    this.at = start + name.length;
    if (this.take(colon)) return true;
    this.at = start;
    return false;
  }

  /** Steps over the bytes that stand elsewhere, too, if they are next. */
  same(start: number, length: number): boolean {
    const { bytes, at } = this;
    const view = this.#view;
    if (at + length > bytes.length) return false;
    let i = 0;
    for (; i + 4 <= length; i += 4) if (view.getInt32(at + i) !== view.getInt32(start + i)) return false;
    for (; i < length; i += 1) if (bytes[at + i] !== bytes[start + i]) return false;
    this.at = at + length;
    return true;
  }

  /** Steps over any name without escapes, and its colon. */
  plainName(): boolean {
    return this.stringStart() !== undefined && this.take(colon);
  }

  /** A number, as `JSON.parse` would read it. */
  number(): number | undefined {
    return this.numberInto(this.#one, 0) ? this.#one[0] : undefined;
  }

  /** As `number`, put into a column: what is returned would be an object. @returns whether there is one */
  numberInto(column: Float64Array, index: number): boolean {
    const { bytes } = this;
    this.peek();
    const start = this.at;
    const negative = bytes[start] === minus;
    let at = negative ? start + 1 : start;
    const firstDigit = at;
    let digits = 0;
    let whole = 0;
    for (let byte = bytes[at] ?? 0; byte >= 0x30 && byte <= 0x39; byte = bytes[at] ?? 0) {
      whole = whole * 10 + byte - 0x30;
      digits += 1;
      at += 1;
    }
    if (digits === 0 || (digits > 1 && bytes[firstDigit] === 0x30)) return false;
    let decimals = 0;
    if (bytes[at] === dot) {
      at += 1;
      for (let byte = bytes[at] ?? 0; byte >= 0x30 && byte <= 0x39; byte = bytes[at] ?? 0) {
        whole = whole * 10 + byte - 0x30;
        decimals += 1;
        at += 1;
      }
      if (decimals === 0) return false;
    }
    this.at = at;
    const next = bytes[at];
    if (next === 0x65 || next === 0x45) return false;
    // Up to 15 digits are exact, and so is one division by a power of ten: the result is the nearest there is.
    if (digits + decimals > 15) column[index] = this.#slowNumber(start);
    else {
      const size = whole / (powersOfTen[decimals] as number);
      column[index] = negative ? -size : size;
    }
    return true;
  }

  /** Steps over any value. @returns false when there is none */
  skip(): boolean {
    let depth = 0;
    do {
      const byte = this.peek();
      if (byte === quote) {
        if (!this.#skipString()) return false;
      } else if (byte === 0x7b || byte === 0x5b) {
        depth += 1;
        this.at += 1;
      } else if (byte === 0x7d || byte === 0x5d) {
        depth -= 1;
        this.at += 1;
      } else if (depth > 0 && (byte === comma || byte === colon)) {
        this.at += 1;
      } else if (!this.#skipWord()) return false;
    } while (depth > 0);
    return depth === 0;
  }

  /** Whether the bytes of `text` are next; steps over them. */
  word(text: string): boolean {
    this.peek();
    for (let i = 0; i < text.length; i += 1) if (this.bytes[this.at + i] !== text.charCodeAt(i)) return false;
    this.at += text.length;
    return true;
  }

  #slowNumber(start: number): number {
    return Number(this.bytes.toString('latin1', start, this.at));
  }

  #skipString(): boolean {
    const { bytes } = this;
    for (let at = this.at + 1; at < bytes.length; at += 1) {
      if (bytes[at] === backslash) at += 1;
      else if (bytes[at] === quote) {
        this.at = at + 1;
        return true;
      }
    }
    return false;
  }

  /** true, false, null, or a number. */
  #skipWord(): boolean {
    const start = this.at;
    for (let byte = this.bytes[this.at] ?? 0; isWordByte(byte); byte = this.bytes[this.at] ?? 0) this.at += 1;
    return this.at > start;
  }
}

const quote = 0x22;
const backslash = 0x5c;
const minus = 0x2d;
const dot = 0x2e;
const comma = 0x2c;
const colon = 0x3a;

const powersOfTen = Float64Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === minus ||
    byte === dot ||
    byte === 0x2b ||
    byte === 0x45
  );
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7e) return false;
  return true;
}
