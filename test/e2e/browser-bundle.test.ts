import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { makeExecutableSchema } from '@graphql-tools/schema';
import Fastify from 'fastify';
import { createHandler } from 'graphql-http/lib/use/fastify';
import { useServer as serveSockets } from 'graphql-ws/use/ws';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { registerGraphiql } from '../../src/edge/http/graphiql.ts';
import { chromiumThere, launchChromium, watchTrouble } from '../support/chromium.ts';
import { openGraphiql } from '../support/graphiql-page.ts';

const schemaFolder = new URL('../../schema/', import.meta.url);

/** GraphiQL behind a proxy prefix, over a schema whose resolvers only show that the credential came through. */
async function startGraphiql() {
  const schema = makeExecutableSchema({
    typeDefs: readdirSync(schemaFolder).map((name) => readFileSync(new URL(name, schemaFolder), 'utf8')),
    resolvers: {
      Query: { tenant: (_source, _args, { key }) => ({ name: `Tenant of ${key}`, vendors: [] }) },
      Event: { __resolveType: () => 'PriceSignalNotice' },
      Subscription: {
        events: {
          subscribe: async function* (_source, _args, { key }) {
            yield { events: { id: '1', cursor: `cursor of ${key}`, type: 'PRICE_SIGNAL', receivedAt: 0 } };
            await new Promise(() => {});
          },
        },
      },
    },
  });

  const sockets = new WebSocketServer({ noServer: true });
  serveSockets({ schema, context: ({ connectionParams }) => ({ key: connectionParams?.['x-api-key'] }) }, sockets);
  const app = Fastify();
  await app.register(
    async (scope) => {
      const page = registerGraphiql(scope, { demoApiKey: 'demo' });
      scope.get('/graphql', (_request, reply) => page.serve(reply));
      scope.post('/graphql', createHandler({ schema, context: ({ raw }) => ({ key: raw.headers['x-api-key'] }) }));
    },
    { prefix: '/energy' },
  );
  app.server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/energy/graphql`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await app.close();
    },
  };
}

describe.skipIf(!chromiumThere())("GraphiQL's bundle in Chromium", () => {
  let browser: Browser;
  let gateway: Awaited<ReturnType<typeof startGraphiql>>;
  beforeAll(async () => {
    [browser, gateway] = await Promise.all([launchChromium(), startGraphiql()]);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  it('runs a query and a subscription with the credential, behind a proxy prefix, from our own origin alone', {
    timeout: 60_000,
  }, async () => {
    const page = await browser.newPage();
    const trouble = watchTrouble(page);
    const graphiql = await openGraphiql(page, gateway.url);
    expect(await graphiql.tabTitles()).toEqual([
      'FiveVendors',
      'HomesAndPrices',
      'FacilitiesAndMeters',
      'Flexibility',
      'VendorStatus',
      'MeterInMonths',
      'Appliances',
      'LiveEvents',
    ]);

    await graphiql.run('VendorStatus', '"name": "Tenant of demo"');

    await graphiql.run('LiveEvents', '"cursor": "cursor of demo"', '"type": "PRICE_SIGNAL"');
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('keeps the demo credential and the tabs over a reload', { timeout: 60_000 }, async () => {
    const page = await browser.newPage();
    const first = await openGraphiql(page, gateway.url);
    await first.run('VendorStatus', '"name": "Tenant of demo"');
    const graphiql = await openGraphiql(page, gateway.url);
    expect(await graphiql.tabTitles()).toHaveLength(8);
    await graphiql.run('VendorStatus', '"name": "Tenant of demo"');
    await page.close();
  });

  it.each(['dark', 'light'] as const)('is %s when the system is', { timeout: 60_000 }, async (colorScheme) => {
    const page = await browser.newPage({ colorScheme });
    await openGraphiql(page, gateway.url);
    const background = await page
      .locator('.graphiql-container')
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    const [red = 0] = /\d+/.exec(background)?.map(Number) ?? [];
    expect(red < 128).toBe(colorScheme === 'dark');
    await page.close();
  });
});
