/** The `import` command: a file of any size to a vendor, from where an earlier run left off. */

import type { Logger } from 'pino';
import { createTenants } from './app/tenants.ts';
import { type Config, ConfigError, type TenantConfig } from './config.ts';
import { type Clock, systemClock } from './domain/clock.ts';
import { createProgress } from './import/progress.ts';
import { type FormatOptions, parseSwarmFormat, swarmOptions } from './import/swarm-format.ts';
import { inspectEnergyFile } from './jobs/energy-file.ts';
import { importEnergyFile } from './jobs/energy-import.ts';
import type { ImportPlace } from './jobs/file-import.ts';
import type { Job } from './jobs/job.ts';
import { importPacketFile } from './jobs/packet-import.ts';
import { inspectSwarmFile, readPackets } from './jobs/swarm-file.ts';
import type { Tenant } from './loaders/tenant.ts';
import { createMetrics } from './metrics.ts';
import { openStore } from './store/store.ts';
import { createCallTrace } from './upstream/call.ts';
import { connectRedis } from './upstream/redis-client.ts';
import { createUpstream } from './upstream/upstream.ts';
import type { ConsumptionUpload } from './vendors/asset-services.ts';
import type { PacketPush } from './vendors/packet-push.ts';

export interface ImportOptions {
  readonly config: Pick<Config, 'server' | 'tenants' | 'databaseUrl' | 'redisUrl'>;
  /** The vendor's key in the config file. */
  readonly vendor: string;
  readonly path: string;
  /** Which tenant's; absent = the only one that has the vendor. */
  readonly tenant: string | undefined;
  /** How the file is to be read, as the command line says it. */
  readonly format?: FormatOptions;
  readonly log: Logger;
  readonly print: (line: string) => void;
  /** Takes the place of `print` for progress where somebody looks on. */
  readonly terminal?: { write(text: string): unknown };
  readonly clock?: Clock;
}

/** A file that was looked through. */
interface Inspected {
  /** What it holds: `points`. */
  readonly unit: string;
  readonly count: number;
  readonly faults: readonly string[];
  readonly send: (place: ImportPlace, tenants: ReadonlyMap<string, Tenant>) => Promise<Job>;
}

/** Prints how it goes; resolves to whether all of the file was accepted. @throws ConfigError naming what does not fit */
export async function importFile(options: ImportOptions): Promise<boolean> {
  const { config, path, log, print, clock = systemClock } = options;
  const tenant = tenantOf(options);
  const redis = config.redisUrl === undefined ? undefined : connectRedis(config.redisUrl, log);
  const allowPrivateHosts = config.server.allowPrivateVendorHosts;
  const shared = redis && { redis, replicas: config.server.maxReplicas };
  const upstream = createUpstream({ clock, metrics: createMetrics(), log, allowPrivateHosts, ...shared });
  try {
    const tenants = createTenants([tenant], { upstream, clock });
    const [source] = tenants.get(tenant.id)?.sources.values() ?? [];
    const { vendor, consumptionUpload, packetPush } = source ?? {};
    const way = consumptionUpload ?? packetPush;
    if (!vendor || !way) throw new ConfigError(options.vendor, 'takes no file');
    const file = await ('mostPoints' in way ? inspectPoints(way, options, clock) : inspectPackets(way, options, clock));
    for (const fault of file.faults) print(`${path}: ${fault}`);
    if (file.faults.length > 0 || file.count === 0) {
      print(`${path}: ${file.faults.length > 0 ? 'nothing was sent' : `no ${file.unit} in it`}`);
      return false;
    }
    const onProgress = createProgress({ ...options, clock, unit: file.unit });
    return await send(file, { clock, tenantId: tenant.id, vendor, onProgress }, tenants, options);
  } finally {
    await upstream.stop();
    redis?.stop();
  }
}

async function send(
  file: Inspected,
  place: Omit<ImportPlace, 'store'>,
  tenants: ReadonlyMap<string, Tenant>,
  { config, path, print }: ImportOptions,
): Promise<boolean> {
  const store = await openStore(config.databaseUrl);
  try {
    const { status, done, total, error } = await file.send({ ...place, store }, tenants);
    if (status === 'DONE') print(`${path}: ${done} ${file.unit} accepted`);
    else print(`${path}: ${status} after ${done} of ${total} ${file.unit}; ${error?.message ?? 'called off'}`);
    return status === 'DONE';
  } finally {
    await store.stop();
  }
}

async function inspectPoints(upload: ConsumptionUpload, options: ImportOptions, clock: Clock): Promise<Inspected> {
  const { path, vendor, format = {} } = options;
  const stranger = swarmOptions.find((name) => format[name] !== undefined);
  if (stranger) throw new ConfigError(`--${stranger}`, `is not for ${vendor}`);
  const { points, digest, faults } = await inspectEnergyFile(path, clock.now());
  const send = (place: ImportPlace) => importEnergyFile({ ...place, upload, path, digest, points });
  return { unit: 'points', count: points, faults, send };
}

async function inspectPackets(push: PacketPush, options: ImportOptions, clock: Clock): Promise<Inspected> {
  const { path, print } = options;
  const format = parseSwarmFormat(options.format ?? {});
  const { packets, digest, empty, faults } = await inspectSwarmFile(path, format, clock.now());
  if (empty > 0) print(`${path}: ${empty} rows without a number are passed over`);
  const read = (skip: number, size: number) => readPackets(path, format, skip, size);
  return {
    ...{ unit: 'packets', count: packets },
    faults: [...faults, ...(faults.length === 0 ? await unknownReference(push, format.stream, clock) : [])],
    send: (place, tenants) => importPacketFile({ ...place, tenants, read, digest, packets }),
  };
}

/** How long the vendor may take to say which meters there are, in milliseconds; then that is left to the push itself. */
const checkMs = 20_000;

async function unknownReference(push: PacketPush, stream: string, clock: Clock): Promise<readonly string[]> {
  const signal = new AbortController().signal;
  const call = {
    signal,
    deadlineMs: clock.now() + checkMs,
    priority: 'interactive',
    trace: createCallTrace(),
  } as const;
  const unknown = await push.unknownStreams?.([stream], call).catch(() => undefined);
  return unknown?.has(stream) ? [`--reference: there is no meter with the reference "${stream.slice(0, 64)}"`] : [];
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
