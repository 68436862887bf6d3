import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from './gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.stop());

const deliver = (
  body: string | Uint8Array<ArrayBuffer>,
  { token = 'webhook-token', type = 'application/json', method = 'POST' } = {},
) =>
  fetch(`${gateway.url}/webhooks/equiwatt/${token}`, {
    method,
    headers: { 'content-type': type },
    ...(method === 'POST' && { body }),
  });

describe('the webhook address', () => {
  it('takes a delivery of any content type, as bytes, and answers 202', async () => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'odd/thing']) {
      expect((await deliver(`{"not json ${type}`, { type })).status).toBe(202);
    }
    expect((await deliver(new Uint8Array([0xff, 0xfe, 0]))).status).toBe(202);
  });

  it('answers 401 to an unknown token', async () => {
    expect((await deliver('{}', { token: 'guess' })).status).toBe(401);
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('answers 405 to %s', async (method) => {
    const response = await deliver('', { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('answers 413 to more than 256 KiB, and counts it', async () => {
    expect((await deliver('x'.repeat(256 * 1024))).status).toBe(202);
    const refused = await deliver('x'.repeat(256 * 1024 + 1));
    expect([refused.status, await refused.json()]).toEqual([413, { message: 'A delivery has at most 262144 bytes.' }]);
    const unmeasured = new ReadableStream({
      pull: (controller) => controller.enqueue(Buffer.alloc(64 * 1024)),
    });
    const url = `${gateway.url}/webhooks/equiwatt/guess`;
    const answer = await fetch(url, { method: 'POST', body: unmeasured, duplex: 'half' } as RequestInit);
    expect(answer.status).toBe(413);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('wattgraph_webhook_deliveries_total{vendor="EQUIWATT",outcome="too_large"} 2');
  });

  it('keeps the token out of the log', async () => {
    await deliver('{}', { token: 'canary-token' });
    expect(gateway.logged.join('')).toContain('"/webhooks/:vendor/:token"');
    expect(gateway.logged.join('')).not.toContain('canary-token');
  });
});
