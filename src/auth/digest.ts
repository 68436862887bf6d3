import { hash } from 'node:crypto';

/** Stands for a credential wherever it is looked up: SHA-256, worked out once a request. */
export interface CredentialDigest {
  readonly bytes: Buffer;
  /** Latin-1, for keys of maps. */
  readonly text: string;
}

export function digestOf(credential: string): CredentialDigest {
  const bytes = hash('sha256', credential, 'buffer');
  return { bytes, text: bytes.toString('latin1') };
}
