import { z } from 'zod';

const webhookSchema = z
  .strictObject({
    /** The last segment of the URL that deliveries come to; long and random, for it names the tenant. */
    token: z.string().min(1),
    /** Live signing secrets: one, or two while the secret is being changed. */
    secrets: z.array(z.string().min(1)).min(1).max(2).optional(),
    /** The gateway registers the webhook itself and keeps the secret it is given. */
    auto: z.literal(true).optional(),
  })
  .refine((webhook) => (webhook.secrets === undefined) !== (webhook.auto === undefined), {
    error: 'give either secrets (one or two) or auto: true',
  });

export const equiwattConfigSchema = z.strictObject({
  /** `https://cloud.equiwatt.com`; the paths of both families (`/api/v1/…`, `/api/…`) follow it. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  /** Sent as `x-api-key`. */
  apiKey: z.string().min(1),
  /** equiwatt's UUID of the customer, sent as `tenant`. */
  tenantUuid: z.guid(),
  webhook: webhookSchema.optional(),
});

export type EquiwattConfig = z.infer<typeof equiwattConfigSchema>;
