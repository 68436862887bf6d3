/**
 * Digiwatt as a real HTTP server: the ten households by appliance, in W and Wh, relative to the clock's now.
 * As strict as its contract: form-encoded token request, Bearer on everything else, one account a call, no query.
 */

import { type Clock, systemClock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { type SandboxServer, startSandboxServer } from '../server.ts';
import { demoCredentials } from '../world.ts';
import { createAccounts } from './accounts.ts';
import { failure, success, VendorRefusal } from './envelope.ts';
import { routeAnswer } from './routes.ts';
import { createTokenDesk } from './tokens.ts';

export interface DigiwattSandboxOptions {
  /** 0 (default) = any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** The client that may ask for tokens; the demo's by default. */
  readonly credentials?: { readonly clientId: string; readonly clientSecret: string; readonly companyCode: string };
  /** Life of a token. Default 36 000 (ten hours), as the vendor's guide shows. */
  readonly tokenSeconds?: number;
  /** IANA time zone of the accounts' days. Default Europe/Rome. */
  readonly timeZone?: string;
  /** Number of accounts, from 1 on. Default 10. */
  readonly households?: number;
  /** Multiplies every figure: the vendor has no names, so this tells two tenants with the same ids apart. Default 1. */
  readonly scale?: number;
}

export interface DigiwattSandbox extends SandboxServer {
  /** Makes every token handed out so far worthless, as a revocation does. */
  revokeTokens(): void;
}

/** `POST /__sandbox/revoke-tokens` does what `revokeTokens` does. */
export async function startDigiwattSandbox(options: DigiwattSandboxOptions = {}): Promise<DigiwattSandbox> {
  const clock = options.clock ?? systemClock;
  const { clientId, clientSecret, companyCode } = options.credentials ?? demoCredentials.digiwatt;
  const tokens = createTokenDesk({ clock, clientId, clientSecret, tokenSeconds: options.tokenSeconds ?? 36_000 });
  const accounts = createAccounts({ companyCode, households: options.households ?? 10 });
  const setting = { timeZone: options.timeZone ?? 'Europe/Rome', scale: options.scale ?? 1, accounts };

  const handle = (request: SandboxRequest): SandboxReply => {
    if (request.segments.join('/') === 'auth/token') return tokens.answer(request);
    try {
      if (!tokens.admits(request.headers.authorization)) throw new VendorRefusal(401, 'missing or expired token');
      return success(routeAnswer(request, { ...setting, nowMs: clock.now() }));
    } catch (error) {
      if (error instanceof VendorRefusal) return failure(error);
      throw error;
    }
  };

  const server = await startSandboxServer({
    name: 'digiwatt',
    port: options.port ?? 0,
    clock,
    handle,
    controls: { 'revoke-tokens': tokens.revokeAll },
  });
  return Object.assign(server, { revokeTokens: tokens.revokeAll });
}
