/** Deliveries as equiwatt would post them, at a fixed rate, each timed from the moment it was due. */

import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { secret, token } from './gateway.ts';

export interface Sent {
  /** From when it was due to its answer: a sender that is held up makes it longer, not fewer. */
  readonly answeredAfterMs: number[];
  /** How many answers there were of each status. */
  readonly statuses: Map<number, number>;
  /** By the event's time: when it was due, as performance.now(). */
  readonly dueAtMs: Map<string, number>;
}

export interface Rate {
  readonly perSecond: number;
  readonly seconds: number;
}

const agent = new Agent({ keepAlive: true });
let sentInAll = 0;
/** What an earlier run left in the database is of another webhook, so nothing of this one is a duplicate. */
const webhookId = randomUUID();

export async function sendDeliveries(url: string, { perSecond, seconds }: Rate): Promise<Sent> {
  const sent: Sent = { answeredAfterMs: [], statuses: new Map(), dueAtMs: new Map() };
  const startMs = performance.now();
  const underWay: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const dueMs = startMs + (n * 1_000) / perSecond;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 0) await delay(earlyMs);
    const at = newTime();
    sent.dueAtMs.set(at, dueMs);
    underWay.push(
      post(url, toBody(at)).then((status) => {
        sent.answeredAfterMs.push(performance.now() - dueMs);
        sent.statuses.set(status, (sent.statuses.get(status) ?? 0) + 1);
      }),
    );
  }
  await Promise.all(underWay);
  return sent;
}

/** How long each refusal takes, in milliseconds: known token and bad signature, and unknown token, turn about. */
export async function sendForgeries(
  url: string,
  count: number,
): Promise<{ readonly known: number[]; readonly unknown: number[] }> {
  const tookMs = { known: [] as number[], unknown: [] as number[] };
  const body = toBody(newTime());
  for (let n = 0; n < 2 * count; n += 1) {
    const which = n % 2 === 0 ? 'known' : 'unknown';
    const startMs = performance.now();
    const status = await post(url, body, which === 'known' ? token : 'nobodys-token', 'another-secret');
    tookMs[which].push(performance.now() - startMs);
    if (status !== 401) throw new Error(`a forgery was answered ${status}`);
  }
  return tookMs;
}

function newTime(): string {
  sentInAll += 1;
  // Whole seconds would be written without their milliseconds.
  return new Date(Date.UTC(2026, 0, 1) + sentInAll * 1_000 + 1).toISOString();
}

function toBody(timestamp: string): string {
  return JSON.stringify({ uuid: webhookId, type: 'EVENT.STARTED', timestamp, resource: { uuid: 'event' } });
}

function post(url: string, body: string, toToken = token, key = secret): Promise<number> {
  const signature = `equsha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'equiwatt-webhook-signature': signature };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/webhooks/equiwatt/${toToken}`, { agent, method: 'POST', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}
