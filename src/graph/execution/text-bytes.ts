/** Text put together byte by byte, in UTF-8: many small pieces without a string for each. */

const firstSize = 16_384;
/** What is larger is not kept for the next text. */
const keptSize = 1_048_576;
/** Up to here a loop is faster than a call of what Node writes texts with. */
const shortText = 48;

/** A text that is written when the whole is: until then it need not be there. */
export interface LateText {
  /** Must not throw. */
  write(out: TextBytes): void;
}

/** Texts of ASCII that are added many times, in one piece of memory: there may be thousands. */
export class Ascii implements LateText {
  readonly bytes: DataView;
  /** Where each text begins, and behind the last where it ends. */
  readonly starts: Uint32Array;

  constructor(texts: readonly string[]) {
    this.starts = new Uint32Array(texts.length + 1);
    for (const [i, { length }] of texts.entries()) this.starts[i + 1] = (this.starts[i] as number) + length;
    const bytes = Buffer.allocUnsafeSlow(this.starts[texts.length] as number);
    bytes.write(texts.join(''), 'latin1');
    this.bytes = toView(bytes);
  }

  /** All of them. */
  write(out: TextBytes): void {
    for (let i = 0; i + 1 < this.starts.length; i += 1) out.add(this, i);
  }
}

export class TextBytes {
  #bytes = Buffer.allocUnsafeSlow(firstSize);
  #view = toView(this.#bytes);
  #length = 0;

  /** The text of this index. */
  add({ bytes, starts }: Ascii, index = 0): void {
    const start = starts[index] as number;
    const length = (starts[index + 1] as number) - start;
    this.#reserve(length);
    const view = this.#view;
    const from = this.#length;
    let i = 0;
    // By words of four bytes, which for so few is faster than a call of `set`.
    for (; i + 4 <= length; i += 4) view.setInt32(from + i, bytes.getInt32(start + i));
    for (; i < length; i += 1) view.setUint8(from + i, bytes.getUint8(start + i));
    this.#length = from + length;
  }

  /** An ASCII character. */
  addByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  addText(text: string): void {
    // No character takes more than three bytes; of a long text it is worth while to look.
    this.#reserve(text.length > shortText ? Buffer.byteLength(text) : 3 * text.length);
    if (text.length > shortText || !this.#addAscii(text)) this.#length += this.#bytes.write(text, this.#length);
  }

  /** False, and nothing added, for a text with other characters. */
  #addAscii(text: string): boolean {
    const bytes = this.#bytes;
    const from = this.#length;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[from + i] = code;
    }
    this.#length = from + text.length;
    return true;
  }

  /** A finite number, as JSON has it. */
  addNumber(value: number): void {
    const millionths = Math.round(value * 1e6);
    // Six decimals that give the number back, and fifteen digits at most, are the shortest text of it.
    if (millionths / 1e6 === value && millionths < 1e15 && millionths > -1e15) this.#addMillionths(millionths);
    else this.addText(`${value}`);
  }

  clear(): void {
    this.#length = 0;
  }

  /** What was added since the last time. */
  take(): Buffer {
    const length = this.#length;
    this.#length = 0;
    if (this.#bytes.length > keptSize) return this.#takeAll(length);
    const bytes = Buffer.allocUnsafe(length);
    this.#bytes.copy(bytes, 0, 0, length);
    return bytes;
  }

  #takeAll(length: number): Buffer {
    const bytes = this.#bytes.subarray(0, length);
    const isRoomy = length < this.#bytes.length / 1.25;
    this.#bytes = Buffer.allocUnsafeSlow(firstSize);
    this.#view = toView(this.#bytes);
    // Who keeps it keeps all of its memory.
    return isRoomy ? Buffer.from(bytes) : bytes;
  }

  #addMillionths(millionths: number): void {
    this.#reserve(24);
    const bytes = this.#bytes;
    let at = this.#length;
    let rest = millionths;
    if (rest < 0) {
      rest = -rest;
      bytes[at++] = minus;
    }
    const whole = Math.floor(rest / 1e6);
    at = putWhole(bytes, at, whole);
    const decimals = (rest - whole * 1e6) | 0;
    if (decimals !== 0) {
      bytes[at] = point;
      at = putDecimals(bytes, at + 1, decimals);
    }
    this.#length = at;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#view = toView(larger);
  }
}

function toView({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

/** Six decimals, without the zeros at their end. @returns where the next byte goes */
function putDecimals(bytes: Uint8Array, from: number, decimals: number): number {
  let rest = decimals;
  let end = from;
  for (let at = from + 5; at >= from; at -= 1) {
    const tens = (rest / 10) | 0;
    const digit = rest - tens * 10;
    if (digit !== 0 && end === from) end = at + 1;
    bytes[at] = zero + digit;
    rest = tens;
  }
  return end;
}

/** A whole number from 0 to 10^9. @returns where the next byte goes */
function putWhole(bytes: Uint8Array, from: number, whole: number): number {
  let at = from;
  if (whole < 10) {
    bytes[at++] = zero + whole;
    return at;
  }
  let size = 2;
  for (let limit = 100; whole >= limit; limit *= 10) size += 1;
  let rest = whole | 0;
  for (let i = at + size - 1; i >= at; i -= 1) {
    const tens = (rest / 10) | 0;
    bytes[i] = zero + (rest - tens * 10);
    rest = tens;
  }
  at += size;
  return at;
}
