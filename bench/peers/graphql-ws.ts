/**
 * graphql-ws over ws, as its README has it: each subscriber's event is executed for itself, and its entity loaded from
 * the vendor. Deliveries are published as they come, without a signature and without a log.
 */

import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { useServer } from 'graphql-ws/use/ws';
import { Pool } from 'undici';
import { WebSocketServer } from 'ws';
import { equiwatt } from '../backend/flex-events.ts';
import { announce } from '../process/announce.ts';
import { readBody } from '../process/read-body.ts';
import { readSetting } from '../process/setting.ts';

interface Delivery {
  readonly resource: { readonly uuid: string };
}

const { backendUrl } = readSetting(process.env);
const pool = new Pool(backendUrl, { connections: 64 });
const headers = { 'x-api-key': equiwatt.apiKey, tenant: equiwatt.tenantUuid, 'x-api-version': '1.0' };
const bus = new EventEmitter().setMaxListeners(0);

const schema = makeExecutableSchema({
  typeDefs: /* GraphQL */ `
    scalar DateTime
    enum EventType { EVENT_STARTED EVENT_BASELINES_READY }
    enum FlexEventStatus { STARTED }
    interface Event { type: EventType }
    type FlexEventNotice implements Event { type: EventType flexEvent: FlexEvent }
    type FlexEvent { name: String status: FlexEventStatus startsAt: DateTime }
    type Query { event: Event }
    type Subscription { events: Event! }
  `,
  resolvers: {
    Event: { __resolveType: () => 'FlexEventNotice' },
    FlexEventNotice: { flexEvent: ({ resource }: Delivery) => loadFlexEvent(resource.uuid) },
    FlexEvent: { startsAt: ({ startDateTime }: { readonly startDateTime: string }) => startDateTime },
    Subscription: {
      events: {
        async *subscribe() {
          for await (const [delivery] of on(bus, 'delivery')) yield { events: delivery };
        },
      },
    },
  },
});

async function loadFlexEvent(id: string): Promise<unknown> {
  const answer = await pool.request({ path: `/api/v1/events/${id}`, method: 'GET', headers });
  return answer.body.json();
}

const server = createServer(async (request, response) => {
  bus.emit('delivery', JSON.parse(await readBody(request)));
  response.writeHead(202).end();
});
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
announce(server);
