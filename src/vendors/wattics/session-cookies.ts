/** The cookies of one session with a host: what it sets comes back with every further request. */

import type { Clock } from '../../domain/clock.ts';
import type { VendorResponse } from '../../upstream/connection.ts';

export interface SessionCookies {
  /** The header to send; empty while the host has set none. */
  toHeaders(): Readonly<Record<string, string>>;
  learn(response: VendorResponse): void;
}

/** A host that sets more or longer ones is not remembered beyond that. */
const mostCookies = 20;
const longestCookie = 4_096;

export function createSessionCookies(clock: Clock): SessionCookies {
  const cookies = new Map<string, string>();
  return {
    toHeaders() {
      if (cookies.size === 0) return {};
      return { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    },
    learn({ headers }) {
      const set = headers['set-cookie'] ?? [];
      for (const text of typeof set === 'string' ? [set] : set) {
        const { name, value } =
          /^\s*(?<name>[\w!#$%&'*+.^`|~-]+)=(?<value>[\x21-\x3a\x3c-\x7e]*)/.exec(text)?.groups ?? {};
        if (name === undefined || value === undefined || text.length > longestCookie) continue;
        cookies.delete(name);
        if (!isOver(text, clock.now()) && cookies.size < mostCookies) cookies.set(name, value);
      }
    },
  };
}

function isOver(setCookie: string, nowMs: number): boolean {
  const maxAge = /;\s*max-age=(-?\d+)/i.exec(setCookie)?.[1];
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = /;\s*expires=([^;]+)/i.exec(setCookie)?.[1];
  return expires !== undefined && Date.parse(expires) <= nowMs;
}
