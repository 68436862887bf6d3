import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, type Environment, parseConfig, readConfigFile } from '../src/config.ts';

const full = `
server:
  publicUrl: https://graph.example.com
  trustedOrigins: [https://app.example.com]
  graphiql: true
  introspection: true
  allowPrivateVendorHosts: false
  operationTimeoutMs: 10000
tenants:
  - id: acme
    name: Acme Energy
    apiKeys:
      - { name: web, key: "\${ACME_WEB_KEY}", roles: [read, write, events] }
    jwt: { issuer: https://id.example.com, audience: wattgraph, jwksUri: https://id.example.com/jwks, tenantClaim: org }
    vendors:
      equiwatt:
        baseUrl: https://cloud.equiwatt.com
        apiKey: canary-equiwatt
        tenantUuid: 7e4a1700-0000-4000-8000-000000000001
        webhook: { token: canary-token, secrets: [canary-secret] }
      digiwatt: { baseUrl: https://api.digiwatt.energy, clientId: c, clientSecret: canary, companyCode: X, timeZone: Europe/Rome }
      wattshift: { baseUrl: https://api.wattshift.com, apiKey: canary, webhook: { token: t, securityKey: canary } }
      wattics:
        push: { url: https://web-collector.wattics.com/measurements/v2/unifiedjson/, username: u, password: canary }
        dashboard: { baseUrl: https://dashboard.wattics.com, token: canary }
      enerkey: { baseUrl: https://api.enerkey.com, apiKeys: [canary-1, canary-2], dailyLimit: 40000 }
    homes:
      - { wattshift: ws_home_1, digiwatt: "1234567890", equiwatt: a55e7000-0000-4000-8000-000000000001, enerkey: 101, wattics: [stream-1] }
`;
const env: Environment = { ACME_WEB_KEY: 'web-key' };

/** The smallest config, with lines put in. */
const tenantWith = (lines: string) => `tenants:\n  - id: acme\n${lines}`;
const vendor = (lines: string) => tenantWith(`    vendors:\n${lines}`);
const enerkey = (url: string) => vendor(`      enerkey: { baseUrl: "${url}", apiKeys: [canary] }`);

function faultOf(text: string, variables: Environment = env): string {
  try {
    parseConfig(text, variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no fault';
}

describe('the config file', () => {
  it('is read as the documentation writes it', () => {
    const config = parseConfig(full, env);
    expect(config.server.publicUrl).toBe('https://graph.example.com');
    const [tenant] = config.tenants;
    expect(tenant?.name).toBe('Acme Energy');
    expect(tenant?.apiKeys).toEqual([
      { name: 'web', sha256: createHash('sha256').update('web-key').digest(), roles: ['read', 'write', 'events'] },
    ]);
    expect(tenant?.jwt).toMatchObject({ tenantClaim: 'org', rolesClaim: 'roles' });
    expect(tenant?.vendors.map(({ module }) => module.vendor)).toEqual([
      ...['EQUIWATT', 'DIGIWATT', 'WATTSHIFT', 'WATTICS', 'ENERKEY'],
    ]);
    expect(tenant?.homeLinks).toEqual([
      {
        members: [
          { vendor: 'WATTSHIFT', kind: 'home', id: 'ws_home_1' },
          { vendor: 'DIGIWATT', kind: 'household', id: '1234567890' },
          { vendor: 'EQUIWATT', kind: 'asset', id: 'a55e7000-0000-4000-8000-000000000001' },
          { vendor: 'ENERKEY', kind: 'facility', id: '101' },
          { vendor: 'WATTICS', kind: 'stream', id: 'stream-1' },
        ],
      },
    ]);
  });

  it('has the documented defaults', () => {
    const config = parseConfig(tenantWith(''), {});
    expect(config.server).toEqual({
      trustedOrigins: [],
      cache: { upstream: true, answers: true },
      graphiql: true,
      introspection: true,
      allowPrivateVendorHosts: false,
      operationTimeoutMs: 10_000,
      drainDelayMs: 0,
      maxReplicas: 2,
    });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: 'file:./data/wattgraph.db',
      logLevel: 'info',
    });
    expect(config.redisUrl).toBeUndefined();
    expect(config.tenants[0]?.name).toBe('acme');
  });

  it('takes the SHA-256 of a key in its place', () => {
    const sha256 = createHash('sha256').update('web-key').digest();
    const key = `    apiKeys: [{ name: web, sha256: ${sha256.toString('hex')}, roles: [read] }]`;
    expect(parseConfig(tenantWith(key), {}).tenants[0]?.apiKeys[0]?.sha256).toEqual(sha256);
  });

  it.each([
    ['an unknown key', `sever: {}\n${tenantWith('')}`, 'sever: unknown key'],
    ['an unknown key below', `server: { grahpiql: true }\n${tenantWith('')}`, 'server.grahpiql: unknown key'],
    ['an unknown key of a tenant', tenantWith('    colour: red'), 'tenants.0.colour: unknown key'],
    [
      'an unknown vendor',
      vendor('      gridco: {}'),
      'tenants.0.vendors.gridco: unknown key; the vendors are equiwatt,',
    ],
    [
      'an unknown key of a vendor',
      vendor('      enerkey: { baseUrl: https://api.enerkey.com, apiKeys: [canary], dailylimit: 5 }'),
      'tenants.0.vendors.enerkey.dailylimit: unknown key',
    ],
    [
      'a missing key',
      vendor('      enerkey: { baseUrl: https://api.enerkey.com }'),
      'tenants.0.vendors.enerkey.apiKeys: is missing',
    ],
    ['no tenants', 'server: {}', 'tenants: is missing'],
    ['an empty file', '', 'config: '],
    ['a wrong type', `server: { operationTimeoutMs: soon }\n${tenantWith('')}`, 'server.operationTimeoutMs: '],
    [
      'a role that is none',
      tenantWith('    apiKeys: [{ name: a, key: canary, roles: [admin] }]'),
      'tenants.0.apiKeys.0.roles.0: ',
    ],
    [
      'both key and sha256',
      tenantWith(`    apiKeys: [{ name: a, key: canary, sha256: ${'a'.repeat(64)}, roles: [read] }]`),
      'tenants.0.apiKeys.0: needs either key or sha256',
    ],
    [
      'an origin with a path',
      `server: { trustedOrigins: [https://a.example/x] }\n${tenantWith('')}`,
      'server.trustedOrigins.0: ',
    ],
    [
      'a vendor over http',
      enerkey('http://api.enerkey.com'),
      'tenants.0.vendors.enerkey.baseUrl: must start with https://',
    ],
    ['a private vendor host', enerkey('https://10.0.0.7'), 'tenants.0.vendors.enerkey.baseUrl: must be a public host'],
    ['loopback by name', enerkey('https://localhost:8443'), 'tenants.0.vendors.enerkey.baseUrl: must be a public host'],
    ['loopback as a number', enerkey('https://2130706433'), 'tenants.0.vendors.enerkey.baseUrl: must be a public host'],
    ['loopback in IPv6', enerkey('https://[::1]'), 'tenants.0.vendors.enerkey.baseUrl: must be a public host'],
    [
      'the metadata address',
      enerkey('https://169.254.169.254'),
      'tenants.0.vendors.enerkey.baseUrl: must be a public host',
    ],
    [
      'keys over http',
      tenantWith('    jwt: { issuer: i, audience: a, jwksUri: "http://id.example.com/jwks" }'),
      'tenants.0.jwt.jwksUri: must start with https://',
    ],
    [
      'a home at a vendor the tenant lacks',
      tenantWith('    homes: [{ enerkey: 101 }]'),
      'tenants.0.homes.0.enerkey: the tenant has no enerkey',
    ],
    ['a home at no vendor', tenantWith('    homes: [{ gridco: 1 }]'), 'tenants.0.homes.0.gridco: unknown key'],
    ['two tenants of one id', `${tenantWith('')}\n  - id: acme`, 'tenants.1.id: is the same as tenants.0.id'],
    [
      'two tenants of one key',
      'tenants:\n  - { id: a, apiKeys: [{ name: x, key: canary, roles: [read] }] }\n  - { id: b, apiKeys: [{ name: y, key: canary, roles: [read] }] }',
      'tenants.1.apiKeys.0: is the same as tenants.0.apiKeys.0',
    ],
    [
      'two tenants of one webhook token',
      `tenants:\n${['a', 'b'].map((id) => `  - { id: ${id}, vendors: { wattshift: { baseUrl: https://api.wattshift.com, apiKey: canary, webhook: { token: canary, securityKey: canary } } } }`).join('\n')}`,
      'tenants.1.vendors.wattshift.webhook.token: is the same as tenants.0.vendors.wattshift.webhook.token',
    ],
    [
      'a key given twice',
      `${tenantWith('')}\n    id: canary`,
      'config: not valid YAML at line 4, column 5 (DUPLICATE_KEY)',
    ],
    ['broken YAML', 'tenants: [canary', 'config: not valid YAML at line 1'],
    ['text instead of YAML', 'canary: canary: canary', 'config: not valid YAML at line 1'],
  ])('refuses %s in one line that names it and shows no value', (_, text, expected) => {
    const fault = faultOf(text);
    expect(fault).toContain(expected);
    expect(fault).not.toContain('\n');
    expect(fault).not.toContain('canary');
  });

  it('lets private vendor hosts pass where the config says so', () => {
    const text = `server: { allowPrivateVendorHosts: true }\n${enerkey('http://127.0.0.1:4105')}`;
    expect(parseConfig(text, {}).tenants[0]?.vendors).toHaveLength(1);
  });
});

describe('a variable in the config file', () => {
  const use = (name: string) => `\${${name}}`;
  const named = (value: string) => tenantWith(`    name: ${value}`);

  it('stands for a variable anywhere in a text', () => {
    expect(parseConfig(named(`"the ${use('A')}-${use('B')} company"`), { A: 'x', B: 'y' }).tenants[0]?.name).toBe(
      'the x-y company',
    );
  });

  it('puts the value in as it is, whatever it looks like', () => {
    const value = `"}, jwt: {issuer: evil}, x: {"\n- id: evil # ${use('A')}`;
    expect(parseConfig(named(`"${use('A')}"`), { A: value }).tenants).toMatchObject([{ id: 'acme', name: value }]);
  });

  it('stops the start when the variable is not set, naming it and where it is used', () => {
    expect(faultOf(full, {})).toBe('tenants.0.apiKeys.0.key: the environment variable ACME_WEB_KEY is not set');
    expect(faultOf(named(`"${use('toString')}"`))).toContain('the environment variable toString is not set');
  });

  it('refuses what is no name', () => {
    expect(faultOf(named(`"${use('can ary')}"`))).toMatch(/^tenants\.0\.name: /);
  });
});

describe('the environment', () => {
  it.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['DATABASE_URL', 'mysql://user:canary@host/db'],
    ['REDIS_URL', 'http://canary'],
    ['LOG_LEVEL', 'canary'],
    ['WATTGRAPH_SECRET_KEY', 'canary'],
    ['WATTGRAPH_SECRET_KEY', 'ab'.repeat(31)],
    ['WATTGRAPH_SECRET_KEY', Array.from({ length: 3 }, () => 'ab'.repeat(32)).join()],
  ])('refuses a wrong %s by its name', (name, value) => {
    const fault = faultOf(tenantWith(''), { [name]: value });
    expect(fault.startsWith(`${name}: `)).toBe(true);
    expect(fault).not.toContain('canary');
  });

  it('takes a secret key in hex and in base64, and two of them while one is changed', () => {
    const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 0xfb)];
    const keysOf = (text: string) =>
      parseConfig(tenantWith(''), { WATTGRAPH_SECRET_KEY: text }).secretKeys.map((key) => Buffer.from(key));
    expect(keysOf(one.toString('hex'))).toEqual([one]);
    for (const encoding of ['base64', 'base64url'] as const) {
      expect(keysOf(`${two.toString(encoding)}, ${one.toString('hex')}`)).toEqual([two, one]);
    }
    expect(parseConfig(tenantWith(''), {}).secretKeys).toEqual([]);
  });

  it('needs an address and a secret key where a webhook registers itself', () => {
    const equiwatt = `{ baseUrl: "https://cloud.equiwatt.com", apiKey: canary, tenantUuid: 7e4a1700-0000-4000-8000-000000000001, webhook: { token: canary, auto: true } }`;
    const auto = vendor(`      equiwatt: ${equiwatt}`);
    const reachable = `server: { publicUrl: "https://graph.example.com" }\n${auto}`;
    const key = { WATTGRAPH_SECRET_KEY: 'ab'.repeat(32) };
    expect(faultOf(auto, key)).toBe('server.publicUrl: is missing; tenants.0.vendors.equiwatt.webhook.auto needs it');
    expect(faultOf(reachable, {})).toMatch(
      /^WATTGRAPH_SECRET_KEY: is not set; tenants\.0\.vendors\.equiwatt\.webhook\.auto needs it: 32 bytes/,
    );
    expect(faultOf(reachable, key)).toBe('no fault');
  });

  it('counts an empty variable as unset', () => {
    expect(parseConfig(tenantWith(''), { PORT: '', REDIS_URL: '' })).toMatchObject({ port: 4000 });
  });
});

describe('readConfigFile', () => {
  it('gives the text of the file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'wattgraph-')), 'config.yaml');
    writeFileSync(path, full);
    expect(readConfigFile(path)).toBe(full);
  });

  it('names the variable when it is unset, or the file cannot be read', () => {
    expect(() => readConfigFile(undefined)).toThrow('WATTGRAPH_CONFIG: is not set');
    expect(() => readConfigFile('/nowhere/config.yaml')).toThrow(
      'WATTGRAPH_CONFIG: cannot read /nowhere/config.yaml (ENOENT)',
    );
  });
});
