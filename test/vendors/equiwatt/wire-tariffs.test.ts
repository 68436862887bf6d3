import { describe, expect, test } from 'vitest';
import {
  parseTariffPage,
  parseTariffPlans,
  parseUrl,
  tariffRateSchema,
  tariffSchema,
} from '../../../src/vendors/equiwatt/wire-tariffs.ts';

const operation = 'listTariffs';
const items = (body: unknown) => parseTariffPage(body, operation, 1000).items;

describe('a list of tariffs', () => {
  const one = { name: 'Agile' };
  test.each([
    ['a page', { items: [one], pagination: { totalItems: 1, totalPages: 1, itemsPerPage: 1000 } }],
    ['a bare list', [one]],
    ['a list behind one name', { tariffs: [one] }],
    ['one object alone', one],
  ])('is read from %s', (_, body) => expect(items(body)).toEqual([one]));

  test.each([[undefined], [null], [{}], [[]]])('is empty in %j', (body) => expect(items(body)).toEqual([]));

  test.each(['text', 7, true])('is not %j', (body) => {
    expect(() => items(body)).toThrow(expect.objectContaining({ code: 'VENDOR_CONTRACT' }));
  });

  test('of plans may be of bare words, and of nothing that is no object', () => {
    expect(parseTariffPlans(['agile'], operation)).toMatchObject([{ id: 'agile', name: null }]);
    expect(() => parseTariffPlans([7], operation)).toThrow(expect.objectContaining({ code: 'VENDOR_CONTRACT' }));
  });
});

describe('a tariff', () => {
  test('requires nothing, takes the usual names, and keeps every value as a detail', () => {
    expect(tariffSchema.parse({})).toEqual({
      ...{ id: null, name: null, supplier: null, status: null, from: null, to: null, details: [] },
    });
    const said = {
      tariffCode: 7,
      displayName: 'Go',
      provider: 'Octavia',
      validFrom: '2026-01-01',
      rates: [{ p: '1' }],
    };
    expect(tariffSchema.parse(said)).toMatchObject({
      ...{ id: '7', name: 'Go', supplier: 'Octavia', from: '2026-01-01T00:00:00.000Z', to: null },
    });
    expect(tariffSchema.parse(said).details).toContainEqual({ name: 'rates.0.p', value: '1' });
  });

  test('tells no more than 200 details', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, n]));
    expect(tariffSchema.parse(many).details).toHaveLength(200);
  });

  test.each([
    ['0.31', 0.31],
    [0.31, 0.31],
    ['', null],
    ['dear', null],
    [null, null],
  ])('has the price %j as %j', (price, expected) => expect(tariffRateSchema.parse({ price }).price).toBe(expected));
});

describe('an address to go to', () => {
  test.each([
    ['https://a.example/x'],
    [{ url: 'https://a.example/x' }],
    [{ redirectURL: 'https://a.example/x' }],
    [{ somethingElse: 'https://a.example/x' }],
  ])('is found in %j', (body) => expect(parseUrl(body)).toBe('https://a.example/x'));

  test.each([['javascript:alert(1)'], [{ url: 'http://a.example' }], [{ url: 7 }], [{}], [null], ['https://']])(
    'is not found in %j',
    (body) => expect(parseUrl(body)).toBeUndefined(),
  );
});
