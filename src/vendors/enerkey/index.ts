/** EnerKey: facilities, meters and their values; read in whole lists and in batches of 100 meters. */

import type { VendorModule } from '../vendor.ts';
import { type EnerkeyConfig, enerkeyConfigSchema } from './config.ts';
import { enerkeyLimits } from './limits.ts';
import { createEnerkeySource } from './source.ts';

export const enerkey: VendorModule<EnerkeyConfig> = {
  vendor: 'ENERKEY',
  configKey: 'enerkey',
  configSchema: enerkeyConfigSchema,
  limits: enerkeyLimits,
  homeMemberKind: 'facility',
  baseUrls: (config) => ({ baseUrl: config.baseUrl }),
  createSource: createEnerkeySource,
};
