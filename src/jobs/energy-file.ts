/** Consumption in a CSV file: `assetUuid,at,kwh[,direction]`, a point a line, a line of names first if you like. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type EnergyPoint, energyDirections, energyPointFault } from '../domain/energy-point.ts';

export interface EnergyFile {
  readonly points: number;
  /** SHA-256 of the bytes, hex: the same content is the same import, whatever the file is called. */
  readonly digest: string;
  /** The first lines that can't be read, and why; at most 20. */
  readonly faults: readonly string[];
}

const mostFaults = 20;

/** Reads the whole file once, keeping nothing of it: so a fault in its last line is known before the first is sent. */
export async function inspectEnergyFile(path: string, nowMs: number): Promise<EnergyFile> {
  const hash = createHash('sha256');
  const faults: string[] = [];
  let points = 0;
  const file = createReadStream(path).on('data', (bytes) => hash.update(bytes));
  for await (const { line, number } of linesOf(file)) {
    const parsed = parseLine(line, nowMs);
    if (typeof parsed !== 'string') points += 1;
    else if (faults.length < mostFaults) faults.push(`line ${number}: ${parsed}`);
  }
  return { points, digest: hash.digest('hex'), faults };
}

/** The points after the first `skip`, in chunks of at most `size`, read as they are asked for. */
export async function* readChunks(path: string, skip: number, size: number): AsyncGenerator<readonly EnergyPoint[]> {
  let chunk: EnergyPoint[] = [];
  let seen = 0;
  for await (const { line, number } of linesOf(createReadStream(path))) {
    seen += 1;
    if (seen <= skip) continue;
    const point = parseLine(line, Number.POSITIVE_INFINITY);
    if (typeof point === 'string') throw new Error(`${path} was changed while it was read: line ${number}: ${point}`);
    chunk.push(point);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** The lines that hold points: neither empty, nor the names of the columns. */
async function* linesOf(
  input: NodeJS.ReadableStream,
): AsyncGenerator<{ readonly line: string; readonly number: number }> {
  let number = 0;
  for await (const raw of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const line = number === 1 ? raw.replace(/^\uFEFF/, '') : raw;
    const isHead = number === 1 && /^"?asset_?(uuid|id)"?\s*,/i.test(line);
    if (line.trim() !== '' && !isHead) yield { line, number };
  }
}

/** A point, or what is wrong with the line. */
function parseLine(line: string, nowMs: number): EnergyPoint | string {
  const [assetId = '', at = '', kwhText = '', word = 'IMPORT', ...more] = line.split(',').map((cell) => cell.trim());
  if (more.length > 0) return 'more than the four columns assetUuid,at,kwh,direction.';
  const direction = energyDirections.find((known) => known === word.toUpperCase());
  if (!direction) return `direction: "${word.slice(0, 64)}" is neither IMPORT nor EXPORT.`;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(kwhText)) return `kwh: "${kwhText.slice(0, 64)}" is no number.`;
  const point = { assetId, atMs: Date.parse(at), kwh: Number(kwhText), direction };
  const fault = energyPointFault({ ...point, at }, nowMs);
  return fault ? `${fault.field}: ${fault.rule}` : point;
}
