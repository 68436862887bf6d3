/** One subscriber: first the past, page by page as it asks for it; then live, with a bounded buffer. */

import type { EventType, StoredEvent } from '../domain/events.ts';
import { Flow, type FlowReader } from '../domain/flow.ts';
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

/** Asks at once where the log ends: what is committed from then on is the subscriber's, however late it begins to read. */
export class Subscription extends Flow<StoredEvent | Gap> implements Listener {
  readonly #query: EventQuery;
  readonly #deps: SubscriptionDeps;
  readonly #wanted: ReadonlySet<EventType> | undefined;
  readonly #start: Promise<number>;
  readonly #over = new AbortController();
  #state: 'open' | 'reading' | 'live' | 'over' = 'open';
  #joined: TenantReader | undefined;
  #consumer: FlowReader | undefined;
  /** Everything up to here was buffered or is of no interest. */
  #position: number | undefined;
  #takenSeq = 0;
  #items: Told<StoredEvent | Gap>[] = [];
  #bytesHeld = 0;

  constructor(query: EventQuery, deps: SubscriptionDeps) {
    super();
    this.#query = query;
    this.#deps = deps;
    this.#wanted = query.types && new Set(query.types);
    this.#start = query.afterSeq === undefined ? deps.log.head(query.tenantId) : Promise.resolve(query.afterSeq);
    this.#start.catch(() => {});
  }

  open(consumer: FlowReader): void {
    this.#consumer = consumer;
    if (this.#state === 'over') consumer.onEnd();
  }

  take(): StoredEvent | Gap | undefined {
    if (this.#items.length === 0) {
      if (this.#state === 'open') void this.#readPast();
      return undefined;
    }
    const first = this.#items.shift();
    if (!first) return undefined;
    this.#bytesHeld -= first.bytes;
    this.#takenSeq = 'gap' in first.item ? first.item.oldestSeq - 1 : first.item.seq;
    return first.item;
  }

  close(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#joined?.leave(this);
    this.#items = [];
    this.#over.abort();
    this.#deps.onEnd();
  }

  /** What was buffered is dropped. */
  end(error?: unknown): void {
    if (this.#state === 'over') return;
    this.close();
    this.#consumer?.onEnd(error);
  }

  onEvents(events: readonly Told<StoredEvent>[]): void {
    for (const told of events) {
      const { seq, type } = told.item;
      if (this.#position === undefined || seq <= this.#position) continue;
      this.#position = seq;
      if (this.#wanted && !this.#wanted.has(type)) continue;
      if (!this.#buffer(told)) return;
    }
    if (this.#items.length > 0) this.#consumer?.onReady();
  }

  onGap(gap: Gap, afterSeq: number): void {
    const place = gap.oldestSeq - 1;
    // What has gone since the reader looked last, a subscriber who read by itself may have had. (A log that was put
    // back to an older state lies before the reader's place, and is told anew to all.)
    if (place > afterSeq && (this.#position ?? 0) >= place) return;
    this.#position = place;
    if (this.#buffer({ item: gap, bytes: 0 })) this.#consumer?.onReady();
  }

  /** False, and the end, when it does not fit; an empty buffer takes anything. */
  #buffer(told: Told<StoredEvent | Gap>): boolean {
    const { maxBufferedEvents, maxBufferedBytes } = this.#deps;
    const held = this.#items.length;
    if (held > 0 && (held >= maxBufferedEvents || this.#bytesHeld + told.bytes > maxBufferedBytes)) {
      this.end(new SlowSubscriberError(this.#takenSeq));
      return false;
    }
    this.#add(told);
    return true;
  }

  /** Without a limit: for a page that the consumer asked for. */
  #add(told: Told<StoredEvent | Gap>): void {
    this.#items.push(told);
    this.#bytesHeld += told.bytes;
  }

  /** Until there is something to take, or others will bring it. */
  async #readPast(): Promise<void> {
    this.#state = 'reading';
    while (this.#state === 'reading' && this.#items.length === 0) {
      await this.#readPage().catch((error: unknown) => this.#readLater(error));
    }
    if (this.#state === 'reading') this.#state = 'open';
    if (this.#items.length > 0) this.#consumer?.onReady();
  }

  async #readPage(): Promise<void> {
    const { log, prepare, reader } = this.#deps;
    if (this.#position === undefined) this.#takenSeq = this.#position = await this.#start;
    const page = await log.read({ ...this.#query, afterSeq: this.#position, limit: pageSize });
    const events = await prepare(page.events);
    if (this.#state === 'over') return;
    if (page.gap) this.#add({ item: page.gap, bytes: 0 });
    for (const event of events) this.#add(toTold(event));
    this.#position = page.upToSeq;
    if (page.hasMore) return;
    const live = reader();
    if (!live.join(this, page.upToSeq)) return;
    this.#joined = live;
    this.#state = 'live';
  }

  // Who has a place keeps it while the log is away; who was to begin with what is newest has none yet.
  async #readLater(error: unknown): Promise<void> {
    if (this.#position === undefined) return this.end(error);
    await this.#deps.pause(error, this.#over.signal);
  }
}
