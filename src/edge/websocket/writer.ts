/**
 * Writes to a socket for as long as it is open. Answers go past ws, straight onto the stream beneath it: ws writes whole
 * frames too, and each at once, for nothing is compressed.
 */

import type { Duplex } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import { toWrappedBytes, type Wrapping } from '../operation/answer-text.ts';
import type { Outlet, Sender } from '../operation/outlet.ts';
import { toTextFrame } from './frame.ts';

/** Our own close code: the client takes its events too slowly. The reason is the cursor to resume after. */
const slowSubscriberCode = 4900;

/** Bytes that may wait for a client to read them; beyond, it is cut: it would not notice a close either. */
const maxBufferedBytes = 4 * 1024 * 1024;

/** Ends the message that an answer is the last part of. */
const payload: Wrapping = { before: '', after: '}' };

export class SocketWriter {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #behind = new Set<Sender>();
  /** Whether the stream has said that something waits in it; to ask how much takes its time. */
  #isFull = false;

  /** @param stream the one that the socket is carried by */
  constructor(socket: WebSocket, stream: Duplex) {
    this.#socket = socket;
    this.#stream = stream;
    stream.on('drain', () => {
      this.#isFull = false;
      const waiting = [...this.#behind];
      this.#behind.clear();
      for (const sender of waiting) sender.onTaken();
    });
  }

  /** A message of the protocol. */
  write(message: string): void {
    if (!this.#canWrite()) return;
    this.#socket.send(message);
    this.#isFull = this.#stream.writableNeedDrain;
  }

  /** An answer, behind its operation's own part of the message. False when the client is behind. */
  writeAnswer(own: Buffer, answer: ExecutionResult): boolean {
    if (!this.#canWrite()) return true;
    this.#isFull = !this.#stream.write(toTextFrame(own, toWrappedBytes(answer, payload)));
    return !this.#isFull;
  }

  onceTaken(sender: Sender): void {
    this.#behind.add(sender);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  #canWrite(): boolean {
    if (this.#socket.readyState !== this.#socket.OPEN) return false;
    if (!this.#isFull || this.#stream.writableLength <= maxBufferedBytes) return true;
    this.#socket.terminate();
    return false;
  }
}

/** Of one operation of a socket. */
export class SocketOutlet implements Outlet {
  readonly left: AbortSignal;
  readonly #writer: SocketWriter;
  readonly #own: Buffer;

  constructor(writer: SocketWriter, id: string, left: AbortSignal) {
    this.left = left;
    this.#writer = writer;
    this.#own = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  }

  send(answer: ExecutionResult): boolean {
    return this.#writer.writeAnswer(this.#own, answer);
  }

  onceTaken(sender: Sender): void {
    this.#writer.onceTaken(sender);
  }

  closeSlow(resumeCursor: string): void {
    this.#writer.close(slowSubscriberCode, resumeCursor);
  }
}
