/** The public address before gateways that have none of their own yet: passes each request on to one of them, in turn. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FrontDoor {
  readonly url: string;
  /** URLs of the gateways. */
  readonly behind: string[];
  stop(): Promise<void>;
}

export async function openFrontDoor(): Promise<FrontDoor> {
  const behind: string[] = [];
  let turn = 0;

  const passOn = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    turn += 1;
    const target = behind[turn % behind.length];
    if (!target) return void outgoing.writeHead(502).end();
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) {
      if (name !== 'host' && name !== 'connection' && name !== 'content-length') headers.set(name, String(value));
    }
    const answer = await fetch(`${target}${incoming.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) });
    outgoing.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  };

  const server = createServer((incoming, outgoing) => {
    passOn(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behind,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
