/** The API key, and the session tokens it makes for front ends. */

import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { SandboxRequest } from '../exchange.ts';
import { VendorRefusal } from './errors.ts';

/** Which credentials an endpoint takes: tokens outside onboarding are assumed. */
export type Admission = 'key' | 'keyOrToken';

export interface Credentials {
  /** Throws the AUTH_* refusal that fits. */
  assertAdmitted(request: SandboxRequest, admission: Admission): void;
  generateToken(): string;
}

export interface CredentialsOptions {
  readonly clock: Clock;
  readonly apiKey: string;
  readonly sessionSeconds: number;
}

export function createCredentials({ clock, apiKey, sessionSeconds }: CredentialsOptions): Credentials {
  const expiryMs = new Map<string, number>();

  const assertToken = (token: string) => {
    const expiresMs = expiryMs.get(token);
    if (expiresMs === undefined) throw new VendorRefusal('AUTH_INVALID_API_KEY', 'unknown session token');
    if (expiresMs <= clock.now()) throw new VendorRefusal('AUTH_EXPIRED_CREDENTIAL', 'the session token has expired');
  };

  return {
    assertAdmitted({ headers }, admission) {
      const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
      if (admission === 'keyOrToken' && token !== undefined) return assertToken(token);
      const key = headers['x-ws-api-key'];
      if (!key) throw new VendorRefusal('AUTH_MISSING_API_KEY', 'send x-ws-api-key');
      if (key !== apiKey) throw new VendorRefusal('AUTH_INVALID_API_KEY', 'unknown API key');
    },
    generateToken() {
      const token = randomBytes(24).toString('base64url');
      expiryMs.set(token, clock.now() + sessionSeconds * 1000);
      return token;
    },
  };
}
