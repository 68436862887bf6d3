/** A gateway that really listens, over a small schema of the tests' own. */

import { makeExecutableSchema } from '@graphql-tools/schema';
import { pino } from 'pino';
import { type App, type AppOverrides, createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { AppError } from '../../src/errors.ts';
import type { GraphContext } from '../../src/graph/context.ts';
import { createFakeVendor, type FakeVendor } from './fake-vendor.ts';

export const keys = {
  full: 'key-of-all-roles',
  reader: 'key-of-a-reader',
  listener: 'key-of-a-listener',
  other: 'key-of-another',
};

export interface Gateway {
  readonly app: App;
  readonly url: string;
  readonly wsUrl: string;
  readonly vendor: FakeVendor;
  /** What the resolvers have seen. */
  readonly seen: Seen;
  /** Lines of the log. */
  readonly logged: string[];
  /** Asks over HTTP with the key of all roles, unless told otherwise. */
  ask(query: string, options?: AskOptions): Promise<Answer>;
}

export interface AskOptions {
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { data?: unknown; errors?: AnswerError[]; extensions?: Record<string, unknown> };
}

export interface AnswerError {
  message: string;
  path?: (string | number)[];
  extensions: Record<string, unknown> & { code: string };
}

export interface Seen {
  executions: number;
  contexts: GraphContext[];
  /** Times a source stream was told to end. */
  returned: number;
  /** The stream of `afterDeaf` comes when this resolves. */
  readonly late: PromiseWithResolvers<void>;
}

const typeDefs = `
  type Query { hello: String  whoami: String!  boom: String  leaky: String  down: String  vendor: String  deaf: String
    list(first: Int, last: Int): [Item!]!  item: Item!  pick(by: Pick!): String }
  type Item { id: ID!  name: String  item: Item!  items(first: Int): [Item!]! }
  type Mutation { write: String }
  type Subscription { ticks(count: Int!): Tick!  silence: Tick!  failing: Tick!
    afterVendor: Tick!  afterDeaf: Tick! }
  type Tick { n: Int!  contextId: Int! }
  input Pick { a: String  b: String }
`;

/** As the vitest project `plain` asks. */
const execution: AppOverrides = process.env.WATTGRAPH_TEST_EXECUTION === 'plain' ? { execution: 'plain' } : {};

export async function startGateway(
  server: Record<string, unknown> = {},
  overrides: AppOverrides = {},
): Promise<Gateway> {
  const seen: Seen = { executions: 0, contexts: [], returned: 0, late: Promise.withResolvers() };
  const logged: string[] = [];
  const vendor = createFakeVendor();
  const log = pino({ level: 'debug', base: null }, { write: (line: string) => void logged.push(line) });
  const all = ['read', 'write', 'events'];
  const config = parseConfig(
    JSON.stringify({
      server,
      tenants: [
        {
          id: 'acme',
          vendors: { equiwatt: { baseUrl: 'https://vendor.example' } },
          apiKeys: [
            { name: 'full', key: keys.full, roles: all },
            { name: 'reader', key: keys.reader, roles: ['read'] },
            { name: 'listener', key: keys.listener, roles: ['events'] },
          ],
        },
        { id: 'other', apiKeys: [{ name: 'full', key: keys.other, roles: all }] },
      ],
    }),
    { PORT: '0', DATABASE_URL: 'file::memory:', LOG_LEVEL: 'silent' },
    [vendor.module],
  );
  const app = createApp(config, { log, schema: createTestSchema(seen), ...execution, ...overrides });
  await app.start();

  const ask: Gateway['ask'] = async (query, { variables, operationName, key = keys.full, headers = {} } = {}) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === null ? {} : { 'x-api-key': key }), ...headers },
      body: JSON.stringify({ query, variables, operationName }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  };
  return { app, url: app.url, wsUrl: `${app.url.replace('http', 'ws')}/graphql`, vendor, seen, logged, ask };
}

function createTestSchema(seen: Seen) {
  const noting = <T>(answer: (context: GraphContext) => T) => {
    return (_: unknown, __: unknown, context: GraphContext) => {
      seen.executions += 1;
      seen.contexts.push(context);
      return answer(context);
    };
  };
  const item = { id: '1', name: 'one', item: () => item, items: () => [item] };
  return makeExecutableSchema({
    typeDefs,
    resolvers: {
      Query: {
        hello: noting(() => 'world'),
        whoami: noting(({ tenant, principal }) => `${tenant.id} ${[...principal.roles].sort()}`),
        boom: noting(() => {
          throw new Error('the password is hunter2');
        }),
        leaky: noting(() => {
          throw Object.assign(new Error('vendor said: https://internal.example/?key=hunter2'), {
            extensions: { stack: 1 },
          });
        }),
        down: noting(() => {
          throw new AppError('VENDOR_UNAVAILABLE', 'equiwatt cannot be reached.', {
            vendor: 'EQUIWATT',
            retryAfterMs: 1500,
          });
        }),
        vendor: noting(async ({ loaders }) => {
          await loaders.webhooks.get('EQUIWATT')?.();
          return 'answered';
        }),
        deaf: noting(() => new Promise(() => {})),
        list: noting(() => [item]),
        item: noting(() => item),
        pick: (_: unknown, { by }: { by: { a?: string } }) => by.a ?? null,
      },
      Mutation: { write: noting(() => 'written') },
      Subscription: {
        ticks: { subscribe: (_: unknown, { count }: { count: number }) => ticks(count, seen) },
        silence: { subscribe: () => silence(seen) },
        afterVendor: {
          subscribe: async (_: unknown, __: unknown, { loaders }: GraphContext) => {
            await loaders.webhooks.get('EQUIWATT')?.();
            return silence(seen);
          },
        },
        afterDeaf: {
          subscribe: async () => {
            await seen.late.promise;
            return silence(seen);
          },
        },
        failing: {
          subscribe: () => {
            throw new AppError('BAD_USER_INPUT', 'after is not a cursor of this tenant.', { argument: 'after' });
          },
        },
      },
      Tick: {
        contextId: noting((context) => {
          const index = seen.contexts.indexOf(context);
          return index;
        }),
      },
    },
  });
}

async function* ticks(count: number, seen: Seen) {
  try {
    for (let n = 1; n <= count; n += 1) yield { ticks: { n } };
  } finally {
    seen.returned += 1;
  }
}

/** Never says anything; ends when told to. */
function silence(seen: Seen): AsyncIterableIterator<never> {
  let end: (result: IteratorResult<never>) => void = () => {};
  return {
    next: () =>
      new Promise((resolve) => {
        end = resolve;
      }),
    return: async () => {
      seen.returned += 1;
      end({ done: true, value: undefined });
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
