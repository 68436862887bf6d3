/**
 * The stand-in vendor as a process: `node main.ts FACILITIES METERS_PER_FACILITY`. It counts its calls, which
 * `POST /-/reset?latencyMs=20` tells and sets to zero, and waits so long before each answer.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { announce } from '../process/announce.ts';
import { type Answer, createAnswers } from './answers.ts';
import { flexEventAnswer } from './flex-events.ts';
import { createWorld } from './world.ts';

/** The profile's key. */
const key = 'bench-key';
const [facilities = '50', metersPerFacility = '4'] = process.argv.slice(2);
const answers = createAnswers(
  createWorld({ facilities: Number(facilities), metersPerFacility: Number(metersPerFacility) }),
);
const noCalls = { facilities: 0, meters: 0, values: 0, flexEvents: 0, refused: 0 };
const calls = { ...noCalls };
let latencyMs = 0;

const server = createServer((request, response) => {
  const url = request.url ?? '';
  if (url.startsWith('/-/')) return control(url, response);
  const flexEvent = flexEventAnswer(url, request.headers);
  if (flexEvent) {
    calls.flexEvents += 1;
    return send(response, flexEvent);
  }
  if (request.headers.authorization !== key) return send(response, { status: 401, body: Buffer.alloc(0) });
  if (url.startsWith(paths.values) && request.method === 'GET') {
    calls.values += 1;
    return send(response, answers.values(url.slice(paths.values.length)));
  }
  if (url.startsWith(paths.metersByQuery) && request.method === 'GET') {
    calls.meters += 1;
    return send(response, answers.metersByQuery(url.slice(paths.metersByQuery.length)));
  }
  if (request.method !== 'POST' || !request.headers['content-type']?.startsWith('application/json')) {
    return send(response, { status: request.method === 'POST' ? 415 : 405, body: Buffer.alloc(0) });
  }
  withBody(request, (body) => {
    if (url === paths.facilities) {
      calls.facilities += 1;
      return send(response, answers.facilities(body));
    }
    if (url === paths.meters) {
      calls.meters += 1;
      return send(response, answers.meters(body));
    }
    send(response, { status: 404, body: Buffer.alloc(0) });
  });
});

const paths = {
  facilities: '/api/v2/Facilities/GetFacilities',
  meters: '/api/v2/Meters/GetMeters',
  metersByQuery: '/api/v2/Meters/GetMeters?',
  values: '/api/v2/Values/GetHourlyValues?',
};

function send(response: ServerResponse, { status, body }: Answer): void {
  if (status !== 200) calls.refused += 1;
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length };
  const answer = () => {
    response.writeHead(status, headers);
    response.end(body);
  };
  if (latencyMs > 0) setTimeout(answer, latencyMs);
  else answer();
}

function control(url: string, response: ServerResponse): void {
  const before = JSON.stringify(calls);
  Object.assign(calls, noCalls);
  latencyMs = Number(new URL(url, 'http://localhost').searchParams.get('latencyMs') ?? latencyMs);
  response.end(before);
}

function withBody(request: IncomingMessage, then: (body: string) => void): void {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => {
    body += part;
  });
  request.on('end', () => then(body));
}

server.keepAliveTimeout = 600_000;
announce(server);
