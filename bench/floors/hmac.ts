/** The floor under webhook intake: node:http that verifies the signature and answers; nothing is parsed or stored. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { equiwatt } from '../backend/flex-events.ts';
import { announce } from '../process/announce.ts';

const prefix = 'equsha256=';

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const sent = Buffer.from(String(request.headers['equiwatt-webhook-signature']).slice(prefix.length), 'hex');
    const digest = createHmac('sha256', equiwatt.webhook.secret).update(Buffer.concat(parts)).digest();
    const signed = sent.length === digest.length && timingSafeEqual(sent, digest);
    response.writeHead(signed ? 202 : 401).end();
  });
});
announce(server);
