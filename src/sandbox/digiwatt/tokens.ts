/** OAuth2 client credentials, as RFC 6749 section 4.4 has them; tokens expire by the clock. */

import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';

export interface TokenDesk {
  /** The answer of the token endpoint. */
  answer(request: SandboxRequest): SandboxReply;
  /** Whether an authorization header carries a live token. */
  admits(authorization: string | undefined): boolean;
  revokeAll(): void;
}

export interface TokenDeskOptions {
  readonly clock: Clock;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenSeconds: number;
}

export function createTokenDesk({ clock, clientId, clientSecret, tokenSeconds }: TokenDeskOptions): TokenDesk {
  const expiryMs = new Map<string, number>();

  const answer = (request: SandboxRequest): SandboxReply => {
    if (request.method !== 'POST') return oauthError(405, 'invalid_request', 'the token endpoint takes POST');
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
    if (type !== 'application/x-www-form-urlencoded') {
      return oauthError(400, 'invalid_request', 'the body must be application/x-www-form-urlencoded');
    }
    const form = new URLSearchParams(request.body.toString('utf8'));
    const grantType = form.get('grant_type') ?? 'client_credentials';
    if (grantType !== 'client_credentials') return oauthError(400, 'unsupported_grant_type', 'use client_credentials');
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
      return oauthError(401, 'invalid_client', 'unknown client or wrong secret');
    }
    const accessToken = randomBytes(24).toString('base64url');
    expiryMs.set(accessToken, clock.now() + tokenSeconds * 1000);
    return { status: 200, json: { access_token: accessToken, expires_in: tokenSeconds, token_type: 'Bearer' } };
  };

  return {
    answer,
    admits: (authorization) => {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      return token !== undefined && (expiryMs.get(token) ?? 0) > clock.now();
    },
    revokeAll: () => expiryMs.clear(),
  };
}

function oauthError(status: number, error: string, description: string): SandboxReply {
  return { status, json: { error, error_description: description }, headers: { 'cache-control': 'no-store' } };
}
