/** The newcomer's path: the demo as a child process, the README's query, and an event as it happens. */

import { readFileSync } from 'node:fs';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type DemoProcess, startDemo } from '../../scripts/demo-process.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(readme)?.[1] ?? '';

/** Power now depends on when it is asked; that it is a number does not. */
function withoutLivePower(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, inner) => (key === 'powerW' ? typeof inner : inner));
}

let demo: DemoProcess;

beforeAll(async () => {
  demo = await startDemo();
}, 70_000);

afterAll(async () => {
  expect(await demo.stop()).toBe(0);
}, 40_000);

describe('the demo', () => {
  it("gives the README's answer to the README's query", async () => {
    const response = await fetch(demo.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'demo' },
      body: JSON.stringify({ query: block('graphql') }),
    });
    expect(response.status).toBe(200);
    expect(withoutLivePower(await response.json())).toEqual(withoutLivePower(JSON.parse(block('json'))));
  });

  it('shows a flexibility event as it happens, with its entity', async () => {
    const client = createClient({
      url: demo.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { 'x-api-key': 'demo' },
    });
    const subscription = client.iterate<{ events: { __typename: string; flexEvent: { name: string } } }>({
      query: 'subscription { events { __typename type cursor ... on FlexEventNotice { flexEvent { name status } } } }',
    });
    const { value } = await subscription.next();
    expect(value.data.events.__typename).toBe('FlexEventNotice');
    expect(value.data.events.flexEvent.name).toMatch(/\S/);
    await subscription.return?.();
    await client.dispose();
  }, 40_000);

  it('shows nothing to who has no key', async () => {
    const response = await fetch(demo.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __schema { queryType { name } } }' }),
    });
    expect(response.status).toBe(401);
    const body = await response.json();
    expect(body.data).toBeUndefined();
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});
