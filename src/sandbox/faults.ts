/** Faults a sandbox vendor can be told to play, as a real vendor would on a bad day. */

import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { type SandboxReply, type SandboxRequest, toBody, writeReply } from './exchange.ts';

const where = {
  /** Only requests whose path (with query) contains this text; absent = all. */
  path: z.string().optional(),
  method: z.string().optional(),
  /** How many requests it meets before it is over; absent = until cleared. */
  times: z.int().positive().optional(),
};

export const faultSchema = z.discriminatedUnion('kind', [
  /** The right answer, `ms` late. */
  z.strictObject({ kind: z.literal('latency'), ms: z.int().nonnegative(), ...where }),
  /** This status instead of an answer; the vendor's logic does not run. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
    ...where,
  }),
  /** Accepts the request and never answers. */
  z.strictObject({ kind: z.literal('hang'), ...where }),
  /** Cuts the connection before a byte of the answer. */
  z.strictObject({ kind: z.literal('reset'), ...where }),
  /** Declares the whole length, sends half, cuts. */
  z.strictObject({ kind: z.literal('truncated'), ...where }),
  /** 200 with an HTML page. */
  z.strictObject({ kind: z.literal('wrongType'), ...where }),
  /** 200 with JSON of a wrong shape. */
  z.strictObject({ kind: z.literal('wrongShape'), ...where }),
  /** 200 with a JSON text of `bytes` bytes. */
  z.strictObject({ kind: z.literal('hugeBody'), bytes: z.int().positive(), ...where }),
  /** The right answer, one byte every `ms`. */
  z.strictObject({ kind: z.literal('slowDrip'), ms: z.int().positive(), ...where }),
]);

export type Fault = z.infer<typeof faultSchema>;

export interface FaultPlan {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  /** The fault this request meets, counted down. */
  take(request: SandboxRequest): Fault | undefined;
}

export function createFaultPlan(): FaultPlan {
  let planned: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      planned.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear: () => {
      planned = [];
    },
    list: () => planned.map(({ fault }) => fault),
    take: (request) => {
      const hit = planned.find(({ fault }) => matches(fault, request));
      if (!hit) return undefined;
      hit.left -= 1;
      if (hit.left <= 0) planned = planned.filter((entry) => entry !== hit);
      return hit.fault;
    },
  };
}

function matches(fault: Fault, request: SandboxRequest): boolean {
  if (fault.method !== undefined && fault.method !== request.method) return false;
  return fault.path === undefined || (request.url.pathname + request.url.search).includes(fault.path);
}

/** Plays the fault on the answer; gives the status the client saw, or null when it saw none. */
export async function playFault(
  fault: Fault,
  reply: SandboxReply | undefined,
  outgoing: ServerResponse,
  clock: Clock,
): Promise<number | null> {
  const right: SandboxReply = reply ?? { status: 200, json: {} };
  switch (fault.kind) {
    case 'latency':
      await clock.sleep(fault.ms);
      writeReply(outgoing, right);
      return right.status;
    case 'status':
      writeReply(outgoing, {
        status: fault.status,
        text: fault.body ?? `sandbox fault ${fault.status}`,
        ...(fault.headers ? { headers: fault.headers } : {}),
      });
      return fault.status;
    case 'hang':
      return null;
    case 'reset':
      outgoing.socket?.resetAndDestroy();
      return null;
    case 'truncated':
      return playTruncated(right, outgoing);
    case 'wrongType':
      writeReply(outgoing, {
        status: 200,
        text: '<!doctype html><title>Sign in</title>',
        headers: { 'content-type': 'text/html' },
      });
      return 200;
    case 'wrongShape':
      writeReply(outgoing, { status: 200, json: { unexpected: ['shape', 42] } });
      return 200;
    case 'hugeBody':
      return playHugeBody(fault.bytes, outgoing);
    case 'slowDrip':
      return playSlowDrip(right, fault.ms, outgoing, clock);
  }
}

function playTruncated(reply: SandboxReply, outgoing: ServerResponse): number {
  const { body, type } = toBody(reply);
  outgoing.writeHead(reply.status, {
    'content-type': type ?? 'application/json',
    'content-length': String(Math.max(body.length, 2)),
  });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.socket?.destroy());
  return reply.status;
}

async function playSlowDrip(reply: SandboxReply, ms: number, outgoing: ServerResponse, clock: Clock): Promise<number> {
  const { body, type } = toBody(reply);
  outgoing.writeHead(reply.status, {
    'content-type': type ?? 'application/json',
    'content-length': String(body.length),
  });
  for (let i = 0; i < body.length && !outgoing.destroyed; i += 1) {
    outgoing.write(body.subarray(i, i + 1));
    await clock.sleep(ms);
  }
  outgoing.end();
  return reply.status;
}

/** A JSON text of `bytes` bytes, piece by piece, as long as the client listens. */
async function playHugeBody(bytes: number, outgoing: ServerResponse): Promise<number> {
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': String(bytes) });
  // Rejects when the client goes away, which is what a client should do.
  await pipeline(Readable.from(hugeText(bytes)), outgoing).catch(() => undefined);
  return 200;
}

function* hugeText(bytes: number): Generator<Buffer> {
  yield Buffer.from('"');
  for (let left = bytes - 2; left > 0; left -= hugePiece.length) yield hugePiece.subarray(0, left);
  yield Buffer.from('"');
}

const hugePiece = Buffer.alloc(65_536, 'x');
