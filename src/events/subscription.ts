/** One subscriber: first the past, page by page as it asks for it; then live, with a bounded buffer. */

import type { StoredEvent } from '../domain/events.ts';
import { createFlow, type Flow, type FlowReader } from '../domain/flow.ts';
import type { EventQuery, Gap } from './feed.ts';
import type { EventLog } from './log.ts';
import { type Listener, type TenantReader, type Told, toTold } from './tenant-reader.ts';

/** A live subscriber fell further behind than its buffer holds. Nothing is lost: it resumes after `lastSeq`. */
export class SlowSubscriberError extends Error {
  override readonly name = 'SlowSubscriberError';
  /** The place to resume after, for one who has dealt with all it took: `seq` of the last of that, or where it began. */
  readonly lastSeq: number;

  constructor(lastSeq: number) {
    super(`the subscriber takes events more slowly than they arrive; resume after ${lastSeq}`);
    this.lastSeq = lastSeq;
  }
}

export interface Subscription {
  readonly flow: Flow<StoredEvent | Gap>;
  /** Ends the flow; what was buffered is dropped. */
  end(): void;
}

interface SubscriptionDeps {
  readonly log: Pick<EventLog, 'read' | 'head'>;
  /** Does what must be done before anyone hears of the events, and gives them back. */
  readonly prepare: (events: readonly StoredEvent[]) => Promise<readonly StoredEvent[]>;
  readonly maxBufferedEvents: number;
  readonly maxBufferedBytes: number;
  /** Waits before the log, which could not be read, is read again; no longer than the signal. */
  readonly pause: (error: unknown, signal: AbortSignal) => Promise<void>;
  /** The tenant's live reader. */
  readonly reader: () => TenantReader;
  readonly onEnd: () => void;
}

/** Events of the past read at once. */
const pageSize = 100;

export function createSubscription(query: EventQuery, deps: SubscriptionDeps): Subscription {
  const { log, prepare, pause, reader, onEnd } = deps;
  const wanted = query.types && new Set(query.types);
  const buffer = createBuffer(deps);
  let consumer: FlowReader | undefined;
  let joined: TenantReader | undefined;
  let state: 'open' | 'over' = 'open';
  let reading = false;
  const over = new AbortController();

  // Asked for now: what is committed from this moment on belongs to the subscriber, however late it begins to read.
  const start = query.afterSeq === undefined ? log.head(query.tenantId) : Promise.resolve(query.afterSeq);
  start.catch(() => {});
  /** Everything up to here was buffered or is of no interest. */
  let position: number | undefined;
  let takenSeq = 0;

  const listener: Listener = {
    onEvents: (events) => {
      for (const told of events) {
        const { item } = told;
        if (position === undefined || item.seq <= position) continue;
        position = item.seq;
        if (wanted && !wanted.has(item.type)) continue;
        if (!buffer.push(told)) return end(new SlowSubscriberError(takenSeq));
      }
      if (!buffer.isEmpty()) consumer?.onReady();
    },
    onGap: (gap, afterSeq) => {
      const place = gap.oldestSeq - 1;
      // What has gone since the reader looked last, a subscriber who read by itself may have had. (A log that was put
      // back to an older state lies before the reader's place, and is told anew to all.)
      if (place > afterSeq && (position ?? 0) >= place) return;
      position = place;
      if (!buffer.push({ item: gap, bytes: 0 })) return end(new SlowSubscriberError(takenSeq));
      consumer?.onReady();
    },
  };

  const close = () => {
    if (state !== 'open') return;
    state = 'over';
    joined?.leave(listener);
    buffer.clear();
    over.abort();
    onEnd();
  };
  const end = (error?: unknown) => {
    if (state !== 'open') return;
    close();
    consumer?.onEnd(error);
  };

  const readPage = async () => {
    if (position === undefined) takenSeq = position = await start;
    const page = await log.read({ ...query, afterSeq: position, limit: pageSize });
    const events = await prepare(page.events);
    if (state !== 'open') return;
    if (page.gap) buffer.add({ item: page.gap, bytes: 0 });
    for (const event of events) buffer.add(toTold(event));
    position = page.upToSeq;
    if (page.hasMore) return;
    const live = reader();
    if (live.join(listener, position)) joined = live;
  };

  // Who has a place keeps it while the log is away; who was to begin with what is newest has none yet.
  const readLater = async (error: unknown) => {
    if (position === undefined) return end(error);
    await pause(error, over.signal);
  };

  /** Until there is something to take, or others will bring it. */
  const readPast = async () => {
    reading = true;
    while (state === 'open' && buffer.isEmpty() && !joined) await readPage().catch(readLater);
    reading = false;
    if (state === 'open' && !buffer.isEmpty()) consumer?.onReady();
  };

  const flow = createFlow<StoredEvent | Gap>({
    open: (own) => {
      consumer = own;
      if (state !== 'open') own.onEnd();
    },
    take: () => {
      if (state !== 'open') return undefined;
      const item = buffer.shift();
      if (item) takenSeq = 'gap' in item ? item.oldestSeq - 1 : item.seq;
      else if (!joined && !reading) void readPast();
      return item;
    },
    close,
  });
  return { flow, end: () => end() };
}

interface BufferLimits {
  readonly maxBufferedEvents: number;
  readonly maxBufferedBytes: number;
}

function createBuffer({ maxBufferedEvents, maxBufferedBytes }: BufferLimits) {
  let items: Told<StoredEvent | Gap>[] = [];
  let bytesHeld = 0;

  const add = (told: Told<StoredEvent | Gap>) => {
    items.push(told);
    bytesHeld += told.bytes;
  };

  return {
    isEmpty: () => items.length === 0,
    /** Without a limit: for a page that the consumer asked for. */
    add,
    /** False when it does not fit; an empty buffer takes anything. */
    push: (told: Told<StoredEvent | Gap>): boolean => {
      const isFull = items.length >= maxBufferedEvents || bytesHeld + told.bytes > maxBufferedBytes;
      if (items.length > 0 && isFull) return false;
      add(told);
      return true;
    },
    shift: (): StoredEvent | Gap | undefined => {
      if (items.length === 0) return undefined;
      const first = items.shift();
      bytesHeld -= first?.bytes ?? 0;
      return first?.item;
    },
    clear: () => {
      items = [];
      bytesHeld = 0;
    },
  };
}
