import { describe, expect, test } from 'vitest';
import { wattshift } from '../../../src/vendors/wattshift/index.ts';

const webhook = wattshift.webhook!;
const bytes = (content: unknown) =>
  Buffer.from(typeof content === 'string' ? content : JSON.stringify(content), 'utf8');
const signed = (key: string | readonly string[] | undefined) => ({
  body: bytes('{}'),
  headers: key === undefined ? {} : { 'x-ws-security-key': key },
});

describe('verifying a WattShift delivery', () => {
  const secrets = ['old-security-key', 'new-security-key'];

  test.each([
    ['the first key', 'old-security-key', true],
    ['the second key', 'new-security-key', true],
    ['a key with a changed letter', 'new-security-kez', false],
    ['a beginning of the key', 'new-security', false],
    ['the key and more', 'new-security-key ', false],
    ['another case', 'NEW-SECURITY-KEY', false],
    ['an empty header', '', false],
    ['no header', undefined, false],
    ['the right header twice', ['new-security-key', 'new-security-key'], false],
  ])('%s', (_name, key, verified) => {
    expect(webhook.verifyDelivery(signed(key), secrets)).toBe(verified);
  });

  test('without a secret nothing is verified, an empty header neither', () => {
    expect(webhook.verifyDelivery(signed(''), [])).toBe(false);
    expect(webhook.verifyDelivery(signed('any'), [])).toBe(false);
    expect(webhook.verifyDelivery(signed(''), [''])).toBe(false);
  });
});

describe('reading a WattShift delivery', () => {
  const plain = { homeId: 'ws_home_a', startTime: '2026-01-15T16:00:00Z', endTime: '2026-01-16T16:00:00Z', prices: [] };
  const openAdr = { id: 'e', createdDateTime: '2026-01-15T17:00:00+01:00', intervals: [] };
  const delivery = { eventType: 'PRICE_SIGNAL', data: { ws_home_a: plain, ws_home_b: openAdr } };

  test('says one event a home, in either shape', () => {
    expect(webhook.parseDelivery(bytes(delivery))).toEqual([
      { type: 'PRICE_SIGNAL', occurredAt: null, identity: expect.any(String), subject: { homeId: 'ws_home_a' } },
      {
        type: 'PRICE_SIGNAL',
        occurredAt: '2026-01-15T16:00:00.000Z',
        identity: expect.any(String),
        subject: { homeId: 'ws_home_b' },
      },
    ]);
  });

  test('gives the same bytes the same identities, and each home and body its own', () => {
    const identities = (content: unknown) => webhook.parseDelivery(bytes(content)).map(({ identity }) => identity);
    const first = identities(delivery);
    expect(identities(delivery)).toEqual(first);
    expect(new Set([...first, ...identities({ ...delivery, more: 1 })]).size).toBe(4);
    for (const identity of first) expect(identity.length).toBeLessThanOrEqual(128);
  });

  test.each([
    ['SET_POINT_SCHEDULE', { eventType: 'SET_POINT_SCHEDULE', data: { ws_device_1: { blocks: [] } } }],
    ['THERMOSTAT_QUERY', { eventType: 'THERMOSTAT_QUERY' }],
    ['what nobody knows yet', { eventType: 'SOMETHING_NEW', data: [1] }],
    ['no home at all', { eventType: 'PRICE_SIGNAL', data: {} }],
  ])('%s is no event of ours', (_name, content) => {
    expect(webhook.parseDelivery(bytes(content))).toEqual([]);
  });

  test.each([
    ['no JSON', 'hello'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]).toString('latin1')],
    ['a list', []],
    ['no event type', { data: {} }],
    ['signals that are no object', { eventType: 'PRICE_SIGNAL', data: [plain] }],
    ['a signal that is no object', { eventType: 'PRICE_SIGNAL', data: { ws_home_a: 1 } }],
  ])('%s is VENDOR_CONTRACT', (_name, content) => {
    expect(() => webhook.parseDelivery(bytes(content))).toThrow(expect.objectContaining({ code: 'VENDOR_CONTRACT' }));
  });

  test('does not take a home called __proto__ for anything else', () => {
    const events = webhook.parseDelivery(bytes('{"eventType":"PRICE_SIGNAL","data":{"__proto__":{"x":1},"h":{}}}'));
    expect(events.map(({ subject }) => subject.homeId)).toContain('h');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('the webhook settings', () => {
  const config = { baseUrl: 'https://api.wattshift.com', apiKey: 'k' };

  test('take one key or two, and none without a webhook', () => {
    const settings = (securityKey: string | string[]) =>
      webhook.settings({ ...config, webhook: { token: 't', securityKey } });
    expect(settings('a')).toEqual({ token: 't', secrets: ['a'] });
    expect(settings(['a', 'b'])).toEqual({ token: 't', secrets: ['a', 'b'] });
    expect(webhook.settings(config)).toBeUndefined();
  });
});
