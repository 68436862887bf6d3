/**
 * The configuration. Reading and judging are two functions: `readConfigFile` touches the disk, `parseConfig` touches
 * nothing. A wrong key stops the start with one line that names it and never shows a value.
 */

import { readFileSync } from 'node:fs';
import { ConfigError, toConfigError } from './config/config-error.ts';
import { type ProcessConfig, parseEnvironment } from './config/environment.ts';
import { fileSchema, type ServerConfig } from './config/schema.ts';
import { type Environment, parseYaml, substitute } from './config/source.ts';
import { type TenantConfig, toTenant } from './config/tenant.ts';
import { vendorModules } from './vendors/registry.ts';
import type { VendorModule } from './vendors/vendor.ts';

export { ConfigError } from './config/config-error.ts';
export type { ProcessConfig } from './config/environment.ts';
export type { JwtConfig, ServerConfig } from './config/schema.ts';
export type { Environment } from './config/source.ts';
export type { ApiKeyConfig, TenantConfig, VendorConfig } from './config/tenant.ts';

export interface Config extends ProcessConfig {
  readonly server: ServerConfig;
  readonly tenants: readonly TenantConfig[];
}

/** The text of the config file. @throws ConfigError when `path` is unset or the file cannot be read. */
export function readConfigFile(path: string | undefined): string {
  if (!path) throw new ConfigError('WATTGRAPH_CONFIG', 'is not set; it is the path of the config file');
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new ConfigError('WATTGRAPH_CONFIG', `cannot read ${path} (${code})`);
  }
}

/** @throws ConfigError: one line naming the key or variable at fault. */
export function parseConfig(text: string, env: Environment, modules: readonly VendorModule[] = vendorModules): Config {
  const parsed = fileSchema.safeParse(substitute(parseYaml(text), env));
  if (!parsed.success) throw toConfigError(parsed.error);
  const { server, tenants: inputs } = parsed.data;
  const rules = { modules, allowPrivateVendorHosts: server.allowPrivateVendorHosts };
  const tenants = inputs.map((input, i) => toTenant(input, ['tenants', i], rules));
  refuseDuplicates(tenants);
  const config = { ...parseEnvironment(env), server, tenants };
  refuseHelplessAuto(config);
  return config;
}

/** What would make a credential or a webhook belong to two tenants. */
function refuseDuplicates(tenants: readonly TenantConfig[]): void {
  const ids = createOnce();
  const keys = createOnce();
  const tokens = createOnce();
  for (const [i, tenant] of tenants.entries()) {
    ids(tenant.id, `tenants.${i}.id`);
    for (const [k, key] of tenant.apiKeys.entries()) keys(key.sha256.toString('hex'), `tenants.${i}.apiKeys.${k}`);
    for (const { module, config } of tenant.vendors) {
      const token = module.webhook?.settings(config)?.token;
      const key = `tenants.${i}.vendors.${module.configKey}.webhook.token`;
      if (token !== undefined) tokens(JSON.stringify([module.configKey, token]), key);
    }
  }
}

/** A webhook that registers itself needs an address to be told, and a key to keep the secret under. */
function refuseHelplessAuto({ tenants, server, secretKeys }: Config): void {
  for (const [i, { vendors }] of tenants.entries()) {
    for (const { module, config } of vendors) {
      if (!module.webhook?.settings(config)?.auto) continue;
      const needs = `tenants.${i}.vendors.${module.configKey}.webhook.auto needs it`;
      if (server.publicUrl === undefined) throw new ConfigError('server.publicUrl', `is missing; ${needs}`);
      if (secretKeys.length > 0) continue;
      const what = `is not set; ${needs}: 32 bytes in base64 or hex (openssl rand -base64 32)`;
      throw new ConfigError('WATTGRAPH_SECRET_KEY', what);
    }
  }
}

function createOnce(): (value: string, key: string) => void {
  const seen = new Map<string, string>();
  return (value, key) => {
    const first = seen.get(value);
    if (first !== undefined) throw new ConfigError(key, `is the same as ${first}`);
    seen.set(value, key);
  };
}
