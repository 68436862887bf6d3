/** Deliveries as they come over the wire, judged by the vendors' own rules: what is taken, refused, and told. */

import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxServer } from '../../src/sandbox/server.ts';
import { demoCredentials, homeId } from '../../src/sandbox/world.ts';
import { type Json, type SandboxedGateway, startSandboxedGateway, webhookToken } from '../support/sandboxed-gateway.ts';

/** A vendor that is never asked anything. */
const nowhere = { url: 'http://127.0.0.1:9' } as SandboxServer;
const secret: string = demoCredentials.equiwatt.webhookSecret;
const { securityKey } = demoCredentials.wattshift;

let gateway: SandboxedGateway;
beforeAll(async () => {
  const vendors = { equiwatt: nowhere, wattshift: nowhere };
  gateway = await startSandboxedGateway([
    { id: 'acme', vendors },
    { id: 'other', vendors },
  ]);
});
afterAll(() => gateway.stop());

/** Name and value in turn, as they go over the wire. */
type RawHeaders = readonly string[];

interface Answer {
  readonly status: number;
  /** Without those that differ from answer to answer. */
  readonly headers: Json;
  readonly body: string;
}

function deliver(vendor: string, body: Uint8Array, headers: RawHeaders, token = webhookToken('acme')): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(gateway.url);
    const path = `/webhooks/${vendor}/${token}`;
    const raw = ['host', 'x', 'content-type', 'application/json', 'content-length', String(body.length), ...headers];
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers: raw }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const { date: _date, 'x-request-id': _id, ...rest } = answer.headers;
      resolve({ status: answer.statusCode ?? 0, headers: rest, body: Buffer.concat(chunks).toString() });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const header = 'equiwatt-webhook-signature';
const digest = (body: Uint8Array, key = secret) => createHmac('sha256', key).update(body).digest();
const sign = (body: Uint8Array, key = secret) => `equsha256=${digest(body, key).toString('hex')}`;
const deliverSigned = (body: Uint8Array, token?: string) => deliver('equiwatt', body, [header, sign(body)], token);

let count = 0;
/** Another one at each call. */
function startedBody(): Buffer {
  count += 1;
  const timestamp = new Date(Date.UTC(2026, 0, 1, 0, count)).toISOString();
  return Buffer.from(JSON.stringify({ uuid: 'w', type: 'EVENT.STARTED', timestamp, resource: { uuid: 'event-1' } }));
}

async function eventsOf(tenantId = 'acme'): Promise<Json[]> {
  const { data } = await gateway.ask(tenantId, '{ tenant { events(first: 1000) { nodes { type occurredAt } } } }');
  return data.tenant.events.nodes;
}

async function metric(outcome: string, vendor = 'EQUIWATT'): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const line = `wattgraph_webhook_deliveries_total{vendor="${vendor}",outcome="${outcome}"} `;
  return Number(
    text
      .split('\n')
      .find((one) => one.startsWith(line))
      ?.slice(line.length) ?? 0,
  );
}

describe('a signature of equiwatt', () => {
  const flip = (bytes: Uint8Array, bit: number) => {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    return changed;
  };
  const wrongs: readonly (readonly [string, (body: Buffer) => readonly [Uint8Array, RawHeaders]])[] = [
    ['with one bit of the body flipped', (body) => [flip(body, 77), [header, sign(body)]]],
    [
      'with one bit of itself flipped',
      (body) => [body, [header, `equsha256=${flip(digest(body), 100).toString('hex')}`]],
    ],
    ['cut short', (body) => [body, [header, sign(body).slice(0, -1)]]],
    ['that is empty', (body) => [body, [header, '']]],
    ['that is not there', (body) => [body, []]],
    ['that is there twice', (body) => [body, [header, sign(body), header, sign(body)]]],
    ['in upper case', (body) => [body, [header, `equsha256=${digest(body).toString('hex').toUpperCase()}`]]],
    ['in base64', (body) => [body, [header, `equsha256=${digest(body).toString('base64')}`]]],
    ["by another tenant's secret", (body) => [body, [header, sign(body, 'the-secret-of-another')]]],
  ];

  it.each(wrongs)('%s is refused with 401, and nothing is kept of it', async (_, spoil) => {
    const before = await eventsOf();
    const [body, headers] = spoil(startedBody());
    expect((await deliver('equiwatt', body, headers)).status).toBe(401);
    expect(await eventsOf()).toEqual(before);
    const { data } = await gateway.ask('acme', '{ tenant { deadLetters(first: 1) { id } } }');
    expect(data.tenant.deadLetters).toEqual([]);
  });

  it('is taken as it should be, for the tenant of the token and no other', async () => {
    const [before, others] = [await eventsOf(), await eventsOf('other')];
    expect(await deliverSigned(startedBody())).toMatchObject({ status: 202, body: '' });
    expect([(await eventsOf()).length, await eventsOf('other')]).toEqual([before.length + 1, others]);
  });
});

describe('the key of WattShift', () => {
  const body = Buffer.from(JSON.stringify({ eventType: 'PRICE_SIGNAL', data: { [homeId(1)]: {} } }));
  it.each([
    ['is refused when it is not there', [], 401],
    ['is refused when it is another', ['x-ws-security-key', `${securityKey}x`], 401],
    ['is refused when it is empty', ['x-ws-security-key', ''], 401],
    ['is refused when it is there twice', ['x-ws-security-key', securityKey, 'x-ws-security-key', securityKey], 401],
    ['is taken as it should be', ['X-WS-Security-Key', securityKey], 202],
  ])('%s', async (_, headers, status) => {
    expect((await deliver('wattshift', body, headers)).status).toBe(status);
  });
});

describe('the bytes of a delivery', () => {
  const at = '2026-02-01T00:00:0';
  it.each([
    ['unusual spacing', `{ "uuid" :"s",\r\n\t"type":"EVENT.ENDED"  ,"timestamp":"${at}0Z", "resource":{"uuid":"e"} } `],
    ['escapes', `{"uuid":"\\u0065","type":"EVENT\\u002eENDED","timestamp":"${at}1Z","resource":{"uuid":"\\u0065"}}`],
    ['a byte order mark', `\ufeff{"uuid":"b","type":"EVENT.ENDED","timestamp":"${at}2Z","resource":{"uuid":"e"}}`],
    ['a key twice', `{"uuid":"a","uuid":"k","type":"EVENT.ENDED","timestamp":"${at}3Z","resource":{"uuid":"e"}}`],
  ])('are judged as they came, with %s, and read', async (_, text) => {
    const before = await eventsOf();
    const body = Buffer.from(text);
    expect((await deliverSigned(body)).status).toBe(202);
    expect((await eventsOf()).slice(before.length)).toMatchObject([{ type: 'EVENT_ENDED' }]);
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(text.replace('\ufeff', ''))));
    expect((await deliver('equiwatt', rewritten, [header, sign(body)])).status).toBe(401);
  });

  it('are refused with 415 when they are packed, whoever sends them', async () => {
    const before = await eventsOf();
    const packed = gzipSync(startedBody());
    for (const token of [webhookToken('acme'), 'unknown']) {
      const answer = await deliver('equiwatt', packed, [header, sign(packed), 'content-encoding', 'gzip'], token);
      expect(answer.status).toBe(415);
    }
    expect(await eventsOf()).toEqual(before);
  });

  it('are refused with 413 beyond 256 KiB, whoever sends them', async () => {
    const large = Buffer.alloc(256 * 1024 + 1, ' ');
    for (const token of [webhookToken('acme'), 'unknown']) {
      expect((await deliverSigned(large, token)).status).toBe(413);
    }
    const largest = Buffer.concat([startedBody(), Buffer.alloc(256 * 1024, ' ')]).subarray(0, 256 * 1024);
    expect((await deliverSigned(largest)).status).toBe(202);
  });
});

describe('a delivery that comes again', () => {
  it('is answered 202 and is one event, however often, however late, and however it is written', async () => {
    const before = await eventsOf();
    const body = startedBody();
    const respaced = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1));
    for (const one of [body, body, respaced]) expect((await deliverSigned(one)).status).toBe(202);
    expect((await eventsOf()).length).toBe(before.length + 1);
  });

  // Neither vendor signs a time: a window of minutes would refuse what is late, and stop nobody.
  it.each([-299, 299, -301, 301, -86_400, 86_400])(
    'is not judged by its time: %i s from now is taken',
    async (offset) => {
      const before = await eventsOf();
      // The graph leaves out milliseconds that are none.
      const timestamp = new Date(Math.floor(Date.now() / 1_000 + offset) * 1_000 + 7).toISOString();
      const delivery = { uuid: 'w', type: 'EVENT.ENDED', timestamp, resource: { uuid: 'event-2' } };
      const body = Buffer.from(JSON.stringify(delivery));
      for (let n = 0; n < 2; n += 1) expect((await deliverSigned(body)).status).toBe(202);
      expect((await eventsOf()).slice(before.length)).toEqual([{ type: 'EVENT_ENDED', occurredAt: timestamp }]);
    },
  );
});

describe('who does not know the token', () => {
  it('is answered as who does not know the secret: status, headers and body', async () => {
    const body = startedBody();
    const rejected = await metric('rejected');
    const refused = await deliver('equiwatt', body, [header, sign(body, 'wrong')]);
    expect(refused.status).toBe(401);
    const strangers = [
      await deliver('equiwatt', body, [header, sign(body)], 'unknown'),
      await deliver('equiwatt', body, [], 'unknown'),
      await deliver('equiwatt', body, [header, sign(body)], `${webhookToken('acme')}x`),
      await deliver('equiwatt', body, [header, sign(body)], webhookToken('acme').slice(0, -1)),
      await deliver('unknown', body, [header, sign(body)]),
    ];
    for (const answer of strangers) expect(answer).toEqual(refused);
    expect(await metric('rejected')).toBe(rejected + 5);
  });
});

describe('what is rightly signed and cannot be read', () => {
  it('is answered 202, kept once as a dead letter, and counted each time', async () => {
    const before = await metric('dead_letter');
    const body = Buffer.from('{"type":"EVENT.EXPLODED","resource":{"uuid":"canary"}}');
    for (let n = 0; n < 2; n += 1) expect((await deliverSigned(body)).status).toBe(202);
    expect(await metric('dead_letter')).toBe(before + 2);
    const { data } = await gateway.ask('acme', '{ tenant { deadLetters(first: 100) { vendor reason } } }');
    expect(data.tenant.deadLetters).toEqual([{ vendor: 'EQUIWATT', reason: expect.not.stringContaining('canary') }]);
  });
});
