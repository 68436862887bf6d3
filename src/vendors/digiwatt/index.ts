/** Digiwatt: household accounts with consumption by appliance. */

import type { VendorModule } from '../vendor.ts';
import { type DigiwattConfig, digiwattConfigSchema } from './config.ts';
import { digiwattLimits } from './limits.ts';
import { createDigiwattSource } from './source.ts';

export const digiwatt: VendorModule<DigiwattConfig> = {
  vendor: 'DIGIWATT',
  configKey: 'digiwatt',
  configSchema: digiwattConfigSchema,
  limits: digiwattLimits,
  homeMemberKind: 'household',
  baseUrls: (config) => ({ baseUrl: config.baseUrl }),
  createSource: createDigiwattSource,
};
