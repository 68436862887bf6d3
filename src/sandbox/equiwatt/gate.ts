/** Who may ask the sandbox equiwatt, and how often. */

import type { Clock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { refuse } from './replies.ts';

export interface Customer {
  readonly apiKey: string;
  readonly tenantUuid: string;
}

/** The customer of the three headers, or the refusal. */
export function authenticate<C extends Customer>(
  request: SandboxRequest,
  customers: readonly C[],
): { readonly customer: C } | { readonly refusal: SandboxReply } {
  const { 'x-api-key': apiKey, tenant, 'x-api-version': version } = request.headers;
  const known = customers.filter((customer) => customer.apiKey === apiKey);
  if (known.length === 0) return { refusal: refuse(401, 'Unauthorized') };
  const customer = known.find(({ tenantUuid }) => tenantUuid.toLowerCase() === tenant?.toLowerCase());
  if (!customer) return { refusal: refuse(403, 'Forbidden resource') };
  if (version !== '1.0') return { refusal: refuse(400, 'x-api-version must be one of the following values: 1.0') };
  return { customer };
}

const windowMs = 1000;

/** At most `limit` admissions of a key in any sliding second. */
export function createRateGate(limit: number, clock: Clock): (key: string) => boolean {
  const admitted = new Map<string, number[]>();
  return (key) => {
    const now = clock.now();
    const recent = (admitted.get(key) ?? []).filter((atMs) => atMs > now - windowMs);
    const open = recent.length < limit;
    if (open) recent.push(now);
    admitted.set(key, recent);
    return open;
  };
}

export const tooMany = () => refuse(429, 'ThrottlerException: Too Many Requests', { 'retry-after': '1' });
