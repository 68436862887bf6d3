import { z } from 'zod';

const securityKey = z.string().min(1);

/** `vendors.wattshift` of a tenant. */
export const wattshiftConfigSchema = z.strictObject({
  /** The part before `/v1`, e.g. https://api.wattshift.com. */
  baseUrl: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL, e.g. https://api.wattshift.com' }),
  apiKey: z.string().min(1),
  webhook: z
    .strictObject({
      /** The last part of the URL that WattShift posts to: `/webhooks/wattshift/{token}`. */
      token: z.string().min(1),
      /** What WattShift sends back as `x-ws-security-key`; two while the key is being replaced. */
      securityKey: z.union([securityKey, z.array(securityKey).min(1).max(2)]),
    })
    .optional(),
});

export type WattshiftConfig = z.infer<typeof wattshiftConfigSchema>;
