/** Wattics: sites and meters of the dashboard, their consumptions and costs, and the last packet pushed. */

import type { VendorModule } from '../vendor.ts';
import { type WatticsConfig, watticsConfigSchema } from './config.ts';
import { watticsLimits } from './limits.ts';
import { createWatticsSource } from './source.ts';

export const wattics: VendorModule<WatticsConfig> = {
  vendor: 'WATTICS',
  configKey: 'wattics',
  configSchema: watticsConfigSchema,
  limits: watticsLimits,
  homeMemberKind: 'stream',
  baseUrls: (config) => ({
    ...(config.push ? { 'push.url': config.push.url } : {}),
    ...(config.dashboard ? { 'dashboard.baseUrl': config.dashboard.baseUrl } : {}),
  }),
  createSource: createWatticsSource,
};
