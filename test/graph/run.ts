/** Runs operations against the schema, with real loaders over the vendors of a `World`. */

import { createSourceEventStream, type DocumentNode, Kind, parse, validate } from 'graphql';
import { type Role, roles } from '../../src/auth/principal.ts';
import { createIdCodec } from '../../src/domain/ids.ts';
import type { EntityType, Ref } from '../../src/domain/ref.ts';
import { AppError } from '../../src/errors.ts';
import type { EventFeed } from '../../src/events/feed.ts';
import type { WebhookDesk } from '../../src/events/webhooks/desk.ts';
import type { GraphContext } from '../../src/graph/context.ts';
import { createCompiledExecutor, createPlainExecutor } from '../../src/graph/execution/executor.ts';
import { seriesWriters } from '../../src/graph/execution/series-writers.ts';
import { toText } from '../../src/graph/execution/text.ts';
import { withPartialErrors } from '../../src/graph/partial-errors.ts';
import { createSchema } from '../../src/graph/schema.ts';
import type { JobDesk } from '../../src/jobs/jobs.ts';
import { createLoaders } from '../../src/loaders/index.ts';
import { createPowerPolls } from '../../src/loaders/power-polls.ts';
import { createSchedule } from '../../src/loaders/turns.ts';
import type { HomeLinkStore } from '../../src/store/home-links.ts';
import type { Idempotency } from '../../src/store/idempotency.ts';
import type { Locks } from '../../src/store/locks.ts';
import type { SnapshotStore } from '../../src/store/snapshots.ts';
import type { VendorFactStore } from '../../src/store/vendor-facts.ts';
import { createCallTrace } from '../../src/upstream/call.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { start, type World } from './world.ts';

export const schema = createSchema();
/** All that the graph promises is run over both: the vitest project `plain` sets the variable. */
const execute =
  process.env.WATTGRAPH_TEST_EXECUTION === 'plain'
    ? createPlainExecutor(schema)
    : createCompiledExecutor(schema, seriesWriters);
export const ids = createIdCodec(Buffer.from('a secret of at least sixteen bytes'));

export interface Options {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly roles?: readonly Role[];
  readonly events?: EventFeed;
  readonly idempotency?: Idempotency;
  readonly webhooks?: WebhookDesk;
  readonly jobs?: JobDesk;
}

export interface Failure {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly vendor: string | undefined;
  readonly argument: string | undefined;
}

export interface Answer {
  readonly data: unknown;
  readonly errors: readonly Failure[];
}

/** One operation: its own loaders, gone with it. */
export async function run(world: World, query: string, options: Options = {}): Promise<Answer> {
  return answer(toDocument(query), createContext(world, options), options);
}

/** One event after the other, each answered with fresh loaders, as the edge does it. */
export async function* listen(world: World, query: string, options: Options = {}): AsyncGenerator<Answer> {
  const document = toDocument(query);
  const stream = await createSourceEventStream({
    schema,
    document,
    variableValues: options.variables ?? {},
    contextValue: createContext(world, options),
  });
  if (!(Symbol.asyncIterator in stream)) {
    yield { data: null, errors: (stream.errors ?? []).map(toFailure) };
    return;
  }
  for await (const event of stream) yield answer(document, createContext(world, options), options, event);
}

/** The global id that the graph gives a ref. */
export function idOf(world: World, type: EntityType, vendor: Ref['vendor'], kind: Ref['kind'], id: string): string {
  return ids.encodeId(world.tenant.id, type, { vendor, kind, id });
}

function toDocument(query: string): DocumentNode {
  const document = parse(query);
  const invalid = validate(schema, document);
  if (invalid.length > 0) throw new Error(invalid.map(({ message }) => message).join('\n'));
  return document;
}

async function answer(document: DocumentNode, contextValue: GraphContext, options: Options, rootValue?: unknown) {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('a document without an operation');
  const variables = options.variables ?? {};
  const { data, errors } = await execute({ document, operation, variables, contextValue, rootValue });
  // Plain objects, as they go over the wire.
  return {
    data: JSON.parse(toText(data ?? 'null')),
    errors: (withPartialErrors(errors, contextValue) ?? []).map(toFailure),
  };
}

/** What resolvers get, for tests that need no query. */
export function createContext(world: World, options: Options): GraphContext {
  const { tenant } = world;
  const clock = createFakeClock(start);
  const call = {
    signal: new AbortController().signal,
    deadlineMs: start + 10_000,
    priority: 'interactive',
    trace: createCallTrace(),
  } as const;
  return {
    tenant,
    call,
    principal: { tenantId: tenant.id, name: 'test', roles: new Set(options.roles ?? roles), expiresAtMs: null },
    loaders: createLoaders({ tenant, call, schedule: createSchedule() }),
    ids,
    events: options.events ?? silentFeed,
    powerPolls: createPowerPolls({ clock }),
    jobs: options.jobs ?? idleJobs,
    renewLoaders: () => {},
    ...{ homeLinks: noHomeLinks, vendorFacts: noVendorFacts },
    snapshots: noSnapshots,
    webhooks: options.webhooks ?? noWebhooks,
    idempotency: options.idempotency ?? noIdempotency,
    locks: noLocks,
    clock,
    partialErrors: [],
  };
}

const noJobs = () => {
  throw new Error('no jobs in this test');
};
const idleJobs: JobDesk = {
  ...{ enqueue: noJobs, cancel: noJobs, resume: noJobs, watch: noJobs },
  find: async () => undefined,
  list: async () => ({ jobs: [], hasMore: false }),
};

const noHomeLinks: HomeLinkStore = {
  linksOf: () => [],
  link: async () => undefined,
  unlink: async () => false,
  unlinkMembers: async () => false,
  refresh: async () => {},
  follow: async () => {},
};
const noVendorFacts: VendorFactStore = { read: async () => null, add: async () => {}, forget: async () => {} };

const noSnapshots: SnapshotStore = {
  members: async () => [],
  announce: async () => {},
  confirm: async () => {},
  withdraw: async () => {},
};

const refuseWebhooks = async () => Promise.reject(new Error('no webhooks in this test'));
const noWebhooks: WebhookDesk = {
  ...{ register: refuseWebhooks, unregister: refuseWebhooks, test: refuseWebhooks, replay: refuseWebhooks },
  toKnown: ({ vendor }, registration) => ({ ...registration, vendor, isOurs: false }),
  unlisted: async () => [],
  deliveries: async () => new Map(),
  deadLetters: async () => [],
};

const noIdempotency: Idempotency = {
  claim: async () => ({ status: 'claimed', settle: async () => {}, release: async () => {} }),
  sweep: async () => 0,
};

const noLocks: Locks = { alone: (_lock, _signal, work) => work() };

const silentFeed: EventFeed = {
  appliedUpTo: () => undefined,
  read: async () => ({ events: [], hasMore: false }),
  subscribe: () => {
    throw new Error('no feed in this test');
  },
};

function toFailure(error: {
  readonly path?: readonly (string | number)[] | undefined;
  readonly message: string;
  readonly originalError?: Error | undefined;
}): Failure {
  const app = error.originalError instanceof AppError ? error.originalError : undefined;
  return {
    path: (error.path ?? []).join('.'),
    message: error.message,
    code: app?.code ?? 'none',
    vendor: app?.details.vendor,
    argument: app?.details.argument,
  };
}
