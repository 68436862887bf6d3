/** Secrets at rest: AES-256-GCM under the key that the process is given, so that who has only the database has nothing. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface SecretBox {
  /** @param about what the secret is of; it opens under the same words only, so that no row can stand in for another. */
  seal(secret: string, about: readonly string[]): Uint8Array;
  /** undefined when it was sealed under another key or for something else, or is damaged. */
  open(sealed: Uint8Array, about: readonly string[]): OpenedSecret | undefined;
}

export interface OpenedSecret {
  readonly secret: string;
  /** Whether the key is one that is being replaced, so that it should be sealed anew. */
  readonly outdated: boolean;
}

const algorithm = 'aes-256-gcm';
const version = 1;
const ivBytes = 12;
const tagBytes = 16;
const headBytes = 1 + ivBytes + tagBytes;

/** @param keys 32 bytes each. The first one seals; the others only open, while they are being replaced. */
export function createSecretBox(keys: readonly Uint8Array[]): SecretBox {
  const [sealing] = keys;
  if (!sealing || keys.some((key) => key.length !== 32)) throw new Error('a secret box needs keys of 32 bytes');

  return {
    seal(secret, about) {
      // A random one for each: it must never come twice under a key.
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, sealing, iv).setAAD(toBytes(about));
      const content = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), content]);
    },
    open(sealed, about) {
      if (sealed[0] !== version || sealed.length < headBytes) return undefined;
      for (const key of keys) {
        const secret = openWith(key, sealed, about);
        if (secret !== undefined) return { secret, outdated: key !== sealing };
      }
      return undefined;
    },
  };
}

function openWith(key: Uint8Array, sealed: Uint8Array, about: readonly string[]): string | undefined {
  const iv = sealed.subarray(1, 1 + ivBytes);
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes })
    .setAAD(toBytes(about))
    .setAuthTag(sealed.subarray(1 + ivBytes, headBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function toBytes(about: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(about));
}
