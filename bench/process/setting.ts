/** What a contender's process is told: where the vendor is, how much it holds, which cache is on. */

import { z } from 'zod';
import type { QueryShape } from '../queries/queries.ts';

/** `uncached`: nothing is kept. `upstream`: what the vendor said is. `warm`: whole answers are, by whatever the contender has for it. */
export type Caching = 'uncached' | 'upstream' | 'warm';

export interface Setting {
  readonly backendUrl: string;
  readonly shape: QueryShape;
  readonly caching: Caching;
}

const schema = z.object({
  backendUrl: z.url(),
  shape: z.object({ facilities: z.int(), metersPerFacility: z.int(), hours: z.int() }),
  caching: z.enum(['uncached', 'upstream', 'warm']),
});

export function toEnvironment(setting: Setting): Readonly<Record<string, string>> {
  return { BENCH_SETTING: JSON.stringify(setting) };
}

export function readSetting(env: NodeJS.ProcessEnv): Setting {
  return schema.parse(JSON.parse(env.BENCH_SETTING ?? ''));
}
