/** One tenant of the config file: its API keys, its vendors by their own schemas, and what belongs together. */

import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { Role } from '../auth/principal.ts';
import type { HomeLink, Ref } from '../domain/ref.ts';
import { isPublicAddress } from '../upstream/http/public-address.ts';
import type { VendorModule } from '../vendors/vendor.ts';
import { ConfigError, type Path, toConfigError, toDotted } from './config-error.ts';
import type { JwtConfig, TenantInput } from './schema.ts';

export interface ApiKeyConfig {
  readonly name: string;
  /** SHA-256 of the key. */
  readonly sha256: Buffer;
  readonly roles: readonly Role[];
}

/** A vendor of a tenant: the adapter, and its config as its own schema gives it. */
export interface VendorConfig {
  readonly module: VendorModule;
  readonly config: unknown;
}

export interface TenantConfig {
  readonly id: string;
  readonly name: string;
  readonly apiKeys: readonly ApiKeyConfig[];
  readonly jwt?: JwtConfig;
  readonly vendors: readonly VendorConfig[];
  readonly homeLinks: readonly HomeLink[];
}

interface Rules {
  readonly modules: readonly VendorModule[];
  readonly allowPrivateVendorHosts: boolean;
}

/** @param path where the tenant stands in the file. */
export function toTenant(input: TenantInput, path: Path, rules: Rules): TenantConfig {
  const vendors = parseVendors(input.vendors, [...path, 'vendors'], rules);
  return {
    id: input.id,
    name: input.name ?? input.id,
    apiKeys: input.apiKeys.map((entry) => ({
      name: entry.name,
      sha256: entry.sha256 ? Buffer.from(entry.sha256, 'hex') : digest(entry.key ?? ''),
      roles: entry.roles,
    })),
    ...(input.jwt && { jwt: checkJwt(input.jwt, [...path, 'jwt'], rules) }),
    vendors,
    homeLinks: input.homes.map((home, i) => toHomeLink(home, [...path, 'homes', i], vendors, rules)),
  };
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function checkJwt(jwt: JwtConfig, path: Path, rules: Rules): JwtConfig {
  if (!rules.allowPrivateVendorHosts && new URL(jwt.jwksUri).protocol !== 'https:') {
    throw new ConfigError(toDotted([...path, 'jwksUri']), 'must start with https://');
  }
  return jwt;
}

function parseVendors(input: TenantInput['vendors'], path: Path, rules: Rules): readonly VendorConfig[] {
  return Object.entries(input).map(([key, value]) => {
    const module = rules.modules.find(({ configKey }) => configKey === key);
    if (!module)
      throw new ConfigError(toDotted([...path, key]), `unknown key; the vendors are ${names(rules.modules)}`);
    const parsed = module.configSchema.safeParse(value);
    if (!parsed.success) throw toConfigError(parsed.error, [...path, key]);
    for (const [urlPath, url] of Object.entries(module.baseUrls(parsed.data))) {
      checkVendorUrl(url, toDotted([...path, key, urlPath]), rules);
    }
    return { module, config: parsed.data };
  });
}

// Names are resolved, and their addresses judged, at each connection; here only what the text itself says.
function checkVendorUrl(text: string, key: string, rules: Rules): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new ConfigError(key, 'must be a URL such as https://api.example.com');
  if (url.username || url.password) throw new ConfigError(key, 'must not hold a user or password');
  if (rules.allowPrivateVendorHosts && /^https?:$/.test(url.protocol)) return;
  if (url.protocol !== 'https:') {
    throw new ConfigError(key, 'must start with https:// (server.allowPrivateVendorHosts lifts this for sandboxes)');
  }
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  if (isIP(host) ? !isPublicAddress(host) : /(^|\.)(localhost|local|internal)\.?$/.test(host)) {
    throw new ConfigError(key, 'must be a public host (server.allowPrivateVendorHosts lifts this for sandboxes)');
  }
}

function toHomeLink(
  home: TenantInput['homes'][number],
  path: Path,
  vendors: readonly VendorConfig[],
  rules: Rules,
): HomeLink {
  const members = Object.entries(home).flatMap(([key, ids]): Ref[] => {
    const module = rules.modules.find(({ configKey }) => configKey === key);
    if (!module)
      throw new ConfigError(toDotted([...path, key]), `unknown key; the vendors are ${names(rules.modules)}`);
    if (!vendors.some((vendor) => vendor.module === module)) {
      throw new ConfigError(toDotted([...path, key]), `the tenant has no ${key} under vendors`);
    }
    return [ids].flat().map((id) => ({ vendor: module.vendor, kind: module.homeMemberKind, id: String(id) }));
  });
  if (members.length === 0) throw new ConfigError(toDotted(path), 'must name at least one member');
  return { members };
}

function names(modules: readonly VendorModule[]): string {
  return modules.map(({ configKey }) => configKey).join(', ');
}
