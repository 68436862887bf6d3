/** The environment variables of the process, judged. */

import { z } from 'zod';
import { toConfigError } from './config-error.ts';
import type { Environment } from './source.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface ProcessConfig {
  /** Address to listen on. Default 127.0.0.1. */
  readonly host: string;
  /** Port to listen on; 0 = any free one. Default 4000. */
  readonly port: number;
  /** `file:…` or `postgres://…`. Default `file:./data/wattgraph.db`. */
  readonly databaseUrl: string;
  /** Absent = shared state stays in the process. */
  readonly redisUrl?: string;
  /** What secrets are kept encrypted with in the database, 32 bytes; while it is changed, the old one second. */
  readonly secretKeys: readonly Uint8Array[];
  /** Default `info`. */
  readonly logLevel: LogLevel;
}

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number, 0 to 65535')
    .default(4000),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'must start with file: or postgres://')
    .default('file:./data/wattgraph.db'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
    .optional(),
  WATTGRAPH_SECRET_KEY: z
    .string()
    .transform((text) => text.split(',').map((part) => toKey(part.trim())))
    .refine((keys): keys is Buffer[] => keys.length <= 2 && keys.every((key) => key?.length === 32), {
      error: 'must be 32 bytes in base64 or hex (openssl rand -base64 32), or two such keys, comma-separated: new,old',
    })
    .optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
});

function toKey(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/** @throws ConfigError naming the variable. An empty variable counts as unset. */
export function parseEnvironment(env: Environment): ProcessConfig {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(set);
  if (!parsed.success) throw toConfigError(parsed.error);
  const { HOST, PORT, DATABASE_URL, REDIS_URL, WATTGRAPH_SECRET_KEY, LOG_LEVEL } = parsed.data;
  return {
    host: HOST,
    port: PORT,
    databaseUrl: DATABASE_URL,
    secretKeys: WATTGRAPH_SECRET_KEY ?? [],
    logLevel: LOG_LEVEL,
    ...(REDIS_URL !== undefined && { redisUrl: REDIS_URL }),
  };
}
