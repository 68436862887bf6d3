/**
 * Measurements of one meter in a CSV file as the vendor's own uploader (Swarm) reads it: no line of names, a local time
 * `2013-01-01 00:30:00`, then the 21 figures of an electricity meter in their order (fewer, or more, which are passed
 * over), or one value. A figure that is no number is none; a row without any is passed over.
 */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { electricityFields, type Packet, packetFault, toInstantMs } from '../domain/packet.ts';

export interface SwarmFormat {
  /** The id that the packets are pushed under. */
  readonly stream: string;
  /** `real_electricity` 21 figures; `fake_electricity` one value, Wh of a slot; any other word one value. */
  readonly channel: string;
  /** Minutes added to every row, behind one row with the first time and the second value. */
  readonly shiftMinutes?: number;
  /** Length of a slot; needed for `fake_electricity`. */
  readonly slotMinutes?: number;
  /** IANA zone of the times; absent: as the vendor's uploader has it, they are labelled +00:00. */
  readonly timeZone?: string;
}

export interface SwarmFile {
  readonly packets: number;
  /** SHA-256 of the bytes and of the format, hex. */
  readonly digest: string;
  /** Rows without a figure. */
  readonly empty: number;
  /** The first lines that can't be sent, and why; at most 20. */
  readonly faults: readonly string[];
}

const mostFaults = 20;

/** Reads the whole file once, keeping nothing of it: so a fault in its last line is known before the first is sent. */
export async function inspectSwarmFile(path: string, format: SwarmFormat, nowMs: number): Promise<SwarmFile> {
  const hash = createHash('sha256').update(JSON.stringify(format, Object.keys(format).sort()));
  const file = createReadStream(path).on('data', (bytes) => hash.update(bytes));
  const faults: string[] = [];
  let packets = 0;
  let empty = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  for await (const item of itemsOf(file, format)) {
    const found = typeof item.packet === 'string' ? item.packet : faultOf(item.packet, lastMs, nowMs);
    if (item.packet === undefined) empty += 1;
    else if (found === undefined) packets += 1;
    else if (faults.length < mostFaults) faults.push(`line ${item.line}: ${found}`);
    if (typeof item.packet === 'object') lastMs = toInstantMs(item.packet.at) ?? lastMs;
  }
  return { packets, digest: hash.digest('hex'), empty, faults };
}

/** The packets after the first `skip`, in chunks of at most `size`, read as they are asked for. */
export async function* readPackets(
  path: string,
  format: SwarmFormat,
  skip: number,
  size: number,
): AsyncGenerator<readonly Packet[]> {
  let chunk: Packet[] = [];
  let seen = 0;
  for await (const { line, packet } of itemsOf(createReadStream(path), format)) {
    if (typeof packet === 'string') throw new Error(`${path} was changed while it was read: line ${line}: ${packet}`);
    if (!packet) continue;
    seen += 1;
    if (seen <= skip) continue;
    chunk.push(packet);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** A packet, what is wrong with its line, or undefined for a row without a figure. */
interface Item {
  readonly line: number;
  readonly packet: Packet | string | undefined;
}

async function* itemsOf(input: NodeJS.ReadableStream, format: SwarmFormat): AsyncGenerator<Item> {
  const { shiftMinutes } = format;
  let first: Row | undefined;
  let rows = 0;
  for await (const { line, row } of rowsOf(input, format)) {
    if (typeof row === 'string') {
      yield { line, packet: row };
      continue;
    }
    rows += 1;
    if (shiftMinutes !== undefined && rows === 1) first = row;
    else {
      if (first && shiftMinutes !== undefined) {
        yield { line, packet: toPacket({ at: first.at, figures: row.figures }, format) };
        yield { line, packet: toPacket(shifted(first, shiftMinutes), format) };
        first = undefined;
      }
      yield { line, packet: toPacket(shiftMinutes === undefined ? row : shifted(row, shiftMinutes), format) };
    }
  }
  if (first) yield { line: 1, packet: 'a shift takes the second row for the one it puts in front; there is none.' };
}

interface Row {
  readonly at: Temporal.ZonedDateTime;
  readonly figures: readonly (number | null)[];
}

const secondMs = 1_000;

async function* rowsOf(
  input: NodeJS.ReadableStream,
  format: SwarmFormat,
): AsyncGenerator<{ readonly line: number; readonly row: Row | string }> {
  let line = 0;
  let last: Temporal.ZonedDateTime | undefined;
  for await (const raw of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const text = line === 1 ? raw.replace(/^\uFEFF/, '') : raw;
    if (text.trim() === '' && format.channel === 'real_electricity') continue;
    const row = parseRow(text, format, last);
    if (typeof row !== 'string') last = row.at;
    yield { line, row };
  }
}

function parseRow(text: string, format: SwarmFormat, last: Temporal.ZonedDateTime | undefined): Row | string {
  const [timestamp = '', ...cells] = text.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  if (format.channel !== 'real_electricity' && cells.length !== 1) {
    return `${cells.length + 1} columns; timestamp,value are the two of a "${format.channel.slice(0, 32)}" channel.`;
  }
  const at = parseTime(timestamp, format.timeZone ?? 'UTC', last);
  if (typeof at === 'string') return at;
  return { at, figures: cells.slice(0, electricityFields.length).map(toNumber) };
}

function parseTime(text: string, timeZone: string, last: Temporal.ZonedDateTime | undefined) {
  const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text) ?? [];
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${time}`);
    const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    // In the hour that the end of daylight saving repeats, rows that seem to go back are of the second pass.
    const again = last && earlier.epochMilliseconds <= last.epochMilliseconds;
    const at = again ? local.toZonedDateTime(timeZone, { disambiguation: 'later' }) : earlier;
    if (at.toPlainDateTime().equals(local)) return at;
    return `timestamp: ${text} is no time of ${timeZone}: clocks pass over it.`;
  } catch {
    return `timestamp: "${text.slice(0, 64)}" is no time; 2013-01-31 00:30:00 would be one.`;
  }
}

function shifted({ at, figures }: Row, minutes: number): Row {
  return { at: at.add({ minutes }), figures };
}

/** What a packet breaks beside being readable: of one meter they come in the order of time. */
function faultOf(packet: Packet | undefined, lastMs: number, nowMs: number): string | undefined {
  if (!packet) return undefined;
  const fault = packetFault(packet, nowMs);
  if (fault) return `${fault.field === 'at' ? 'timestamp' : fault.field}: ${fault.rule}`;
  const atMs = toInstantMs(packet.at) ?? 0;
  if (atMs > lastMs) return undefined;
  const before = `${new Date(lastMs - (lastMs % secondMs)).toISOString().slice(0, 19)}Z`;
  const zone = 'where clocks go back, a time zone tells the two passes apart';
  return `timestamp: ${packet.at} is not after the one before it, ${before}; ${zone}.`;
}

function toPacket({ at, figures }: Row, format: SwarmFormat): Packet | undefined {
  const content = toContent(figures, format);
  if (!content) return undefined;
  const local = at.toPlainDateTime().toString({ smallestUnit: 'millisecond' });
  return { stream: format.stream, at: `${local}${at.offset}`, form: 'local', content };
}

/** undefined = no figure. */
function toContent(figures: readonly (number | null)[], format: SwarmFormat): Packet['content'] | undefined {
  if (format.channel === 'real_electricity') {
    const measured = electricityFields.flatMap((field, i) => {
      const figure = figures[i];
      return typeof figure === 'number' ? [[field, figure] as const] : [];
    });
    return measured.length === 0 ? undefined : { electricity: Object.fromEntries(measured) };
  }
  const [value] = figures;
  if (typeof value !== 'number') return undefined;
  if (format.channel !== 'fake_electricity') return { value };
  return { electricity: { pC_1: value, aP_1: (value * 60) / (format.slotMinutes ?? 60) } };
}

function toNumber(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? finite(Number(text)) : null;
}

function finite(figure: number): number | null {
  return Number.isFinite(figure) ? figure : null;
}
