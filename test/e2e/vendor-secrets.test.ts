/**
 * Nothing that a vendor or the config trusts us with gets out: keys, tokens, URLs and whatever a vendor writes into its
 * answers stay out of logs (at debug), metrics and answers. And each failed call is one line in the log, never two.
 */

import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import type { SandboxReply, SandboxRequest } from '../../src/sandbox/exchange.ts';
import { type SandboxServer, startSandboxServer } from '../../src/sandbox/server.ts';
import type { Json } from '../support/sandboxed-gateway.ts';

const uuid = '7e4a1700-0000-4000-8000-000000000001';

/** Every secret, and what only we and the vendor should know, has `canary` in it. */
const config = (url: string) => ({
  server: { allowPrivateVendorHosts: true, operationTimeoutMs: 1_000 },
  tenants: [
    {
      id: 'acme',
      apiKeys: [{ name: 'test', key: 'canary-gateway-key', roles: ['read'] }],
      vendors: {
        equiwatt: { baseUrl: `${url}/canary-path`, apiKey: 'canary-equiwatt', tenantUuid: uuid },
        digiwatt: {
          baseUrl: `${url}/canary-path`,
          ...{ clientId: 'canary-client', clientSecret: 'canary-client-secret', companyCode: 'canary-company' },
        },
        wattshift: { baseUrl: `${url}/canary-path`, apiKey: 'canary-wattshift' },
        wattics: {
          push: {
            url: `${url}/canary-path/measurements/v2/unifiedjson/`,
            username: 'canary-user',
            password: 'canary-password',
          },
          dashboard: { baseUrl: `${url}/canary-path`, token: 'canary-dashboard' },
        },
        enerkey: { baseUrl: `${url}/canary-path`, apiKeys: ['canary-primary', 'canary-secondary'] },
      },
      homes: [{ digiwatt: '1234567890' }],
    },
  ],
});

const query = `{
  equiwatt: asset(by: { ref: { vendor: EQUIWATT, id: "${uuid}" } }) { name }
  digiwatt: home(by: { ref: { vendor: DIGIWATT, id: "1234567890" } }) { habits(period: LAST_WEEK) { hour } }
  wattshift: home(by: { ref: { vendor: WATTSHIFT, id: "ws_home_1" } }) { name }
  wattics: meter(by: { ref: { vendor: WATTICS, id: "1" } }) { name lastReading { value } }
  enerkey: facility(by: { ref: { vendor: ENERKEY, id: "101" } }) { name }
}`;

/** A vendor that repeats in its answer all it was sent, as careless error pages do. */
const echoes: Readonly<Record<string, (echo: object) => SandboxReply>> = {
  'an object of another shape': (echo) => ({ status: 200, json: echo }),
  'a list of other things': (echo) => ({ status: 200, json: [{ id: 1, ...echo }, echo, { data: [echo] }] }),
  'something else than JSON': (echo) => ({ status: 200, text: `<p>${JSON.stringify(echo)}` }),
  'broken JSON': (echo) => ({
    status: 200,
    text: `{"a":${JSON.stringify(echo)}`,
    headers: { 'content-type': 'application/json' },
  }),
  'a redirect': (echo) => ({ status: 302, json: echo, headers: { location: 'http://canary.example/' } }),
  'a strange Retry-After': (echo) => ({ status: 429, json: echo, headers: { 'retry-after': 'canary' } }),
  ...Object.fromEntries(
    [400, 401, 403, 404, 500, 503].map((status) => [`status ${status}`, (echo: object) => ({ status, json: echo })]),
  ),
};

let vendor: SandboxServer;
let app: App;
let logged: string[];
let reply: (echo: object) => SandboxReply;

beforeEach(async () => {
  logged = [];
  vendor = await startSandboxServer({ name: 'echo', port: 0, handle: (request) => answer(request) });
  const env = { HOST: '127.0.0.1', PORT: '0', DATABASE_URL: 'file::memory:' };
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
  app = createApp(parseConfig(JSON.stringify(config(vendor.url)), env), { log });
  await app.start();
});
afterEach(async () => {
  await app.stop();
  await vendor.stop();
});

function answer({ url, headers, body }: SandboxRequest): SandboxReply {
  if (url.pathname.endsWith('/auth/token')) {
    return { status: 200, json: { access_token: 'canary-access-token', expires_in: 3_600, token_type: 'Bearer' } };
  }
  return reply({ 'canary-42': 'canary-text', url: url.href, headers, body: body.toString() });
}

it.each(Object.keys(echoes))('shows nothing of %s', async (name) => {
  reply = echoes[name]!;
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'canary-gateway-key', 'x-wattgraph-trace': '1' },
    body: JSON.stringify({ query }),
  });
  const answered = await response.text();
  const { errors = [] } = JSON.parse(answered) as Json;
  expect(errors.length).toBeGreaterThan(0);
  for (const { message, extensions } of errors) {
    expect(message).not.toBe('');
    expect(extensions.code).toMatch(/^(VENDOR_|OPERATION_TIMEOUT|BAD_USER_INPUT)/);
  }
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  expect(metrics).toContain('wattgraph_vendor_calls_total');
  const shown = [answered, metrics, ...logged].join('\n');
  expect(shown).not.toMatch(/canary/i);
  expect(shown).not.toContain(new URL(vendor.url).host);

  const failed = logged.filter((line) => line.includes('vendor call failed'));
  expect(failed).toHaveLength(failedCalls(metrics));
  // An answer that could be read in part is no failed call, and has a line of its own.
  const inPart = logged.filter((line) => line.includes('part of a vendor answer is unreadable'));
  expect(logged.filter((line) => line.includes('"code":'))).toHaveLength(failed.length + inPart.length);
});

/** By the gateway's own count. */
function failedCalls(metrics: string): number {
  return metrics
    .split('\n')
    .filter((line) => line.startsWith('wattgraph_vendor_calls_total{') && !line.includes('outcome="ok"'))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
