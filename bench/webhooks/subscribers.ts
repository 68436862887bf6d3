import { once } from 'node:events';
import { WebSocket } from 'ws';
import { apiKey } from './gateway.ts';

export interface Subscribers {
  /** When each heard of an event: its vendor time, and performance.now(). */
  readonly heard: { readonly at: string; readonly atMs: number }[];
  close(): void;
}

/** Sockets that are subscribed when this resolves. */
export async function openSubscribers(url: string, count: number, query: string): Promise<Subscribers> {
  const heard: { at: string; atMs: number }[] = [];
  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { 'x-api-key': apiKey } }));
    await once(socket, 'message');
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === 'next') heard.push({ at: payload.data?.events?.occurredAt, atMs: performance.now() });
    });
    // Answered after the subscription before it has begun.
    const begun = new Promise<void>((resolve) => {
      socket.on('message', (data) => String(data).includes('"pong"') && resolve());
    });
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    socket.send(JSON.stringify({ type: 'ping' }));
    await begun;
    return socket;
  };
  const sockets: WebSocket[] = [];
  for (let n = 0; n < count; n += 50) {
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(50, count - n) }, open))));
  }
  return {
    heard,
    close: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}
