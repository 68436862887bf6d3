import { expect, test } from 'vitest';
import { equiwatt } from '../../../src/vendors/equiwatt/index.ts';

const config = {
  baseUrl: 'https://cloud.equiwatt.com',
  apiKey: 'k',
  tenantUuid: '7e4a1700-0000-4000-8000-000000000001',
};
const accepts = (change: object) => equiwatt.configSchema.safeParse({ ...config, ...change }).success;

test('a webhook has one or two secrets, or is registered by the gateway', () => {
  expect(accepts({})).toBe(true);
  expect(accepts({ webhook: { token: 't', secrets: ['a'] } })).toBe(true);
  expect(accepts({ webhook: { token: 't', secrets: ['a', 'b'] } })).toBe(true);
  expect(accepts({ webhook: { token: 't', auto: true } })).toBe(true);
  expect(accepts({ webhook: { token: 't' } })).toBe(false);
  expect(accepts({ webhook: { token: 't', secrets: [] } })).toBe(false);
  expect(accepts({ webhook: { token: 't', secrets: ['a', 'b', 'c'] } })).toBe(false);
  expect(accepts({ webhook: { token: 't', secrets: ['a'], auto: true } })).toBe(false);
  expect(accepts({ webhook: { token: 't', auto: false } })).toBe(false);
  expect(accepts({ webhook: { secrets: ['a'] } })).toBe(false);
});

test('the tenant is a UUID and the host an http URL', () => {
  expect(accepts({ tenantUuid: 'acme' })).toBe(false);
  expect(accepts({ baseUrl: 'ftp://cloud.equiwatt.com' })).toBe(false);
  expect(accepts({ baseUrl: 'cloud.equiwatt.com' })).toBe(false);
  expect(accepts({ apiKey: '' })).toBe(false);
});

test('its settings name the token and the live secrets', () => {
  const { settings } = equiwatt.webhook!;
  expect(settings(config)).toBeUndefined();
  expect(settings({ ...config, webhook: { token: 't', secrets: ['new', 'old'] } })).toEqual({
    token: 't',
    secrets: ['new', 'old'],
  });
  expect(settings({ ...config, webhook: { token: 't', auto: true } })).toEqual({
    ...{ token: 't', secrets: [], auto: true },
  });
});

test('its limits are those of the vendor guide', () => {
  const { default: usual, energyUpload } = equiwatt.limits.classes;
  expect(usual.rate).toEqual({ value: { requests: 25, windowMs: 1000 }, basis: 'documented' });
  expect(usual.concurrent).toEqual({ value: 15, basis: 'documented' });
  expect(energyUpload).toMatchObject({ within: 'default', rate: { value: { requests: 1, windowMs: 1000 } } });
});
