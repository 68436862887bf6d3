/** GraphiQL, built into `web/dist`, served from our own origin: the page at `/graphql`, its assets under `/graphiql/`. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { replyNotFound } from './error-reply.ts';

export interface GraphiqlOptions {
  /** Filled in as the credential. For the demo, whose key is public; never for a tenant. */
  readonly demoApiKey?: string | undefined;
  /** Folder of the build. Default `web/dist` of the repository. */
  readonly folder?: string | undefined;
}

export interface GraphiqlPage {
  serve(reply: FastifyReply): FastifyReply;
}

const defaultFolder = fileURLToPath(new URL('../../../web/dist', import.meta.url));

export function registerGraphiql(server: FastifyInstance, options: GraphiqlOptions): GraphiqlPage {
  const folder = options.folder ?? defaultFolder;
  const html = readPage(folder, options.demoApiKey);
  // Only what the build holds can be asked for: no path of a request ever reaches the disk.
  const assets = new Set(html === undefined ? [] : listFiles(folder));

  server.get('/graphiql/*', async (request, reply) => {
    const name = toName(request.params);
    const type = types.get(extname(name));
    if (!assets.has(name) || type === undefined) return replyNotFound(request, reply);
    const bytes = await readFile(join(folder, name));
    // Names carry a hash of what is in them.
    return reply
      .header('content-type', type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(bytes);
  });

  return {
    serve(reply) {
      reply.header('cache-control', 'no-cache').header('content-type', 'text/html; charset=utf-8');
      if (html === undefined) return reply.code(503).send('<!doctype html><p>GraphiQL is not built: npm run web');
      return reply.header('content-security-policy', contentSecurityPolicy).headers(pageHeaders).send(html);
    },
  };
}

// Scripts and workers from our own origin only. Monaco writes its styles into the page as it goes.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders = {
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
};

const types = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.ttf', 'font/ttf'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
  ['.png', 'image/png'],
  ['.map', 'application/json'],
]);

function readPage(folder: string, demoApiKey: string | undefined): string | undefined {
  const path = join(folder, 'index.html');
  if (!existsSync(path)) return undefined;
  const headers = demoApiKey === undefined ? {} : { 'x-api-key': demoApiKey };
  const config = JSON.stringify({ headers, demo: demoApiKey !== undefined }).replaceAll('<', '\\u003c');
  const script = `<script type="application/json" id="wattgraph-config">${config}</script>`;
  return readFileSync(path, 'utf8').replace('<!--wattgraph-config-->', () => script);
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(sep, '/'))
    .filter((name) => name !== 'index.html');
}

function toName(params: unknown): string {
  const name = typeof params === 'object' && params !== null && '*' in params ? params['*'] : undefined;
  return typeof name === 'string' ? name : '';
}
