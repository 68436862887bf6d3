/** All that comes in, on one port: GraphQL over HTTP, WebSocket and SSE, webhooks, health. Nothing listens before `listen`. */

import type { AddressInfo } from 'node:net';
import type { Authenticator } from '../auth/authenticate.ts';
import { createCredentialWatch } from '../auth/watch.ts';
import type { Receiver } from '../events/receive.ts';
import type { AnswerStore } from '../upstream/cache/answers.ts';
import { createDeliveryLane } from './http/delivery-lane.ts';
import { registerGraphiql } from './http/graphiql.ts';
import { registerGraphql } from './http/graphql.ts';
import { type HealthOptions, registerHealth } from './http/health.ts';
import { registerImages } from './http/images.ts';
import { createLane } from './http/lane.ts';
import { createHttpServer } from './http/server.ts';
import type { Lane } from './http/short-way.ts';
import { registerSse } from './http/sse.ts';
import { registerWebhooks } from './http/webhooks.ts';
import { createConnectionQuota } from './limits/connections.ts';
import { createPreparer } from './operation/prepare.ts';
import { createQueries } from './operation/queries.ts';
import type { OperationDeps } from './operation/scope.ts';
import { createSharedAnswers } from './operation/shared-answers.ts';
import { attachWebSockets } from './websocket/server.ts';

export interface EdgeOptions extends Omit<HealthOptions, 'metrics' | 'isDraining'> {
  readonly authenticator: Authenticator;
  readonly operations: OperationDeps;
  readonly receiver: Receiver;
  /** Where whole answers are kept; undefined = they are not. */
  readonly answers?: AnswerStore | undefined;
  readonly trustedOrigins: readonly string[];
  readonly publicUrl?: string | undefined;
  /** Whether browsers get GraphiQL. */
  readonly graphiql: boolean;
  /** Filled in in GraphiQL; the demo's public key only. */
  readonly demoApiKey?: string | undefined;
  /** Folder of GraphiQL's build; default `web/dist`. */
  readonly graphiqlFolder?: string | undefined;
  /** Sockets and event streams of a tenant at a time. Default 5 000. */
  readonly maxConnectionsPerTenant?: number | undefined;
  /** Operations of one socket at a time. Default 100. */
  readonly maxOperationsPerSocket?: number | undefined;
  /** Between signs of life on an idle event stream, in milliseconds. Default 12 000. */
  readonly heartbeatMs?: number | undefined;
}

export interface Edge {
  /** Resolves to the URL listened on, without a path. */
  listen(host: string, port: number): Promise<string>;
  /** Turns readiness off, refuses sockets, and tells those there are that they are to go elsewhere. */
  drain(): void;
  /** Answers what was asked, closes the sockets with 1001; after `deadlineMs` cuts what is left. */
  stop(deadlineMs: number): Promise<void>;
}

/** Between two looks for idle connections while stopping, in milliseconds. */
const idleCheckMs = 50;

export async function createEdge(options: EdgeOptions): Promise<Edge> {
  const { authenticator, operations, receiver, trustedOrigins } = options;
  const { clock, log, metrics } = operations;
  let draining = false;
  const isDraining = () => draining;

  const deliveries = createDeliveryLane({ receiver, isDraining, trustedOrigins, log });
  let plainQueries: Lane = () => false;
  const server = createHttpServer(
    { trustedOrigins, log },
    (request, response) => plainQueries(request, response) || deliveries(request, response),
  );
  server.addHook('onSend', async (_, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  const preparer = createPreparer(operations);
  const graphiql = options.graphiql
    ? registerGraphiql(server, { demoApiKey: options.demoApiKey, folder: options.graphiqlFolder })
    : undefined;
  const queries = createQueries({ operations, store: options.answers });
  const { takeOver } = await registerGraphql(server, { authenticator, preparer, operations, queries, graphiql });
  plainQueries = createLane({
    ...{ authenticator, preparer, queries, operations, trustedOrigins, log },
    isDraining,
    takeOver,
  });
  const live = {
    credentials: createCredentialWatch({ authenticator, clock }),
    quota: createConnectionQuota(options.maxConnectionsPerTenant ?? 5_000),
    answers: createSharedAnswers(),
    preparer,
    queries,
  };
  const streams = registerSse(server, { ...options, ...live });
  registerImages(server, { authenticator, operations });
  await registerWebhooks(server, receiver);
  registerHealth(server, { ...options, metrics, isDraining });
  await server.ready();
  const sockets = attachWebSockets(server.server, {
    ...{ ...options, ...live, isDraining, clock, log },
    maxOperations: options.maxOperationsPerSocket,
  });

  return {
    async listen(host, port) {
      await server.listen({ host, port });
      const address = server.server.address() as AddressInfo;
      return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
    },
    drain() {
      draining = true;
      streams.announceDrain();
      sockets.announceDrain();
    },
    async stop(deadlineMs) {
      draining = true;
      const timer = new AbortController();
      const cut = clock.sleep(deadlineMs, timer.signal).then(
        () => server.server.closeAllConnections(),
        () => {},
      );
      const answered = server.close();
      // A connection whose answer was begun before the stop stays open when it is idle, and would be waited for.
      const idle = setInterval(() => server.server.closeIdleConnections(), idleCheckMs);
      streams.end();
      await sockets.stop();
      await Promise.race([answered, cut]);
      timer.abort();
      await answered;
      clearInterval(idle);
    },
  };
}
