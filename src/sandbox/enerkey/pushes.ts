/** The two pushes: hourly values of one meter, at most 365 days a message; several of one hour are summed. */

import { z } from 'zod';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { ProblemError } from './problem.ts';
import { intParameter, jsonBody } from './request.ts';
import { parseTimestamp } from './timestamp.ts';
import type { EnerkeyMeter, EnerkeyWorld } from './world.ts';

const hourMs = 3_600_000;
const maxSpanMs = 365 * 24 * hourMs;

const itemsSchema = z.array(z.strictObject({ timestamp: z.string(), value: z.number() })).min(1);

/** A later message takes the place of what an earlier one said of the hour. */
export function takePush(world: EnerkeyWorld, request: SandboxRequest, kind: 'consumption' | 'reading'): SandboxReply {
  const meter = world.meters.get(intParameter(request, 'meterId'));
  if (!meter) throw new ProblemError(404, 'no such meter', 'meterId');
  assertKind(meter, kind);
  const sums = sumsByHour(itemsOf(request));
  const hours = [...sums.keys()];
  if (Math.max(...hours) + hourMs - Math.min(...hours) > maxSpanMs) {
    throw new ProblemError(400, 'a message holds at most 365 days', '$');
  }
  const values = kind === 'consumption' ? sums : differences(sums);
  const known = world.pushed.get(meter.id) ?? new Map<number, number>();
  for (const [ms, value] of values) known.set(ms, value);
  world.pushed.set(meter.id, known);
  return { status: 202 };
}

function assertKind(meter: EnerkeyMeter, kind: 'consumption' | 'reading'): void {
  if (meter.isCumulative === (kind === 'reading')) return;
  const what = meter.isCumulative ? 'cumulative readings' : 'consumption';
  throw new ProblemError(400, `meter ${meter.id} measures ${what}`, 'meterId');
}

function itemsOf(request: SandboxRequest) {
  const parsed = itemsSchema.safeParse(jsonBody(request));
  if (!parsed.success) throw new ProblemError(400, 'an array of { timestamp, value } is needed', '$');
  return parsed.data;
}

function sumsByHour(items: z.infer<typeof itemsSchema>): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { timestamp, value } of items) {
    const hour = Math.floor(parseTimestamp('timestamp', timestamp).ms / hourMs) * hourMs;
    sums.set(hour, (sums.get(hour) ?? 0) + value);
  }
  return sums;
}

/** What was consumed from each reading to the next; the last one has no next yet. */
function differences(readings: ReadonlyMap<number, number>): Map<number, number> {
  const sorted = [...readings].sort(([a], [b]) => a - b);
  return new Map(
    sorted.flatMap(([ms, reading], i): [number, number][] => {
      const next = sorted[i + 1];
      return next ? [[ms, next[1] - reading]] : [];
    }),
  );
}
