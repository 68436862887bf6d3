/** The floor under everything: node:http that answers the same bytes without looking at what is asked. */

import { createServer } from 'node:http';
import { createWorld } from '../backend/world.ts';
import { announce } from '../process/announce.ts';
import { readSetting } from '../process/setting.ts';
import { type QueryName, toExpected } from '../queries/queries.ts';

const { shape } = readSetting(process.env);
const world = createWorld(shape);
const bytesOf = (name: QueryName) => Buffer.from(JSON.stringify(toExpected(name, shape, 0, world)));
const bodies = new Map((['big', 'columns', 'tiny'] as const).map((name) => [`/${name}`, bytesOf(name)]));

const server = createServer((request, response) => {
  const body = bodies.get(request.url ?? '');
  if (!body) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
  response.end(body);
});
announce(server);
