/**
 * The push side: one packet a request, one packet in flight a meter, the last packet read back. Like the real one it
 * offers a session cookie, and takes who does not keep it.
 */

import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import type { Measurements } from './measurements.ts';
import { type Packet, parsePacket } from './packet.ts';

export interface PushViolation {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly stream: string;
  readonly rule: 'ONE_IN_FLIGHT' | 'TIME_ORDER';
}

/** A packet that was stored. */
export interface AcceptedPacket {
  readonly stream: string;
  readonly tsISO8601: string;
  /** `unifiedjson`, `unifiedjson_utc` or `unifiedjson_partial`. */
  readonly action: string;
}

export interface CollectorOptions {
  readonly clock: Clock;
  readonly measurements: Measurements;
  readonly username: string;
  readonly password: string;
  readonly latencyMs: number;
}

export interface Collector {
  readonly violations: readonly PushViolation[];
  /** In the order they were stored. */
  readonly accepted: readonly AcceptedPacket[];
  /** Sessions begun so far: one for each request that brought no cookie, or none of ours. */
  readonly sessions: ReadonlySet<string>;
  handle(request: SandboxRequest): Promise<SandboxReply>;
}

const actions = ['unifiedjson', 'unifiedjson_utc', 'unifiedjson_partial'];

export function createCollector(options: CollectorOptions): Collector {
  const { clock, measurements } = options;
  const basic = `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`;
  const inFlight = new Set<string>();
  const violations: PushViolation[] = [];
  const accepted: AcceptedPacket[] = [];
  const sessions = new Set<string>();

  const violate = (stream: string, rule: PushViolation['rule']) => violations.push({ atMs: clock.now(), stream, rule });

  const inSession = (request: SandboxRequest, reply: SandboxReply): SandboxReply => {
    const known = /(?:^|;\s*)JSESSIONID=([^;]*)/.exec(request.headers.cookie ?? '')?.[1];
    if (known !== undefined && sessions.has(known)) return reply;
    const session = randomUUID();
    sessions.add(session);
    const cookie = `JSESSIONID=${session}; Path=/measurements; HttpOnly`;
    return { ...reply, headers: { ...reply.headers, 'set-cookie': cookie } };
  };

  const accept = async (packet: Packet, action: string): Promise<SandboxReply> => {
    const stream = packet.id;
    if (!measurements.hasStream(stream)) return { status: 404, text: 'unknown meter id' };
    if (inFlight.has(stream)) {
      violate(stream, 'ONE_IN_FLIGHT');
      return { status: 429, text: 'a packet of this meter is in flight' };
    }
    inFlight.add(stream);
    try {
      if (options.latencyMs > 0) await clock.sleep(options.latencyMs);
      // One turn of the event loop, so that packets sent together do meet here.
      else await setImmediate();
      if (!measurements.store(packet, action === 'unifiedjson_partial' ? 'completes' : 'replaces')) {
        violate(stream, 'TIME_ORDER');
      }
      accepted.push({ stream, tsISO8601: packet.tsISO8601, action });
      return { status: 200 };
    } finally {
      inFlight.delete(stream);
    }
  };

  const answer = async (request: SandboxRequest): Promise<SandboxReply> => {
    const [, version, action = '', last, ...rest] = request.segments;
    // The trailing slash is part of the URL: it leaves one empty last segment.
    const known = version === 'v2' && actions.includes(action) && last === '' && rest.length === 0;
    if (!known) return { status: 404, text: 'no such path' };
    if (request.method === 'POST') {
      const packet = parsePacket(request.body.toString('utf8'), action === 'unifiedjson_utc' ? 'utc' : 'local');
      return 'refusal' in packet ? { status: 400, text: String(packet.refusal) } : accept(packet as Packet, action);
    }
    if (request.method !== 'GET' || action !== 'unifiedjson') return { status: 405, text: 'wrong method' };
    const packet = measurements.lastPacket(request.url.searchParams.get('stream') ?? '');
    return packet ? { status: 200, json: packet } : { status: 404, text: 'no data' };
  };

  return {
    violations,
    accepted,
    sessions,
    async handle(request) {
      if (request.headers.authorization !== basic) return unauthorized;
      return inSession(request, await answer(request));
    },
  };
}

const unauthorized: SandboxReply = {
  status: 401,
  headers: { 'www-authenticate': 'Basic realm="Wattics"', 'content-type': 'text/html; charset=utf-8' },
  text: '<html><body><h1>HTTP Status 401 - Full authentication is required to access this resource</h1></body></html>',
};
