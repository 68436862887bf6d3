import { describe, expect, it } from 'vitest';
import { toEndpoint } from '../../web/endpoint.ts';
import { readPageConfig } from '../../web/page-config.ts';

describe('toEndpoint', () => {
  it.each([
    ['http://127.0.0.1:4000/graphql', 'http://127.0.0.1:4000/graphql', 'ws://127.0.0.1:4000/graphql'],
    ['https://a.example/energy/graphql?tab=1#x', 'https://a.example/energy/graphql', 'wss://a.example/energy/graphql'],
  ])('finds the API of the page %s where the page is', (page, http, webSocket) => {
    expect(toEndpoint(page)).toEqual({ http, webSocket });
  });
});

describe('readPageConfig', () => {
  const page = (textContent: string | null) =>
    readPageConfig({ getElementById: (id) => (id === 'wattgraph-config' ? { textContent } : null) });

  it('reads what the gateway wrote into the page', () => {
    expect(page('{"headers":{"x-api-key":"demo"},"demo":true}')).toEqual({
      headers: { 'x-api-key': 'demo' },
      demo: true,
    });
  });

  it('fills in nothing where the gateway wrote nothing', () => {
    expect(page(null)).toEqual({ headers: {}, demo: false });
    expect(page('{}')).toEqual({ headers: {}, demo: false });
  });
});
