import { z } from 'zod';

const httpUrl = (example: string) => z.url({ protocol: /^https?$/, error: `must be an http(s) URL, e.g. ${example}` });

/** `vendors.wattics` of a tenant: two APIs on two hosts, either of which may be missing. */
export const watticsConfigSchema = z
  .strictObject({
    /** The collector that measurements are pushed to, and the last packet is read back from. */
    push: z
      .strictObject({
        /** With its path, e.g. https://web-collector.wattics.com/measurements/v2/unifiedjson/. */
        url: httpUrl('https://web-collector.wattics.com/measurements/v2/unifiedjson/').refine(
          (url) => /\/unifiedjson\/?$/.test(url),
          'must end with /measurements/v2/unifiedjson/',
        ),
        username: z.string().min(1),
        password: z.string().min(1),
      })
      .optional(),
    /** The dashboard API, which organisations, sites, meters, consumptions and costs are read from. */
    dashboard: z
      .strictObject({
        /** Host of the API, with or without `/api/v1`, e.g. https://api.wattics.com. */
        baseUrl: httpUrl('https://api.wattics.com'),
        token: z.string().min(1),
      })
      .optional(),
  })
  .refine((config) => config.push ?? config.dashboard, 'needs push, dashboard or both');

export type WatticsConfig = z.infer<typeof watticsConfigSchema>;
export type WatticsPush = NonNullable<WatticsConfig['push']>;
export type WatticsDashboard = NonNullable<WatticsConfig['dashboard']>;
