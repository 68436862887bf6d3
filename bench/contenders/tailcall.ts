/** Tailcall: one program of its own, configured by a schema. The newest npm package of it that starts on glibc 2.36. */

import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Setting } from '../process/setting.ts';
import type { Command } from '../process/spawn-server.ts';

const program = new URL('../node_modules/@tailcallhq/core-linux-x64-gnu/bin/tailcall', import.meta.url);
const template = new URL('../peers/tailcall.graphql', import.meta.url);

export async function toTailcall({ backendUrl }: Setting, folder: string): Promise<Command> {
  const port = await freePort();
  const path = join(folder, 'tailcall.graphql');
  const config = readFileSync(template, 'utf8').replaceAll('VENDOR', backendUrl).replaceAll('PORT', String(port));
  writeFileSync(path, config);
  return {
    file: fileURLToPath(program),
    args: ['start', path],
    // It says where it listens, in words of its own; and it is to tell nobody else.
    url: `http://127.0.0.1:${port}`,
    env: { TAILCALL_LOG_LEVEL: 'error', TAILCALL_TRACKER: 'false' },
  };
}

/** It can't be told to choose one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
