/** The vendors there are. A new one is one line here. */

import { digiwatt } from './digiwatt/index.ts';
import { enerkey } from './enerkey/index.ts';
import { equiwatt } from './equiwatt/index.ts';
import type { VendorModule } from './vendor.ts';
import { wattics } from './wattics/index.ts';
import { wattshift } from './wattshift/index.ts';

export const vendorModules: readonly VendorModule[] = [
  defineVendor(equiwatt),
  defineVendor(digiwatt),
  defineVendor(wattshift),
  defineVendor(wattics),
  defineVendor(enerkey),
];

/**
 * A vendor among others, its config type forgotten. Whatever config it is handed goes through its own schema, so one
 * of another vendor never reaches it: that throws a ZodError.
 */
export function defineVendor<Config>(module: VendorModule<Config>): VendorModule {
  const { configSchema, webhook, ...rest } = module;
  return {
    ...rest,
    configSchema,
    baseUrls: (config) => module.baseUrls(configSchema.parse(config)),
    createSource: (config, deps) => module.createSource(configSchema.parse(config), deps),
    ...(webhook ? { webhook: { ...webhook, settings: (config) => webhook.settings(configSchema.parse(config)) } } : {}),
  };
}
