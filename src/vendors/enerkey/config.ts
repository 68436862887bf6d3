import { z } from 'zod';
import { defaultPaths } from './api.ts';
import { servicePaths } from './api-services.ts';

const pathSchema = z.string().startsWith('/', 'a path starts with /');

const operations = Object.keys({ ...defaultPaths, ...servicePaths }) as (
  | keyof typeof defaultPaths
  | keyof typeof servicePaths
)[];

/** `vendors.enerkey` of a tenant. */
export const enerkeyConfigSchema = z.strictObject({
  /** The part before `/api/v2`, e.g. https://api.enerkey.com. */
  baseUrl: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL, e.g. https://api.enerkey.com' }),
  /** The profile's key, or its two keys: the second is tried when the first is refused. */
  apiKeys: z.array(z.string().min(1)).min(1).max(2),
  /** The tenant's key or keys, where provisioning has its own; default: those of the profile. */
  provisioningApiKeys: z.array(z.string().min(1)).min(1).max(2).optional(),
  /** Requests in 24 hours, where the vendor granted other than 40 000. */
  dailyLimit: z.int().positive().optional(),
  /** Requests at once, where the vendor granted other than the 8 that are assumed. */
  concurrentLimit: z.int().min(1).max(1_000).optional(),
  /** Whether `baseUrl` is the vendor's development portal, which limits to 20 requests in 10 seconds. Default false. */
  developmentPortal: z.boolean().optional(),
  /** Replacements of the assumed paths, by operation. */
  paths: z.partialRecord(z.enum(operations), pathSchema).optional(),
});

export type EnerkeyConfig = z.infer<typeof enerkeyConfigSchema>;
