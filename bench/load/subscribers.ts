/**
 * Many subscribers as one process: `node subscribers.ts WEBSOCKET_URL COUNT SUBSCRIBE_JSON`. Bare sockets that count
 * frames and read none, so that counting costs little beside sending. `GET /` tells what has come since the last time.
 */

import { createServer } from 'node:http';
import { connect } from 'node:net';
import { announce } from '../process/announce.ts';
import { clientFrame, createFrameReader, opcodes } from './frames.ts';

const [target = '', count = '1', subscribe = ''] = process.argv.slice(2);
const url = new URL(target);
/** Anything shorter is talk of the protocol. */
const leastDelivery = 64;
const state = { acknowledged: 0, deliveries: 0, lastAtMs: 0, closed: 0, last: '' };

// One buffer for all: a chunk is dealt with before the next one is read.
const buffer = Buffer.alloc(256 * 1024);

function open(index: number): void {
  let upgraded = false;
  const read = createFrameReader((opcode, length, payload) => {
    if (opcode === opcodes.ping) socket.write(clientFrame(opcodes.pong, ''));
    else if (opcode === opcodes.close) state.closed += 1;
    else if (length >= leastDelivery) {
      state.deliveries += 1;
      state.lastAtMs = Date.now();
      if (index === 0 && payload) state.last = payload.toString();
    } else if (payload?.includes('connection_ack')) {
      state.acknowledged += 1;
      socket.write(clientFrame(opcodes.text, subscribe));
    }
  });
  const onData = (chunk: Buffer) => {
    if (upgraded) return read(chunk);
    const end = chunk.indexOf('\r\n\r\n');
    if (end < 0 || !chunk.toString('latin1', 0, 12).includes('101')) throw new Error('no WebSocket');
    upgraded = true;
    if (end + 4 < chunk.length) read(chunk.subarray(end + 4));
  };
  const socket = connect({
    ...{ host: url.hostname, port: Number(url.port), noDelay: true },
    onread: {
      buffer,
      callback: (size, chunk) => {
        onData(Buffer.from(chunk.buffer, chunk.byteOffset, size));
        return true;
      },
    },
  });
  socket.on('error', () => {
    state.closed += 1;
  });
  const headers = [
    `GET ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-protocol: graphql-transport-ws',
  ];
  socket.write(`${headers.join('\r\n')}\r\n\r\n`);
  const key = { 'x-api-key': url.username };
  socket.write(clientFrame(opcodes.text, JSON.stringify({ type: 'connection_init', payload: key })));
}

for (let i = 0; i < Number(count); i += 1) open(i);

announce(
  createServer((_, response) => {
    response.end(JSON.stringify(state));
    state.deliveries = 0;
  }),
);
