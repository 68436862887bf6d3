/** Events to many subscribers, each asking for fields of the entity that the event is about. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { flexEventId, toFlexEvent } from '../backend/flex-events.ts';
import { nodeCommand } from '../contenders/contender.ts';
import { apiKey, toWattgraphOfEvents } from '../contenders/wattgraph.ts';
import { type DeliveryType, postDelivery, toDelivery } from '../measure/deliveries.ts';
import { measureUse } from '../measure/measure-load.ts';
import type { Backend } from '../process/backend.ts';
import { type Command, cores, type ServerProcess, spawnServer } from '../process/spawn-server.ts';
import { firstDifference } from '../queries/first-difference.ts';
import { usualShape } from './query-row.ts';
import { type Entry, inOrder, type Row, type RunContext, type Sample, toReason } from './row.ts';

interface FanOut {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly type: DeliveryType;
  /** Events of a round. */
  readonly events: number;
  /** Fewer for what loads its entity for each subscriber, which takes that much longer. */
  readonly eventsOfPeer: number;
}

const subscribers = 1_000;

export const fanOutRows: readonly Row[] = [
  toRow({
    ...{ id: 'fan-out', title: `Fan-out: 200 events to ${subscribers} subscribers`, events: 200, eventsOfPeer: 20 },
    type: 'EVENT.BASELINES_READY',
    note: 'The events leave the entity as it was: what wattgraph has read of it holds. graphql-ws has 20 events.',
  }),
  toRow({
    ...{ id: 'fan-out-changed', title: `Fan-out: 50 events that change their entity, to ${subscribers} subscribers` },
    ...{ type: 'EVENT.STARTED', events: 50, eventsOfPeer: 20 },
    note: 'After each event its entity is read anew, once; the vendor allows 25 reads a second, and wattgraph keeps to it.',
  }),
];

interface Runner {
  readonly name: string;
  readonly server: ServerProcess;
  readonly client: ServerProcess;
  readonly publishUrl: string;
  readonly events: number;
  readonly samples: Sample[];
  /** Of the next delivery. */
  next: number;
}

const document = 'subscription { events { ... on FlexEventNotice { flexEvent { name status startsAt } } } }';
const names = ['wattgraph', 'graphql-ws', 'raw-ws'];

function toRow(fanOut: FanOut): Row {
  const { id, title, note } = fanOut;
  return { id, title, note, unit: 'deliveries', run: (context) => runFanOut(fanOut, context) };
}

async function runFanOut(fanOut: FanOut, context: RunContext): Promise<Entry[]> {
  const backend = await context.backendOf(usualShape);
  const entries: Entry[] = [];
  // One after the other: thousands of open sockets of the others would be in the way.
  for (const name of names.filter(context.takesPart)) {
    entries.push(await runContender(name, fanOut, backend, context).catch((error) => toInvalid(name, error)));
  }
  return inOrder(names, entries);
}

async function runContender(name: string, fanOut: FanOut, backend: Backend, context: RunContext): Promise<Entry> {
  const runner = await startRunner(name, fanOut, backend, context);
  try {
    await warmUp(runner, fanOut);
    await backend.settle();
    for (let round = 0; round < context.rounds; round += 1) await runRound(runner, fanOut, backend);
    return { contender: name, samples: runner.samples };
  } finally {
    await runner.client.stop();
    await runner.server.stop();
  }
}

async function startRunner(name: string, fanOut: FanOut, backend: Backend, context: RunContext): Promise<Runner> {
  const folder = join(context.folder, `${fanOut.id}-${name}`);
  mkdirSync(folder, { recursive: true });
  const server = await spawnServer(toCommand(name, backend.url, folder), cores.server);
  try {
    const { host } = new URL(server.url);
    const subscribe = JSON.stringify({ id: '1', type: 'subscribe', payload: { query: document } });
    const file = fileURLToPath(new URL('../load/subscribers.ts', import.meta.url));
    const args = [file, `ws://${apiKey}@${host}/graphql`, String(subscribers), subscribe];
    const client = await spawnServer({ file: process.execPath, args }, cores.load);
    const publishUrl = `${server.url}/webhooks/equiwatt/bench-token`;
    const events = name === 'graphql-ws' ? fanOut.eventsOfPeer : fanOut.events;
    return { name, server, client, publishUrl, events, samples: [], next: 1 };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function toCommand(name: string, backendUrl: string, folder: string): Command {
  if (name === 'wattgraph') return toWattgraphOfEvents(backendUrl, { folder });
  const setting = { backendUrl, shape: usualShape, caching: 'uncached' } as const;
  return nodeCommand(name === 'raw-ws' ? '../floors/raw-ws.ts' : '../peers/graphql-ws.ts', setting);
}

/** Until every subscriber hears of events, and the right thing. */
async function warmUp(runner: Runner, fanOut: FanOut): Promise<void> {
  const untilMs = Date.now() + 30_000;
  for (;;) {
    const { acknowledged } = await fetchState(runner);
    if (acknowledged === subscribers) break;
    if (Date.now() > untilMs) throw new Error(`${acknowledged} of ${subscribers} subscribers were let in`);
    await setTimeout(50);
  }
  await setTimeout(500);
  for (let i = 0; i < 5; i += 1) {
    await publish(runner, fanOut);
    const { last, deliveries } = await waitFor(runner, subscribers);
    if (deliveries !== subscribers) throw new Error(`${deliveries} subscribers of ${subscribers} heard of an event`);
    const expected = { events: { flexEvent: toFlexEvent(flexEventId(aboutOf(runner.next - 1))) } };
    const fault = firstDifference({ id: '1', type: 'next', payload: { data: expected } }, JSON.parse(last));
    if (fault !== undefined) throw new Error(fault);
  }
}

async function runRound(runner: Runner, fanOut: FanOut, backend: Backend): Promise<void> {
  await backend.takeCalls();
  const wanted = runner.events * subscribers;
  const startedAtMs = Date.now();
  const { result, used } = await measureUse(runner.server.pid, async () => {
    for (let i = 0; i < runner.events; i += 1) await publish(runner, fanOut);
    return waitFor(runner, wanted);
  });
  if (result.deliveries !== wanted)
    throw new Error(`${result.deliveries} deliveries of ${wanted}, ${result.closed} sockets closed`);
  runner.samples.push({
    perSecond: (wanted * 1_000) / (result.lastAtMs - startedAtMs),
    cpuUs: (used.cpuSeconds * 1e6) / wanted,
    callsUnderLoad: (await backend.takeCallCount()) / wanted,
    ...used.shares,
  });
}

function publish(runner: Runner, fanOut: FanOut): Promise<void> {
  const i = runner.next;
  runner.next += 1;
  return postDelivery(runner.publishUrl, toDelivery(fanOut.type, i, aboutOf(i)));
}

/** Ten entities take turns. */
function aboutOf(i: number): number {
  return i % 10;
}

const stateSchema = z.object({
  acknowledged: z.number(),
  deliveries: z.number(),
  lastAtMs: z.number(),
  closed: z.number(),
  last: z.string(),
});

async function fetchState({ client }: Pick<Runner, 'client'>) {
  return stateSchema.parse(await (await fetch(client.url)).json());
}

/** Adds up what comes until it is as much as wanted, or nothing has come for some seconds. */
async function waitFor(runner: Runner, wanted: number) {
  let deliveries = 0;
  let quietSinceMs = Date.now();
  for (;;) {
    const state = await fetchState(runner);
    deliveries += state.deliveries;
    if (state.deliveries > 0) quietSinceMs = Date.now();
    if (deliveries >= wanted || Date.now() - quietSinceMs > 5_000) return { ...state, deliveries };
    await setTimeout(20);
  }
}

function toInvalid(contender: string, error: unknown): Entry {
  return { contender, invalid: toReason(error), samples: [] };
}
