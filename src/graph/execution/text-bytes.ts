/** Text of ASCII put together byte by byte: many small pieces without a string for each. */

import type { Chunk } from './text.ts';

const firstSize = 16_384;
/** Below, bytes of their own cost more than a text that is copied once more. */
const shortText = 512;

/** A text of ASCII that is added many times. */
export class Ascii {
  /** Read by words of four bytes, which for so few is faster than a call of `set`. */
  readonly bytes: DataView;
  readonly length: number;

  constructor(text: string) {
    this.bytes = toView(Uint8Array.from(text, (character) => character.charCodeAt(0)));
    this.length = text.length;
  }
}

export class TextBytes {
  #bytes = Buffer.allocUnsafeSlow(firstSize);
  #view = toView(this.#bytes);
  #length = 0;

  add(piece: Ascii): void {
    const { bytes, length } = piece;
    this.#reserve(length);
    const view = this.#view;
    const from = this.#length;
    let i = 0;
    for (; i + 4 <= length; i += 4) view.setInt32(from + i, bytes.getInt32(i));
    for (; i < length; i += 1) view.setUint8(from + i, bytes.getUint8(i));
    this.#length = from + length;
  }

  /** An ASCII character. */
  addByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  addAscii(text: string): void {
    this.#reserve(text.length);
    for (let i = 0; i < text.length; i += 1) this.#bytes[this.#length + i] = text.charCodeAt(i);
    this.#length += text.length;
  }

  /** A finite number, as JSON has it. */
  addNumber(value: number): void {
    const millionths = Math.round(value * 1e6);
    // Six decimals that give the number back, and fifteen digits at most, are the shortest text of it.
    if (millionths / 1e6 === value && millionths < 1e15 && millionths > -1e15) this.#addMillionths(millionths);
    else this.addAscii(`${value}`);
  }

  /** What was added since the last time; as text, where it is short. */
  take(): Chunk {
    const length = this.#length;
    this.#length = 0;
    if (length < shortText) return this.#bytes.toString('latin1', 0, length);
    const bytes = Buffer.allocUnsafe(length);
    this.#bytes.copy(bytes, 0, 0, length);
    return bytes;
  }

  /** Forgets what was added since the last time. */
  clear(): void {
    this.#length = 0;
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
