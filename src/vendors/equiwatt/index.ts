import type { VendorModule } from '../vendor.ts';
import { type EquiwattConfig, equiwattConfigSchema } from './config.ts';
import { equiwattLimits } from './limits.ts';
import { createEquiwattSource } from './source.ts';
import { equiwattWebhook } from './webhook.ts';
import { vendor } from './wire.ts';

export type { EquiwattConfig } from './config.ts';

export const equiwatt: VendorModule<EquiwattConfig> = {
  vendor,
  configKey: 'equiwatt',
  configSchema: equiwattConfigSchema,
  limits: equiwattLimits,
  homeMemberKind: 'asset',
  baseUrls: ({ baseUrl }) => ({ baseUrl }),
  createSource: createEquiwattSource,
  webhook: {
    ...equiwattWebhook,
    settings: ({ webhook }) =>
      webhook && { token: webhook.token, secrets: webhook.secrets ?? [], ...(webhook.auto && { auto: true }) },
  },
};
