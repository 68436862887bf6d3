import { expect, test } from 'vitest';
import { isPublicAddress, parseBaseUrl, publicLookup } from '../../../src/upstream/http/public-address.ts';

const strict = { allowPrivateHosts: false };

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '64:ff9b::7f00:1',
  'fd00::1',
  'fe80::1',
  'ff02::1',
  'not an address',
])('takes %s for private', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
  'takes %s for public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  ['http://api.example.com', 'must start with https://'],
  ['https://127.0.0.1', 'is a private address'],
  ['https://2130706433/', 'is a private address'],
  ['https://0177.0.0.1/', 'is a private address'],
  ['https://0x7f.1/', 'is a private address'],
  ['https://[::1]/', 'is a private address'],
  ['https://[::ffff:10.0.0.1]/', 'is a private address'],
  ['https://user:canary@api.example.com', 'has a user, query or fragment'],
  ['https://api.example.com/?key=canary', 'has a user, query or fragment'],
  ['ftp://api.example.com', 'must start with https://'],
  ['api.example.com', 'is not a URL'],
])('refuses %s as a base URL', (url, reason) => {
  expect(() => parseBaseUrl(url, strict)).toThrow(reason);
  expect(() => parseBaseUrl(url, strict)).not.toThrow('canary');
});

test('accepts a public https URL, and http on loopback only when allowed', () => {
  expect(parseBaseUrl('https://api.example.com/v1', strict).pathname).toBe('/v1');
  expect(parseBaseUrl('http://127.0.0.1:4001', { allowPrivateHosts: true }).port).toBe('4001');
});

test.each([true, false])('refuses to connect to a name that leads to a private address (all: %s)', async (all) => {
  const error = await new Promise((resolve) => publicLookup('localhost', { all }, (failure) => resolve(failure)));
  expect(error).toMatchObject({ code: 'EPRIVATE' });
});
