/**
 * A stream that can be read without a promise an item: its reader takes what is at hand, and is told when there is more.
 * It is an async iterator as well, for whoever reads it one at a time. Read it in one of the two ways.
 */

export interface FlowReader {
  /** There may be something to take. */
  onReady(): void;
  /** Nothing more will come, and what was not taken is gone. @param error why, where it is no ordinary end */
  onEnd(error?: unknown): void;
}

export interface FlowParts<T> {
  /** Begins; called once. The reader is called at any time from then on, also within. */
  open(reader: FlowReader): void;
  /** The next item. undefined when none is at hand: then the reader will be told. */
  take(): T | undefined;
  /** Ends it, as its reader wants no more. The reader is told nothing any more. */
  close(): void;
}

export interface Flow<T> extends FlowParts<T>, AsyncIterableIterator<T> {}

export function createFlow<T>(parts: FlowParts<T>): Flow<T> {
  return { ...parts, ...iterate(parts) };
}

/** Any stream as a flow; its next item is asked for when the last one was taken and another is wanted. */
export function toFlow<T>(source: AsyncIterable<T>): Flow<T> {
  if (isFlow(source)) return source;
  const iterator = source[Symbol.asyncIterator]();
  let reader: FlowReader | undefined;
  let item: T | undefined;
  let state: 'idle' | 'asking' | 'over' = 'idle';

  const end = (error?: unknown) => {
    if (state === 'over') return;
    state = 'over';
    reader?.onEnd(error);
  };
  const ask = () => {
    state = 'asking';
    iterator.next().then((step) => {
      if (state === 'over') return;
      if (step.done) return end();
      state = 'idle';
      item = step.value;
      reader?.onReady();
    }, end);
  };

  return createFlow({
    open: (own) => {
      reader = own;
    },
    take: () => {
      const taken = item;
      item = undefined;
      if (taken === undefined && state === 'idle') ask();
      return taken;
    },
    close: () => {
      state = 'over';
      item = undefined;
      iterator.return?.().catch(() => {});
    },
  });
}

function isFlow<T>(source: AsyncIterable<T>): source is Flow<T> {
  return 'take' in source;
}

function iterate<T>(parts: FlowParts<T>): AsyncIterableIterator<T> {
  const end = { done: true, value: undefined } as const;
  let state: 'new' | 'open' | 'over' = 'new';
  let failure: { readonly error: unknown } | undefined;
  let wake = () => {};
  const reader: FlowReader = {
    onReady: () => wake(),
    onEnd: (error) => {
      state = 'over';
      if (error !== undefined) failure = { error };
      wake();
    },
  };

  const takeOne = (): IteratorResult<T> | undefined => {
    if (state === 'new') {
      state = 'open';
      parts.open(reader);
    }
    const item = state === 'over' ? undefined : parts.take();
    if (item !== undefined) return { done: false, value: item };
    if (!failure) return state === 'over' ? end : undefined;
    const { error } = failure;
    failure = undefined;
    throw error;
  };
  const close = () => {
    if (state !== 'over') parts.close();
    state = 'over';
    failure = undefined;
    wake();
  };

  return {
    async next() {
      for (;;) {
        const step = takeOne();
        if (step) return step;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async return() {
      close();
      return end;
    },
    async throw(error) {
      close();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
