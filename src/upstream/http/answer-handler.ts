/** Reads an answer whole as its bytes come, without a stream in between. */

import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { AppError } from '../../errors.ts';

export interface WholeAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

export interface AnswerRules {
  /** Longest answer read; a longer one is VENDOR_CONTRACT, before the first byte where its declared length says so. */
  readonly maxBytes: number;
  readonly vendor: string;
  /** Ends the exchange, with its reason; also while it waits for a socket. */
  readonly signal: AbortSignal;
}

/** One exchange on its way: give it to `dispatch`, and wait for `answer`, which rejects with what the transport throws. */
export class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly answer: Promise<WholeAnswer>;
  readonly #rules: AnswerRules;
  readonly #resolve: (answer: WholeAnswer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #onAbort = () => this.#end(this.#rules.signal.reason);
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #headers: WholeAnswer['headers'] = {};
  #controller: Dispatcher.DispatchController | undefined;
  /** Why it was ended from here. */
  #ended: { readonly reason: Error } | undefined;

  constructor(rules: AnswerRules) {
    const { promise, resolve, reject } = Promise.withResolvers<WholeAnswer>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#rules = rules;
    if (rules.signal.aborted) this.#onAbort();
    else rules.signal.addEventListener('abort', this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(this.#ended.reason);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 1xx only says that the answer is still to come.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    const declared = Number(headers['content-length'] ?? 0);
    const { maxBytes } = this.#rules;
    if (declared > maxBytes) this.#endTooLong(`an answer of ${declared} bytes; at most ${maxBytes} are read`);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    const { maxBytes } = this.#rules;
    if (this.#size > maxBytes) this.#endTooLong(`an answer of more than ${maxBytes} bytes`);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#settled();
    const [only, ...more] = this.#chunks;
    const bytes = only && more.length === 0 ? only : Buffer.concat(this.#chunks, this.#size);
    this.#resolve({ status: this.#status, headers: this.#headers, bytes });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#settled();
    this.#reject(error);
  }

  #endTooLong(what: string): void {
    this.#end(new AppError('VENDOR_CONTRACT', `${this.#rules.vendor} sent ${what}.`));
  }

  #end(thrown: unknown): void {
    const reason = thrown instanceof Error ? thrown : new Error('aborted', { cause: thrown });
    this.#ended = { reason };
    this.#settled();
    this.#reject(thrown);
    this.#controller?.abort(reason);
  }

  #settled(): void {
    this.#rules.signal.removeEventListener('abort', this.#onAbort);
  }
}
