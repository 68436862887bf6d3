export interface FlowReader {
  /** There may be something to take. */
  onReady(): void;
  /** Nothing more will come, and what was not taken is gone. @param error why, where it is no ordinary end */
  onEnd(error?: unknown): void;
}

/**
 * A stream that can be read without a promise an item: its reader takes what is at hand, and is told when there is more.
 * It is an async iterator as well, for whoever reads it one at a time. To be read in one of the two ways.
 */
export abstract class Flow<T> implements AsyncIterableIterator<T> {
  #iteration: Iteration<T> | undefined;

  /** Begins; called once. The reader is called at any time from then on, also within. */
  abstract open(reader: FlowReader): void;
  /** The next item. undefined when none is at hand: then the reader will be told. */
  abstract take(): T | undefined;
  /** Ends it, as its reader wants no more; the reader is told nothing any more. */
  abstract close(): void;

  next(): Promise<IteratorResult<T>> {
    return this.#iterated.next();
  }

  async return(): Promise<IteratorResult<T>> {
    this.#iterated.leave();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<T>> {
    this.#iterated.leave();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  get #iterated(): Iteration<T> {
    this.#iteration ??= new Iteration(this);
    return this.#iteration;
  }
}

/** Any stream as a flow; its next item is asked for when the last one was taken and another is wanted. */
export function toFlow<T>(source: AsyncIterable<T>): Flow<T> {
  return source instanceof Flow ? source : new IteratorFlow(source[Symbol.asyncIterator]());
}

/** The items as `map` makes them; those of which it makes undefined are left out. `first` come before them. */
export function mapFlow<T, R>(
  source: AsyncIterable<T>,
  map: (item: T) => R | undefined,
  first: readonly R[] = [],
): Flow<R> {
  return new MappedFlow(toFlow(source), map, [...first]);
}

class Iteration<T> implements FlowReader {
  readonly #flow: Flow<T>;
  #state: 'new' | 'open' | 'over' = 'new';
  #failure: { readonly error: unknown } | undefined;
  #wake = () => {};

  constructor(flow: Flow<T>) {
    this.#flow = flow;
  }

  onReady(): void {
    this.#wake();
  }

  onEnd(error?: unknown): void {
    this.#state = 'over';
    if (error !== undefined) this.#failure = { error };
    this.#wake();
  }

  async next(): Promise<IteratorResult<T>> {
    for (;;) {
      if (this.#state === 'new') {
        this.#state = 'open';
        this.#flow.open(this);
      }
      const item = this.#isOver() ? undefined : this.#flow.take();
      if (item !== undefined) return { done: false, value: item };
      const failure = this.#failure;
      this.#failure = undefined;
      if (failure) throw failure.error;
      if (this.#isOver()) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  leave(): void {
    if (!this.#isOver()) this.#flow.close();
    this.#state = 'over';
    this.#failure = undefined;
    this.#wake();
  }

  #isOver(): boolean {
    return this.#state === 'over';
  }
}

class IteratorFlow<T> extends Flow<T> {
  readonly #iterator: AsyncIterator<T>;
  #reader: FlowReader | undefined;
  #item: T | undefined;
  #state: 'idle' | 'asking' | 'over' = 'idle';

  constructor(iterator: AsyncIterator<T>) {
    super();
    this.#iterator = iterator;
  }

  open(reader: FlowReader): void {
    this.#reader = reader;
  }

  take(): T | undefined {
    const item = this.#item;
    this.#item = undefined;
    if (item === undefined && this.#state === 'idle') this.#ask();
    return item;
  }

  close(): void {
    this.#state = 'over';
    this.#item = undefined;
    // A generator ends when what it waits for has come; nobody waits for it.
    this.#iterator.return?.().catch(() => {});
  }

  #ask(): void {
    this.#state = 'asking';
    this.#iterator.next().then(
      (step) => {
        if (this.#state === 'over') return;
        if (step.done) return this.#end();
        this.#state = 'idle';
        this.#item = step.value;
        this.#reader?.onReady();
      },
      (error: unknown) => this.#end(error),
    );
  }

  #end(error?: unknown): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#reader?.onEnd(error);
  }
}

class MappedFlow<T, R> extends Flow<R> {
  readonly #source: Flow<T>;
  readonly #map: (item: T) => R | undefined;
  readonly #first: R[];

  constructor(source: Flow<T>, map: (item: T) => R | undefined, first: R[]) {
    super();
    this.#source = source;
    this.#map = map;
    this.#first = first;
  }

  open(reader: FlowReader): void {
    this.#source.open(reader);
  }

  take(): R | undefined {
    if (this.#first.length > 0) return this.#first.shift();
    for (;;) {
      const item = this.#source.take();
      if (item === undefined) return undefined;
      const value = this.#map(item);
      if (value !== undefined) return value;
    }
  }

  close(): void {
    this.#source.close();
  }
}
