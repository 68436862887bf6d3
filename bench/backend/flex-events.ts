/** What the stand-in answers in equiwatt's place (src/vendors/equiwatt/wire.ts has the shape): single flexibility events. */

import type { IncomingHttpHeaders } from 'node:http';

export const equiwatt = {
  apiKey: 'bench-equiwatt-key',
  tenantUuid: '6a7d1c1e-3f0b-4c55-9d0e-0c8f5d2f7a11',
  webhook: { token: 'bench-token', secret: 'bench-secret' },
} as const;

/** The i-th event's id. */
export function flexEventId(i: number): string {
  return `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
}

/** The fields that the subscription asks for, as wattgraph gives them. */
export function toFlexEvent(id: string) {
  return { name: `Event ${Number(id.slice(-12))}`, status: 'STARTED', startsAt: '2025-01-01T17:00:00Z' };
}

const path = /^\/api\/v1\/events\/([0-9a-f-]{36})$/;

/** undefined when the path is no flexibility event's. */
export function flexEventAnswer(
  url: string,
  headers: IncomingHttpHeaders,
): { status: number; body: Buffer } | undefined {
  const id = path.exec(url)?.[1];
  if (id === undefined) return undefined;
  const known = headers['x-api-key'] === equiwatt.apiKey && headers.tenant === equiwatt.tenantUuid;
  if (!known || headers['x-api-version'] !== '1.0') return { status: 401, body: Buffer.alloc(0) };
  const { name, status, startsAt } = toFlexEvent(id);
  const times = { startDateTime: startsAt, endDateTime: '2025-01-01T19:00:00Z' };
  const event = { uuid: id, name, type: 'TURN_DOWN', status, ...times, optInRequired: false };
  return { status: 200, body: Buffer.from(JSON.stringify(event)) };
}
