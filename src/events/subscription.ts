/** One subscriber: first the past, page by page as it asks for it; then live, with a bounded buffer. */

import type { StoredEvent } from '../domain/events.ts';
import type { EventQuery, Gap } from './feed.ts';
import type { EventLog } from './log.ts';
import type { Listener, TenantReader } from './tenant-reader.ts';

/** A live subscriber fell further behind than its buffer holds. Nothing is lost: it resumes after `lastSeq`. */
export class SlowSubscriberError extends Error {
  override readonly name = 'SlowSubscriberError';
  /** The place to resume after: `seq` of the last event after which its consumer asked for another, or where it began. */
  readonly lastSeq: number;

  constructor(lastSeq: number) {
    super(`the subscriber takes events more slowly than they arrive; resume after ${lastSeq}`);
    this.lastSeq = lastSeq;
  }
}

export interface Subscription {
  readonly iterator: AsyncIterableIterator<StoredEvent | Gap>;
  /** Ends the iterator; what was buffered is dropped. */
  end(): void;
}

interface SubscriptionDeps {
  readonly log: Pick<EventLog, 'read' | 'head'>;
  /** Does what must be done before anyone hears of the events, and gives them back. */
  readonly prepare: (events: readonly StoredEvent[]) => Promise<readonly StoredEvent[]>;
  /** Told when the subscriber is given up, with the place to resume after. */
  readonly onSlow: ((resumeAfterSeq: number) => void) | undefined;
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
  const { log, prepare, pause, reader, onSlow, onEnd } = deps;
  const wanted = query.types && new Set(query.types);
  const buffer = createBuffer(deps);
  let joined: TenantReader | undefined;
  let state: 'open' | 'slow' | 'ended' = 'open';
  const over = new AbortController();

  // Asked for now: what is committed from this moment on belongs to the subscriber, however late it begins to read.
  const start = query.afterSeq === undefined ? log.head(query.tenantId) : Promise.resolve(query.afterSeq);
  start.catch(() => {});
  /** Everything up to here was buffered or is of no interest. */
  let position: number | undefined;
  let deliveredSeq = 0;

  const listener: Listener = {
    onEvent: (event, bytes) => {
      if (position === undefined || event.seq <= position) return;
      position = event.seq;
      if (wanted && !wanted.has(event.type)) return;
      if (!buffer.push(event, bytes)) close('slow');
    },
    onGap: (gap, afterSeq) => {
      const place = gap.oldestSeq - 1;
      // What has gone since the reader looked last, a subscriber who read by itself may have had. (A log that was put
      // back to an older state lies before the reader's place, and is told anew to all.)
      if (place > afterSeq && (position ?? 0) >= place) return;
      position = place;
      if (!buffer.push(gap, 0)) close('slow');
    },
  };

  const close = (why: 'slow' | 'ended') => {
    if (state !== 'open') return;
    state = why;
    joined?.leave(listener);
    buffer.close();
    over.abort();
    onEnd();
    if (why === 'slow') onSlow?.(deliveredSeq);
  };

  const readPast = async () => {
    if (position === undefined) deliveredSeq = position = await start;
    const page = await log.read({ ...query, afterSeq: position, limit: pageSize });
    const events = await prepare(page.events);
    if (state !== 'open') return;
    if (page.gap) buffer.add(page.gap, 0);
    for (const event of events) buffer.add(event, JSON.stringify(event).length);
    position = page.upToSeq;
    if (page.hasMore) return;
    const live = reader();
    if (live.join(listener, position)) joined = live;
  };

  // Who has a place keeps it while the log is away; who was to begin with what is newest has none yet.
  const readLater = async (error: unknown) => {
    if (position === undefined) throw error;
    await pause(error, over.signal);
  };

  async function* items() {
    try {
      for (;;) {
        if (state === 'slow') throw new SlowSubscriberError(deliveredSeq);
        if (state === 'ended') return;
        const item = buffer.shift();
        if (item) {
          yield item;
          deliveredSeq = 'gap' in item ? item.oldestSeq - 1 : item.seq;
        } else if (joined) await buffer.filled();
        else await readPast().catch(readLater);
      }
    } finally {
      close('ended');
    }
  }

  const iterator = items();
  return {
    end: () => close('ended'),
    iterator: {
      next: () => iterator.next(),
      // The generator itself would first wait for the event it is waiting for.
      return: async () => {
        close('ended');
        return { done: true, value: undefined };
      },
      throw: async (error) => {
        close('ended');
        throw error;
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
  };
}

interface BufferLimits {
  readonly maxBufferedEvents: number;
  readonly maxBufferedBytes: number;
}

function createBuffer({ maxBufferedEvents, maxBufferedBytes }: BufferLimits) {
  let items: { readonly item: StoredEvent | Gap; readonly bytes: number }[] = [];
  let bytesHeld = 0;
  let wakeUp = () => {};

  const add = (item: StoredEvent | Gap, bytes: number) => {
    items.push({ item, bytes });
    bytesHeld += bytes;
    wakeUp();
  };

  return {
    /** Without a limit: for a page that the consumer asked for. */
    add,
    /** False when it does not fit; an empty buffer takes anything. */
    push: (item: StoredEvent | Gap, bytes: number): boolean => {
      if (items.length > 0 && (items.length >= maxBufferedEvents || bytesHeld + bytes > maxBufferedBytes)) return false;
      add(item, bytes);
      return true;
    },
    shift: (): StoredEvent | Gap | undefined => {
      const first = items.shift();
      bytesHeld -= first?.bytes ?? 0;
      return first?.item;
    },
    /** Resolves when there is something to take, or at the end. */
    filled: () =>
      new Promise<void>((resolve) => {
        wakeUp = resolve;
      }),
    close: () => {
      items = [];
      bytesHeld = 0;
      wakeUp();
    },
  };
}
