import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KeyParams } from '../../src/upstream/key.ts';
import { fingerprintOf, sharedKey, type TenantScope, tenantKey } from '../../src/upstream/key.ts';

const text = fc.string({ unit: fc.constantFrom(':', '1', '2', 'a', '"', '\\', '|', 'é') });
const params = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)), {
  noNullPrototype: true,
});
const parts = fc.record({ tenantId: text, role: text, resource: text, params, id: text });

function keyOf({ tenantId, role, resource, params, id }: { [K in keyof Parts]: Parts[K] }) {
  const scope: TenantScope = { vendor: 'ENERKEY', role, tenantId, credential: fingerprintOf(['k']) };
  return tenantKey('entry', scope, resource, params)(id);
}
interface Parts {
  readonly tenantId: string;
  readonly role: string;
  readonly resource: string;
  readonly params: KeyParams;
  readonly id: string;
}

test('differs whenever a part differs, whatever characters the parts hold', () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const canonical = (each: Parts) => JSON.stringify({ ...each, params: Object.entries(each.params).sort() });
      expect(keyOf(a) === keyOf(b)).toBe(canonical(a) === canonical(b));
    }),
    { numRuns: 2_000 },
  );
});

test('does not depend on the order of the parameters, nor on absent ones', () => {
  const base = { tenantId: 't', role: '', resource: 'r', id: 'i' };
  expect(keyOf({ ...base, params: { a: 1, b: '1' } })).toBe(keyOf({ ...base, params: { b: '1', c: undefined, a: 1 } }));
  expect(keyOf({ ...base, params: { a: 1 } })).not.toBe(keyOf({ ...base, params: { a: '1' } }));
});

test('is one for all tenants of a credential where the vendor counts, and differs by purpose', () => {
  const scope = { vendor: 'ENERKEY', role: '', credential: fingerprintOf(['k']) } as const;
  expect(sharedKey('budget', scope)).toBe(sharedKey('budget', { ...scope }));
  expect(sharedKey('budget', scope)).not.toBe(sharedKey('breaker', scope));
  expect(sharedKey('budget', scope)).not.toBe(sharedKey('budget', { ...scope, credential: fingerprintOf(['l']) }));
});

test('shows nothing of a credential', () => {
  expect(fingerprintOf(['canary-secret'])).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprintOf(['ab', 'c'])).not.toBe(fingerprintOf(['a', 'bc']));
});
