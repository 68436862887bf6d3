/**
 * Access tokens that all replicas share, in Redis. A token opens a tenant's vendor account, so it is kept encrypted under
 * a key made from the vendor credential itself: who has only Redis has nothing, and who can read it could have fetched one.
 */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { RedisValues } from '../cache/shared-store.ts';
import type { Key } from '../key.ts';
import type { AskRedis } from '../redis-guard.ts';

export interface SharedToken {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

export interface SharedTokens {
  /** What was kept last and can be read with our credential. Never throws. */
  find(): Promise<SharedToken | undefined>;
  keep(token: SharedToken, lifeMs: number): void;
}

export interface SharedTokensOptions {
  readonly redis: RedisValues;
  readonly ask: AskRedis;
  readonly key: Key<'token'>;
  readonly credentials: readonly string[];
}

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

export function createSharedTokens({ redis, ask, key, credentials }: SharedTokensOptions): SharedTokens {
  const name = `wattgraph:${key}`;
  const secret = new Uint8Array(hkdfSync('sha256', JSON.stringify(credentials), '', `wattgraph token ${key}`, 32));

  const seal = (text: string): Buffer => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, secret, iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  };

  const open = (bytes: Buffer): string => {
    const decipher = createDecipheriv(algorithm, secret, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
  };

  return {
    async find() {
      const [bytes] = (await ask(() => redis.mgetBuffer(name))) ?? [];
      try {
        return bytes ? sharedToken.parse(JSON.parse(open(bytes))) : undefined;
      } catch {
        // Not ours to read: damaged, or not written by a gateway with this credential.
        return undefined;
      }
    },
    keep(token, lifeMs) {
      const sealed = seal(JSON.stringify(token));
      ask(() => redis.set(name, sealed, 'PX', Math.max(1, Math.ceil(lifeMs)))).catch(() => undefined);
    },
  };
}

const sharedToken = z.object({ token: z.string(), issuedAtMs: z.number(), expiresAtMs: z.number() });
