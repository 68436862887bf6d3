import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, keys, startGateway } from './gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ trustedOrigins: ['https://app.example.com'] });
});
afterAll(() => gateway.app.stop());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': keys.full, ...headers },
    body,
  });

describe('GraphQL over HTTP', () => {
  it('answers a query, each tenant as itself', async () => {
    expect((await gateway.ask('{ whoami }')).body).toEqual({ data: { whoami: 'acme events,read,write' } });
    expect((await gateway.ask('{ whoami }', { key: keys.other })).body.data).toEqual({
      whoami: 'other events,read,write',
    });
  });

  it('takes the key as a bearer token too', async () => {
    const answer = await gateway.ask('{ hello }', { key: null, headers: { authorization: `Bearer ${keys.reader}` } });
    expect(answer.body.data).toEqual({ hello: 'world' });
  });

  it.each([
    ['no credential', {}],
    ['a wrong key', { 'x-api-key': 'wrong' }],
    ['a wrong bearer', { authorization: 'Bearer wrong' }],
    ['another scheme', { authorization: `Basic ${keys.full}` }],
  ])('refuses %s with 401 and the same words, and says nothing of the schema', async (_, headers) => {
    for (const query of ['{ hello }', '{ nonsense }', getIntrospectionQuery(), '{']) {
      const answer = await gateway.ask(query, { key: null, headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.body).toEqual({
        errors: [{ message: 'A valid credential is needed.', extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
  });

  it('refuses a mutation to a reader, and everything but subscriptions to a listener, before execution', async () => {
    const before = gateway.seen.executions;
    const write = await gateway.ask('mutation { write }', { key: keys.reader });
    expect([write.status, write.body.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
    const read = await gateway.ask('{ nonsense }', { key: keys.listener });
    expect(read.body.errors).toEqual([
      { message: 'A query needs a credential with the role read.', extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(gateway.seen.executions).toBe(before);
  });

  it('answers malformed JSON with a GraphQL-shaped 400 that does not repeat it', async () => {
    const response = await post('{"query": hunter2');
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(JSON.parse(text).errors[0].extensions.code).toBe('BAD_REQUEST');
    expect(text).not.toContain('hunter2');
  });

  it.each([
    ['an empty body', '', {}, 400],
    ['a body without a query', '{}', {}, 400],
    ['a list of operations', '[{"query":"{hello}"}]', {}, 400],
    ['a form', 'query={hello}', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', '{"query":"{hello}"}', { 'content-type': 'text/plain' }, 415],
    ['a megabyte too much', JSON.stringify({ query: '{hello}', variables: { a: 'x'.repeat(1_100_000) } }), {}, 413],
  ])('refuses %s', async (_, body, headers, status) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toBe('BAD_REQUEST');
  });

  it('refuses a GET that a page of another site could make a browser send', async () => {
    const url = `${gateway.url}/graphql?query=${encodeURIComponent('{ hello }')}`;
    const forged = await fetch(url, { headers: { 'x-api-key': keys.full } });
    expect(forged.status).toBe(400);
    const meant = await fetch(url, { headers: { 'x-api-key': keys.full, 'apollo-require-preflight': 'true' } });
    expect(await meant.json()).toEqual({ data: { hello: 'world' } });
  });

  it('does not run a mutation by GET', async () => {
    const url = `${gateway.url}/graphql?query=${encodeURIComponent('mutation { write }')}`;
    const response = await fetch(url, { headers: { 'x-api-key': keys.full, 'apollo-require-preflight': 'true' } });
    expect(response.status).toBe(405);
  });

  it('refuses other methods with 405', async () => {
    const response = await fetch(`${gateway.url}/graphql`, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('sends subscriptions to where they run', async () => {
    const answer = await gateway.ask('subscription { ticks(count: 1) { n } }');
    expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('gives the status by what the client accepts: 200 to the legacy type, 400 to all others', async () => {
    for (const query of ['{ nonsense }', '{']) {
      expect((await gateway.ask(query)).status).toBe(400);
      expect((await gateway.ask(query, { headers: { accept: 'application/graphql-response+json' } })).status).toBe(400);
      expect((await gateway.ask(query, { headers: { accept: 'application/json' } })).status).toBe(200);
    }
  });

  it('refuses a client that takes no JSON before anything runs', async () => {
    const before = gateway.seen.executions;
    const answer = await gateway.ask('mutation { write }', { headers: { accept: 'text/csv' } });
    expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([406, 'BAD_REQUEST']);
    expect(gateway.seen.executions).toBe(before);
  });

  it('asks for operationName where a document holds several operations', async () => {
    const two = 'query A { hello } query B { whoami }';
    expect((await gateway.ask(two)).body.errors?.[0]?.extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
    expect((await gateway.ask(two, { operationName: 'A' })).body.data).toEqual({ hello: 'world' });
    expect((await gateway.ask(two, { operationName: 'C' })).body.errors?.[0]?.extensions.code).toBe(
      'OPERATION_RESOLUTION_FAILURE',
    );
  });

  it('names the variable that has a wrong value', async () => {
    const answer = await gateway.ask('query($n: Int!) { list(first: $n) { id } }', { variables: { n: 'ten' } });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'n' });
  });

  it('echoes a sound request id and makes one up otherwise', async () => {
    const given = await gateway.ask('{ hello }', { headers: { 'x-request-id': 'abc-123' } });
    expect(given.headers.get('x-request-id')).toBe('abc-123');
    const odd = await gateway.ask('{ hello }', { headers: { 'x-request-id': 'a b"c' } });
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('says what the operation cost at the vendors when asked', async () => {
    expect((await gateway.ask('{ vendor }')).body.extensions).toBeUndefined();
    const traced = await gateway.ask('{ vendor }', { headers: { 'x-wattgraph-trace': '1' } });
    expect(traced.body.extensions).toEqual({ vendorCalls: { EQUIWATT: { calls: 1, cacheHits: 0, stale: 0 } } });
  });

  it('grants reading across origins to trusted ones only', async () => {
    const preflight = (origin: string) =>
      fetch(`${gateway.url}/graphql`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const trusted = await preflight('https://app.example.com');
    expect(trusted.status).toBe(204);
    expect(trusted.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(trusted.headers.get('access-control-allow-headers')).toContain('x-api-key');
    const foreign = await preflight('https://evil.example');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    const answered = await gateway.ask('{ hello }', { headers: { origin: 'https://app.example.com' } });
    expect(answered.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
  });

  it('counts the operation by kind and outcome', async () => {
    await gateway.ask('{ down }');
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain(
      'wattgraph_requests_total{transport="http",operation="query",outcome="VENDOR_UNAVAILABLE"} 1',
    );
    expect(metrics).toContain('wattgraph_budget_remaining{vendor="EQUIWATT",tenant="acme",window="1s"} 24');
  });
});

describe('errors that leave', () => {
  it('carry the code, the vendor and when to retry, and the other fields are answered', async () => {
    const { status, body } = await gateway.ask('{ hello down }');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { hello: 'world', down: null },
      errors: [
        {
          message: 'equiwatt cannot be reached.',
          locations: [{ line: 1, column: 9 }],
          path: ['down'],
          extensions: { code: 'VENDOR_UNAVAILABLE', vendor: 'EQUIWATT', retryAfterMs: 1500 },
        },
      ],
    });
  });

  it.each(['boom', 'leaky'])('hide what nobody foresaw (%s) and lead to its line in the log', async (field) => {
    const { body, headers } = await gateway.ask(`{ ${field} }`);
    expect(JSON.stringify(body)).not.toMatch(/hunter2|stack|internal\.example/);
    expect(body.errors?.[0]?.message).toBe('Internal error.');
    expect(body.errors?.[0]?.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: headers.get('x-request-id'),
    });
    const line = gateway.logged.find((text) => text.includes(headers.get('x-request-id') ?? '?'));
    expect(line).toContain('hunter2');
  });
});
