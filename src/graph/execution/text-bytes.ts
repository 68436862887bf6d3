/** Text of ASCII put together byte by byte: many small pieces without a string for each. */

import type { Chunk } from './text.ts';

const firstSize = 16_384;
/** Below, bytes of their own cost more than a text that is copied once more. */
const shortText = 512;

export class TextBytes {
  #bytes = Buffer.allocUnsafeSlow(firstSize);
  #length = 0;

  /** ASCII. */
  add(piece: Uint8Array): void {
    const { length } = piece;
    this.#reserve(length);
    const bytes = this.#bytes;
    const from = this.#length;
    // For so few a loop is faster than the call of `set`.
    if (length < 96) for (let i = 0; i < length; i += 1) bytes[from + i] = piece[i] as number;
    else bytes.set(piece, from);
    this.#length = from + length;
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
    bytes.set(this.#bytes.subarray(0, length));
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
    let decimals = (rest - whole * 1e6) | 0;
    if (decimals !== 0) {
      bytes[at++] = point;
      for (let unit = 100_000; decimals !== 0; unit = (unit / 10) | 0) {
        const digit = (decimals / unit) | 0;
        bytes[at++] = zero + digit;
        decimals -= digit * unit;
      }
    }
    this.#length = at;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

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
