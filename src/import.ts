/** The `import` command: a file of any size to a vendor, from where an earlier run left off. */

import type { Logger } from 'pino';
import { createTenants } from './app/tenants.ts';
import { type Config, ConfigError, type TenantConfig } from './config.ts';
import { type Clock, systemClock } from './domain/clock.ts';
import { inspectEnergyFile } from './jobs/energy-file.ts';
import { type EnergyImport, importEnergyFile } from './jobs/energy-import.ts';
import { createMetrics } from './metrics.ts';
import { openStore } from './store/store.ts';
import { connectRedis } from './upstream/redis-client.ts';
import { createUpstream } from './upstream/upstream.ts';

export interface ImportOptions {
  readonly config: Pick<Config, 'server' | 'tenants' | 'databaseUrl' | 'redisUrl'>;
  /** The vendor's key in the config file. */
  readonly vendor: string;
  readonly path: string;
  /** Which tenant's; absent = the only one that has the vendor. */
  readonly tenant: string | undefined;
  readonly log: Logger;
  readonly print: (line: string) => void;
  /** Takes the place of `print` for progress where somebody looks on. */
  readonly terminal?: { write(text: string): unknown };
  readonly clock?: Clock;
}

/** Prints how it goes; resolves to whether all of the file was accepted. @throws ConfigError naming what does not fit */
export async function importFile(options: ImportOptions): Promise<boolean> {
  const { config, path, log, print, clock = systemClock } = options;
  const tenant = tenantOf(options);
  const { points, digest, faults } = await inspectEnergyFile(path, clock.now());
  for (const fault of faults) print(`${path}: ${fault}`);
  if (faults.length > 0 || points === 0) {
    print(`${path}: ${points === 0 ? 'no point in it' : 'nothing was sent'}`);
    return false;
  }
  const store = await openStore(config.databaseUrl);
  const redis = config.redisUrl === undefined ? undefined : connectRedis(config.redisUrl, log);
  const allowPrivateHosts = config.server.allowPrivateVendorHosts;
  const shared = redis && { redis, replicas: config.server.maxReplicas };
  const upstream = createUpstream({ clock, metrics: createMetrics(), log, allowPrivateHosts, ...shared });
  try {
    const source = createTenants([tenant], { upstream, clock }).get(tenant.id)?.sources;
    const found = [...(source?.values() ?? [])].find(({ consumptionUpload }) => consumptionUpload);
    if (!found?.consumptionUpload) throw new ConfigError(options.vendor, 'takes no file');
    const { vendor, consumptionUpload: upload } = found;
    const onProgress = createProgress(options, clock);
    const job = await importEnergyFile({
      ...{ store, clock, tenantId: tenant.id, vendor, upload, path, digest, points, onProgress },
    });
    if (job.status === 'DONE') print(`${path}: ${job.done} points accepted`);
    else
      print(`${path}: ${job.status} after ${job.done} of ${job.total} points; ${job.error?.message ?? 'called off'}`);
    return job.status === 'DONE';
  } finally {
    await upstream.stop();
    redis?.stop();
    await store.stop();
  }
}

/** The one tenant meant, with the one vendor meant. */
function tenantOf({ config, vendor, tenant }: ImportOptions): TenantConfig {
  const having = config.tenants.flatMap((candidate) => {
    const vendors = candidate.vendors.filter(({ module }) => module.configKey === vendor);
    return vendors.length > 0 && (tenant === undefined || candidate.id === tenant) ? [{ ...candidate, vendors }] : [];
  });
  const [only, another] = having;
  const named = tenant === undefined ? 'tenants' : `tenant ${tenant}`;
  if (!only) throw new ConfigError(named, `${vendor} is not configured`);
  if (another) throw new ConfigError(named, `several have ${vendor}; name one with --tenant`);
  return only;
}

const barWidth = 30;

/** A bar that moves, where somebody looks on; else a line for every step. */
function createProgress({ print, terminal }: ImportOptions, clock: Clock): EnergyImport['onProgress'] {
  const startMs = clock.now();
  let first: number | undefined;
  return ({ done, total, error }) => {
    first ??= done;
    const seconds = (clock.now() - startMs) / 1000;
    const leftSeconds = done > first ? Math.ceil(((total - done) * seconds) / (done - first)) : undefined;
    const numbers = `${done} of ${total} points`;
    const more = error ? `; ${error.code}, trying again` : leftSeconds === undefined ? '' : `; ${leftSeconds} s left`;
    if (!terminal) return print(numbers + more);
    const filled = Math.round((barWidth * done) / total);
    terminal.write(`\r[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${numbers}${more}\u001b[K`);
    if (done === total) terminal.write('\n');
  };
}
