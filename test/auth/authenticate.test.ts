import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Authenticator, createAuthenticator } from '../../src/auth/authenticate.ts';
import { AppError } from '../../src/errors.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const sha256 = (key: string) => createHash('sha256').update(key).digest();
const address = '192.0.2.1';

let clock: FakeClock;
beforeEach(() => {
  clock = createFakeClock();
});

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'let in';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'UNAUTHENTICATED') expect(error.message).toBe('A valid credential is needed.');
    return error.code;
  }
}

describe('API keys', () => {
  const entries = [
    { tenantId: 'acme', name: 'web', sha256: sha256('acme-key-1234567'), roles: ['read', 'write'] as const },
    { tenantId: 'other', name: 'web', sha256: sha256('other.key.part'), roles: ['read'] as const },
  ];
  let auth: Authenticator;
  beforeEach(() => {
    auth = createAuthenticator({ apiKeys: entries, issuers: [], clock });
  });

  it('name their tenant and roles, and do not end', async () => {
    expect(await auth.authenticate({ apiKey: 'acme-key-1234567', address })).toEqual({
      tenantId: 'acme',
      name: 'web',
      roles: new Set(['read', 'write']),
      expiresAtMs: null,
    });
    expect((await auth.authenticate({ authorization: 'bearer other.key.part', address })).tenantId).toBe('other');
  });

  it.each([
    ['nothing', {}],
    ['an empty key', { apiKey: '' }],
    ['the beginning of a key', { apiKey: 'acme-key-123456' }],
    ['the digest of a key', { apiKey: sha256('acme-key-1234567').toString('hex') }],
    ['a key with another scheme', { authorization: 'Basic acme-key-1234567' }],
    ['a key without a scheme', { authorization: 'acme-key-1234567' }],
    ['a wrong bearer beside a right key', { authorization: 'Bearer wrong', apiKey: 'acme-key-1234567' }],
    ['ten kilobytes', { apiKey: 'x'.repeat(10_000) }],
  ])('refuse %s with the same words', async (_, credentials) => {
    expect(await codeOf(auth.authenticate({ ...credentials, address }))).toBe('UNAUTHENTICATED');
  });

  it('make guesses of one beginning wait after 20, and let them go on a minute later', async () => {
    for (let i = 0; i < 20; i += 1) {
      expect(await codeOf(auth.authenticate({ apiKey: `acme-key-guess-${i}`, address }))).toBe('UNAUTHENTICATED');
    }
    expect(await codeOf(auth.authenticate({ apiKey: 'acme-key-1234567', address }))).toBe('TOO_MANY_REQUESTS');
    expect(await codeOf(auth.authenticate({ apiKey: 'acme-key-1234567', address: '192.0.2.2' }))).toBe('let in');
    await clock.advance(60_000);
    expect(await codeOf(auth.authenticate({ apiKey: 'acme-key-guess', address }))).toBe('UNAUTHENTICATED');
  });

  it('make an address wait after 100 guesses, but never a key that was right before', async () => {
    await auth.authenticate({ apiKey: 'acme-key-1234567', address });
    for (let i = 0; i < 100; i += 1) await codeOf(auth.authenticate({ apiKey: `${i}-wrong`, address }));
    expect(await codeOf(auth.authenticate({ apiKey: 'new-guess', address }))).toBe('TOO_MANY_REQUESTS');
    expect(await codeOf(auth.authenticate({ apiKey: 'acme-key-1234567', address }))).toBe('let in');
  });

  it('are known at once when they were let in before, spelled as they were', async () => {
    expect(auth.known({ apiKey: 'acme-key-1234567' })).toBeUndefined();
    const principal = await auth.authenticate({ authorization: 'Bearer acme-key-1234567', address });
    for (const _ of ['by its digest', 'as a recent one']) {
      expect(auth.known({ apiKey: 'acme-key-1234567' })).toBe(principal);
      expect(auth.known({ authorization: 'Bearer acme-key-1234567' })).toBe(principal);
      expect(auth.known({ apiKey: 'Bearer acme-key-1234567' })).toBeUndefined();
      expect(auth.known({ authorization: 'acme-key-1234567' })).toBeUndefined();
      expect(auth.known({ authorization: 'Bearer wrong', apiKey: 'acme-key-1234567' })).toBeUndefined();
      expect(auth.known({ apiKey: 'acme-key-123456' })).toBeUndefined();
    }
  });
});

describe('JSON Web Tokens', () => {
  const issuer = 'https://id.example.com';
  let keySet: Server;
  let fetches = 0;
  let jwksUri = '';
  let privateKey: CryptoKey;
  let strangerKey: CryptoKey;
  let publicJwk: Record<string, unknown>;
  let auth: Authenticator;
  let unreachable: string[] = [];

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' };
    strangerKey = (await generateKeyPair('ES256')).privateKey;
    keySet = createServer((_, response) => {
      fetches += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [publicJwk] }));
    });
    await new Promise<void>((resolve) => keySet.listen(0, '127.0.0.1', resolve));
    jwksUri = `http://127.0.0.1:${(keySet.address() as AddressInfo).port}/jwks`;
  });
  afterAll(() => keySet.close());
  beforeEach(() => {
    fetches = 0;
    unreachable = [];
    const claims = { issuer, audience: 'wattgraph', jwksUri, tenantClaim: 'tenant', rolesClaim: 'roles' };
    auth = createAuthenticator({
      apiKeys: [],
      issuers: [
        { tenantId: 'acme', ...claims },
        { tenantId: 'other', ...claims },
        { tenantId: 'cut-off', ...claims, jwksUri: 'http://127.0.0.1:9/jwks' },
      ],
      clock,
      onKeysUnreachable: ({ tenantId }) => unreachable.push(tenantId),
    });
  });

  const seconds = () => Math.floor(clock.now() / 1000);
  const claims = (changes: JWTPayload = {}): JWTPayload => ({
    iss: issuer,
    aud: 'wattgraph',
    sub: 'ann',
    tenant: 'acme',
    roles: ['read', 'events'],
    exp: seconds() + 300,
    ...changes,
  });
  const sign = (payload: JWTPayload, key = privateKey, kid = 'k1') =>
    new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid }).sign(key);
  const ask = (token: string) => auth.authenticate({ authorization: `Bearer ${token}`, address });

  it('name the tenant of their claim, the roles and the end', async () => {
    expect(await ask(await sign(claims()))).toEqual({
      tenantId: 'acme',
      name: 'ann',
      roles: new Set(['read', 'events']),
      expiresAtMs: (seconds() + 300) * 1000,
    });
    expect((await ask(await sign(claims({ tenant: 'other' })))).tenantId).toBe('other');
  });

  it('may write their roles as words, may only read without them, and get none that do not exist', async () => {
    const rolesOf = async (roles: unknown) => (await ask(await sign(claims({ roles })))).roles;
    expect(await rolesOf('write events admin')).toEqual(new Set(['write', 'events']));
    expect(await rolesOf(undefined)).toEqual(new Set(['read']));
    expect(await rolesOf(7)).toEqual(new Set());
  });

  it.each([
    ['another audience', { aud: 'elsewhere' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['an unknown tenant', { tenant: 'nobody' }],
    ['no tenant', { tenant: undefined }],
    ['an end in the past', { exp: 1 }],
    ['no end', { exp: undefined }],
    ['a beginning in the future', { nbf: 4_000_000_000 }],
  ])('are refused with %s', async (_, changes) => {
    expect(await codeOf(ask(await sign(claims(changes as JWTPayload))))).toBe('UNAUTHENTICATED');
  });

  it('are refused unsigned, signed by a stranger, and signed with the public key as a secret', async () => {
    expect(await codeOf(ask(new UnsecuredJWT(claims()).encode()))).toBe('UNAUTHENTICATED');
    expect(await codeOf(ask(await sign(claims(), strangerKey)))).toBe('UNAUTHENTICATED');
    const secret = new TextEncoder().encode(JSON.stringify(publicJwk));
    const confused = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret);
    expect(await codeOf(ask(confused))).toBe('UNAUTHENTICATED');
    const [head, , signature] = (await sign(claims())).split('.');
    const swapped = Buffer.from(JSON.stringify(claims({ tenant: 'other' }))).toString('base64url');
    expect(await codeOf(ask(`${head}.${swapped}.${signature}`))).toBe('UNAUTHENTICATED');
  });

  it('are known at once until they end', async () => {
    const token = await sign(claims({ exp: seconds() + 5 }));
    expect(auth.known({ apiKey: token })).toBeUndefined();
    const principal = await auth.authenticate({ apiKey: token, address });
    await clock.advance(4_000);
    expect(auth.known({ apiKey: token })).toBe(principal);
    expect(auth.known({ apiKey: token })).toBe(principal);
    await clock.advance(1_000);
    expect(auth.known({ apiKey: token })).toBeUndefined();
  });

  it('with unknown key ids fetch the key set once, not each time', async () => {
    for (let i = 0; i < 5; i += 1) {
      expect(await codeOf(ask(await sign(claims(), privateKey, `unknown-${i}`)))).toBe('UNAUTHENTICATED');
    }
    expect(fetches).toBe(1);
  });

  it('are refused while the keys cannot be had, of which the operator is told once', async () => {
    for (let i = 0; i < 3; i += 1) {
      expect(await codeOf(ask(await sign(claims({ tenant: 'cut-off' }))))).toBe('UNAUTHENTICATED');
    }
    expect(unreachable).toEqual(['cut-off']);
    expect(await codeOf(ask(await sign(claims(), strangerKey)))).toBe('UNAUTHENTICATED');
    expect(unreachable).toEqual(['cut-off']);
  });

  it('do not ask for keys on behalf of an issuer nobody configured', async () => {
    await codeOf(ask(await sign(claims({ iss: 'https://evil.example' }))));
    expect(fetches).toBe(0);
  });
});
