/** WattShift: homes, utilities with rate plans, price signals. */

import type { VendorModule } from '../vendor.ts';
import { type WattshiftConfig, wattshiftConfigSchema } from './config.ts';
import { wattshiftLimits } from './limits.ts';
import { createWattshiftSource } from './source.ts';
import { parseDelivery, verifyDelivery } from './webhook.ts';

export const wattshift: VendorModule<WattshiftConfig> = {
  vendor: 'WATTSHIFT',
  configKey: 'wattshift',
  configSchema: wattshiftConfigSchema,
  limits: wattshiftLimits,
  homeMemberKind: 'home',
  baseUrls: (config) => ({ baseUrl: config.baseUrl }),
  createSource: createWattshiftSource,
  webhook: {
    verifyDelivery,
    parseDelivery,
    settings: ({ webhook }) => webhook && { token: webhook.token, secrets: [webhook.securityKey].flat() },
  },
};
