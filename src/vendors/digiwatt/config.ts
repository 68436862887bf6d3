import { z } from 'zod';
import { type DigiwattOperation, defaultPaths } from './api.ts';

const operations = Object.keys(defaultPaths) as DigiwattOperation[];

/** `vendors.digiwatt` of a tenant. */
export const digiwattConfigSchema = z.strictObject({
  /** The part before the paths, e.g. https://api.digiwatt.energy. */
  baseUrl: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL, e.g. https://api.digiwatt.energy' }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** The company the accounts belong to. */
  companyCode: z.string().min(1),
  /** IANA time zone of the accounts' days and months. Default Europe/Rome. */
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone, e.g. Europe/Rome').default('Europe/Rome'),
  /**
   * What passes for a POD: `lenient` (default) takes 14 to 20 characters, real Italian PODs and the vendor's own example
   * among them; `strict` the vendor's published pattern, which takes 19.
   */
  podRule: z.enum(['lenient', 'strict']).optional(),
  /** Replacements of the assumed paths, by operation; `{account}` and `{period}` stand for the values. */
  paths: z.partialRecord(z.enum(operations), z.string().startsWith('/', 'a path starts with /')).optional(),
});

export type DigiwattConfig = z.infer<typeof digiwattConfigSchema>;

function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.instant().toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
