import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, keys, startGateway } from './gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.stop());

const stream = (query: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${gateway.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': keys.full, ...headers },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });

describe('GraphQL over server-sent events', () => {
  it('sends an event an answer, and complete last', async () => {
    const response = await stream('subscription { ticks(count: 2) { n } }');
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-request-id')).toMatch(/./);
    expect(await response.text()).toBe(
      ':\n\n' +
        'event: next\ndata: {"data":{"ticks":{"n":1}}}\n\n' +
        'event: next\ndata: {"data":{"ticks":{"n":2}}}\n\n' +
        'event: complete\ndata:\n\n',
    );
  });

  it('runs queries too', async () => {
    expect(await (await stream('{ hello }')).text()).toContain('data: {"data":{"hello":"world"}}');
  });

  it('works with the stock client', async () => {
    const client = createClient({ url: `${gateway.url}/graphql/stream`, headers: { 'x-api-key': keys.full } });
    const seen: unknown[] = [];
    for await (const { data } of client.iterate({ query: 'subscription { ticks(count: 2) { n } }' })) seen.push(data);
    expect(seen).toEqual([{ ticks: { n: 1 } }, { ticks: { n: 2 } }]);
    client.dispose();
  });

  it('ends the source when the client goes away', async () => {
    const before = gateway.seen.returned;
    const client = new AbortController();
    const response = await stream('subscription { silence { n } }', {}, client.signal);
    expect(response.status).toBe(200);
    client.abort();
    await expect.poll(() => gateway.seen.returned - before).toBe(1);
  });

  it('refuses without a credential with 401', async () => {
    const response = await stream('subscription { ticks(count: 1) { n } }', { 'x-api-key': 'wrong' });
    expect(response.status).toBe(401);
    expect(((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('tells within the stream that the role is missing', async () => {
    const text = await (await stream('subscription { silence { n } }', { 'x-api-key': keys.reader })).text();
    expect(text).toContain('"code":"FORBIDDEN"');
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
  });

  it('refuses a body that is no request, and another answer type', async () => {
    const headers = { 'content-type': 'application/json', 'x-api-key': keys.full };
    const url = `${gateway.url}/graphql/stream`;
    expect((await fetch(url, { method: 'POST', headers, body: '{"variables":[]}' })).status).toBe(400);
    const json = { ...headers, accept: 'application/json' };
    expect((await fetch(url, { method: 'POST', headers: json, body: '{"query":"{hello}"}' })).status).toBe(400);
    expect((await fetch(url, { headers })).status).toBe(405);
  });
});
