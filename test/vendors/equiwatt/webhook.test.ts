import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { equiwatt } from '../../../src/vendors/equiwatt/index.ts';

const { verifyDelivery, parseDelivery } = equiwatt.webhook!;
const header = 'equiwatt-webhook-signature';
const eventUuid = '2b488d39-b752-49ed-94aa-8827e2f6e280';

// Made with the algorithm of equiwatt's own client: HMAC-SHA256, hex, over the UTF-8 body.
const vector = {
  secret: 'test-webhook-secret',
  body: `{"uuid":"6f1d0c1e-8f0a-4d8e-9a55-0b7f4f0f2a11","type":"EVENT.STARTED","timestamp":"2025-01-15T17:00:00.000Z","resource":{"uuid":"${eventUuid}"}}`,
  hex: 'b57f1e667ca2ebf9e200a63d899d822cc2765356eeb67d5969e9d3d472636cd9',
};

const sign = (body: string | Uint8Array, secret: string) =>
  `equsha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const bytes = (text: string) => Buffer.from(text, 'utf8');
const verify = (value: string | readonly string[] | undefined, body = bytes(vector.body), secrets = [vector.secret]) =>
  verifyDelivery({ body, headers: { [header]: value } }, secrets);

describe('the signature of a delivery', () => {
  test('is the one of the test vector', () => {
    expect(verify(`equsha256=${vector.hex}`)).toBe(true);
  });

  test('holds under the secret and under the one it replaces, and under no third', () => {
    const signed = sign(vector.body, 'old');
    expect(verify(signed, bytes(vector.body), ['new', 'old'])).toBe(true);
    expect(verify(signed, bytes(vector.body), ['new'])).toBe(false);
    expect(verify(signed, bytes(vector.body), ['new', 'newer', 'old'])).toBe(false);
  });

  test('fails when a single bit of the body or of the signature is another', () => {
    const changed = bytes(vector.body);
    changed[40]! ^= 1;
    expect(verify(`equsha256=${vector.hex}`, changed)).toBe(false);
    for (let i = 0; i < 64; i += 1) {
      const flipped = (Number.parseInt(vector.hex[i]!, 16) ^ 1).toString(16);
      expect(verify(`equsha256=${vector.hex.slice(0, i)}${flipped}${vector.hex.slice(i + 1)}`)).toBe(false);
    }
  });

  test.each([
    ['absent', undefined],
    ['empty', ''],
    ['without its prefix', vector.hex],
    ['with another prefix', `sha256=${vector.hex}`],
    ['in capitals', `equsha256=${vector.hex.toUpperCase()}`],
    ['in base64', `equsha256=${Buffer.from(vector.hex, 'hex').toString('base64')}`],
    ['cut short', `equsha256=${vector.hex.slice(0, 62)}`],
    ['too long', `equsha256=${vector.hex}00`],
    ['all zeros', `equsha256=${'0'.repeat(64)}`],
    ['sent twice', [`equsha256=${vector.hex}`, `equsha256=${vector.hex}`]],
  ])('is refused when it is %s', (_what, value) => {
    expect(verify(value)).toBe(false);
  });

  test('never holds without a secret, not even under an empty one', () => {
    expect(verify(sign(vector.body, ''), bytes(vector.body), [])).toBe(false);
    expect(verify(sign(vector.body, ''), bytes(vector.body), [''])).toBe(false);
    expect(verify(sign(vector.body, 'undefined'), bytes(vector.body), [])).toBe(false);
  });

  test.each([
    ['unusual spacing', '{ "uuid" :\n "a" }'],
    ['escapes', '{"name":"caf\\u00e9"}'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['a key twice', '{"a":1,"a":2}'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
  ])('is over the bytes as received: %s', (_what, body) => {
    expect(verify(sign(body, vector.secret), Buffer.from(body))).toBe(true);
  });
});

describe('what a delivery says', () => {
  const parse = (delivery: unknown) => parseDelivery(bytes(JSON.stringify(delivery)))[0]!;
  const timestamp = '2025-01-15T17:00:00.000Z';

  test.each([
    ['EVENT.SCHEDULED', 'EVENT_SCHEDULED'],
    ['EVENT.STARTED', 'EVENT_STARTED'],
    ['EVENT.ENDED', 'EVENT_ENDED'],
    ['EVENT.CANCELLED', 'EVENT_CANCELLED'],
    ['EVENT.BASELINES_READY', 'EVENT_BASELINES_READY'],
    ['EVENT.STATS_CALCULATION_STARTED', 'EVENT_STATS_CALCULATION_STARTED'],
    ['EVENT.STATS_READY', 'EVENT_STATS_READY'],
  ])('%s is about a flexibility event', (type, ours) => {
    const resource = { uuid: eventUuid, name: 'Peak', status: 'SCHEDULED', incentive: 3 };
    expect(parse({ uuid: 'w', type, timestamp, resource })).toMatchObject({
      ...{ type: ours, occurredAt: timestamp, subject: { flexEventId: eventUuid } },
    });
  });

  test.each([
    [
      { type: 'PORTFOLIO.ASSETS_ASSIGNED', resource: { uuid: 'p', assetUUIDs: ['a', 'b'] } },
      { type: 'PORTFOLIO_ASSETS_ASSIGNED', subject: { portfolioId: 'p', assets: [{ id: 'a' }, { id: 'b' }] } },
    ],
    [
      { type: 'EVENT.PORTFOLIO_ASSIGNED', resource: { uuid: 'e', portfolioUUID: 'p' } },
      { type: 'EVENT_PORTFOLIO_ASSIGNED', subject: { flexEventId: 'e', portfolioId: 'p' } },
    ],
    [
      { type: 'ASSET.MPAN_VALIDATED', resource: { uuid: 'a', assetId: '10' } },
      { type: 'ASSET_MPAN_VALIDATED', subject: { assets: [{ id: 'a' }] } },
    ],
    [
      {
        type: 'EVENT_SCHEME.ASSETS_UPDATED',
        resource: {
          uuid: 's',
          assets: [{ uuid: 'a', assetId: '1', state: 'READY' }, { uuid: 'b', state: 'NEW' }, 'c'],
        },
      },
      {
        type: 'EVENT_SCHEME_ASSETS_UPDATED',
        subject: {
          eventSchemeId: 's',
          assets: [{ id: 'a', state: 'READY' }, { id: 'b', state: 'UNKNOWN' }, { id: 'c' }],
        },
      },
    ],
  ])('$type names what it is about', (delivery, expected) => {
    expect(parse({ uuid: 'w', timestamp, ...delivery })).toMatchObject(expected);
  });

  test('is read under the other names the vendor may use', () => {
    const event = parse({ webhookUUID: 'w', eventType: 'event.started', timestamp, data: { uuid: 'e' }, extra: 1 });
    expect(event).toMatchObject({ type: 'EVENT_STARTED', occurredAt: timestamp, subject: { flexEventId: 'e' } });
  });

  test.each([
    ['2025-01-15T18:00:00+01:00', timestamp],
    ['2025-01-15T17:00:00', timestamp],
    [1736960400, timestamp],
    ['1736960400', timestamp],
    [1736960400000, timestamp],
    ['some time ago', null],
    [undefined, null],
  ])('happened at %s', (sent, occurredAt) => {
    const delivery = { uuid: 'w', type: 'EVENT.ENDED', timestamp: sent, resource: { uuid: 'e' } };
    expect(parse(delivery).occurredAt).toBe(occurredAt);
  });

  test('has one identity however often and in whatever form it is sent', () => {
    const delivery = { uuid: 'w', type: 'EVENT.STARTED', timestamp, resource: { uuid: 'e' } };
    const { identity } = parse(delivery);
    expect(identity.length).toBeLessThanOrEqual(128);
    expect(parse({ ...delivery, retry: 2 }).identity).toBe(identity);
    const [spaced] = parseDelivery(bytes(JSON.stringify(delivery, null, 2)));
    expect(spaced?.identity).toBe(identity);
  });

  test.each([
    { uuid: 'other' },
    { type: 'EVENT.ENDED' },
    { timestamp: '2025-01-15T17:00:01.000Z' },
    { resource: { uuid: 'other' } },
  ])('has another identity with another %o', (change) => {
    const delivery = { uuid: 'w', type: 'EVENT.STARTED', timestamp, resource: { uuid: 'e' } };
    expect(parse({ ...delivery, ...change }).identity).not.toBe(parse(delivery).identity);
  });

  test('tells two portfolios assigned at the same moment apart', () => {
    const assigned = (portfolioUUID: string) =>
      parse({ uuid: 'w', type: 'EVENT.PORTFOLIO_ASSIGNED', timestamp, resource: { uuid: 'e', portfolioUUID } });
    expect(assigned('p1').identity).not.toBe(assigned('p2').identity);
  });

  test('is known by its bytes when it says neither who nor when', () => {
    const delivery = { type: 'EVENT.STARTED', resource: { uuid: 'e' } };
    expect(parse(delivery).identity).toBe(parse(delivery).identity);
    expect(parse({ ...delivery, note: 1 }).identity).not.toBe(parse(delivery).identity);
  });

  test.each([
    ['no JSON', 'uuid=w'],
    ['an array', '[]'],
    ['null', 'null'],
    ['no type', '{"resource":{"uuid":"e"}}'],
    ['a type nobody knows', '{"type":"EVENT.EXPLODED","resource":{"uuid":"e"}}'],
    ['a type of ours', '{"type":"EVENT_STARTED","resource":{"uuid":"e"}}'],
    ['no resource', '{"type":"EVENT.STARTED"}'],
    ['a resource without uuid', '{"type":"EVENT.STARTED","resource":{"name":"secret-name"}}'],
    ['a resource named by a prototype', '{"type":"__proto__","resource":{"uuid":"e"}}'],
  ])('is VENDOR_CONTRACT when it has %s, without showing it', (_what, body) => {
    const parsing = () => parseDelivery(bytes(body));
    expect(parsing).toThrow(AppError);
    expect(parsing).toThrow(expect.objectContaining({ code: 'VENDOR_CONTRACT', details: { vendor: 'EQUIWATT' } }));
    expect(parsing).not.toThrow(/secret-name|EXPLODED|uuid=w/);
  });

  test('begins after a byte order mark', () => {
    expect(parseDelivery(bytes(`\ufeff${vector.body}`))[0]?.subject).toEqual({ flexEventId: eventUuid });
  });
});
