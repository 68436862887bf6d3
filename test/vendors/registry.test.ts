import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { vendorNames } from '../../src/domain/vendor-name.ts';
import { defineVendor, vendorModules } from '../../src/vendors/registry.ts';
import type { VendorModule } from '../../src/vendors/vendor.ts';

describe('the vendor registry', () => {
  test('has each vendor of the graph once, under a key of its own', () => {
    expect(new Set(vendorModules.map(({ vendor }) => vendor))).toEqual(new Set(vendorNames));
    expect(vendorModules.length).toBe(vendorNames.length);
    expect(vendorModules.map(({ configKey }) => configKey)).toEqual(
      vendorModules.map(({ vendor }) => vendor.toLowerCase()),
    );
  });

  test('every vendor has freshness for what it reads and limits as data', () => {
    for (const { limits, vendor } of vendorModules) {
      expect(Object.keys(limits.freshness).length, vendor).toBeGreaterThan(0);
      for (const [name, budget] of Object.entries(limits.classes)) {
        expect(budget.within === undefined || budget.within in limits.classes, `${vendor} ${name}`).toBe(true);
      }
    }
  });
});

describe('a vendor among others', () => {
  const module: VendorModule<{ readonly url: string }> = {
    vendor: 'WATTSHIFT',
    configKey: 'wattshift',
    configSchema: z.strictObject({ url: z.string() }),
    limits: { classes: { default: {} }, freshness: {} },
    homeMemberKind: 'home',
    baseUrls: ({ url }) => ({ url }),
    createSource: () => ({ vendor: 'WATTSHIFT', ping: async () => {}, status: () => [] }),
    webhook: {
      verifyDelivery: () => true,
      parseDelivery: () => [],
      settings: ({ url }) => ({ token: url, secrets: [] }),
    },
  };
  const held = defineVendor(module);

  test('works with its own config', () => {
    expect(held.baseUrls({ url: 'u' })).toEqual({ url: 'u' });
    expect(held.webhook!.settings({ url: 'u' })).toEqual({ token: 'u', secrets: [] });
    expect(held.webhook!.verifyDelivery({ body: new Uint8Array(), headers: {} }, [])).toBe(true);
  });

  test('refuses the config of another', () => {
    expect(() => held.baseUrls({ baseUrl: 'u' })).toThrow(z.ZodError);
    expect(() => held.webhook!.settings(undefined)).toThrow(z.ZodError);
  });
});
