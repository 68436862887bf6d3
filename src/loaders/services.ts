/** What vendors do beyond being read, for one operation: found by what is wanted, never by a vendor's name. */

import { type VendorName, vendorNames } from '../domain/vendor-name.ts';
import { AppError } from '../errors.ts';
import type { Call } from '../upstream/call.ts';
import type { VendorSource } from '../vendors/vendor.ts';
import { toVendorError } from './align.ts';
import type { Operation } from './vendor-loader.ts';

export type ServiceKind =
  | 'homeAdmin'
  | 'homeEstimates'
  | 'homeOnboarding'
  | 'hvac'
  | 'householdAdmin'
  | 'assetAdmin'
  | 'tariffs';

type Service<K extends ServiceKind> = NonNullable<VendorSource[K]>;

export interface Services {
  /** The vendor that offers it, the first one in the graph's order. @throws AppError VENDOR_NOT_CONFIGURED */
  vendorWith(kind: ServiceKind): VendorName;
  /**
   * What the vendor answers.
   * @throws AppError naming the vendor; VENDOR_NOT_CONFIGURED when it does not offer the service
   */
  ask<K extends ServiceKind, T>(
    kind: K,
    vendor: VendorName,
    run: (service: Service<K>, call: Call) => Promise<T>,
  ): Promise<T>;
}

const words: Readonly<Record<ServiceKind, string>> = {
  homeAdmin: 'changes homes',
  homeEstimates: 'estimates bills of homes',
  homeOnboarding: 'onboards homes',
  hvac: 'runs thermostats',
  householdAdmin: 'registers households',
  assetAdmin: 'makes assets',
  tariffs: 'knows tariffs of assets',
};

export function createServices({ tenant, call }: Operation): Services {
  const serviceOf = <K extends ServiceKind>(kind: K, vendor: VendorName): Service<K> | undefined =>
    tenant.sources.get(vendor)?.[kind] ?? undefined;

  return {
    vendorWith(kind) {
      const vendor = vendorNames.find((name) => serviceOf(kind, name));
      if (vendor) return vendor;
      throw new AppError('VENDOR_NOT_CONFIGURED', `The tenant has configured no vendor that ${words[kind]}.`);
    },
    async ask(kind, vendor, run) {
      const service = serviceOf(kind, vendor);
      if (!service) {
        throw new AppError('VENDOR_NOT_CONFIGURED', `${vendor} is none of the tenant's vendors that ${words[kind]}.`, {
          vendor,
        });
      }
      try {
        return await run(service, call);
      } catch (error) {
        throw toVendorError(error, vendor);
      }
    },
  };
}
