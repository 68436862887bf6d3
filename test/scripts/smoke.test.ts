import { describe, expect, it } from 'vitest';
import { answeringVendors, assertWhole, firstQuery } from '../../scripts/smoke.ts';

describe('firstQuery', () => {
  it('takes the first block marked as GraphQL', () => {
    const readme = 'Hello\n```sh\nnpm ci\n```\n```graphql\n{ one }\n```\n```graphql\n{ two }\n```\n';
    expect(firstQuery(readme)).toBe('{ one }\n');
  });

  it('says so when there is none', () => {
    expect(() => firstQuery('```sh\nnpm ci\n```')).toThrow('README.md shows no ```graphql block');
  });
});

describe('assertWhole', () => {
  it.each([
    [{ data: { a: 1 }, errors: [{ message: 'enerkey is down' }] }, 'enerkey is down'],
    [{ data: { home: null, asset: {} } }, 'nothing came for home'],
    [{ data: null }, 'the answer has no data'],
    [{}, 'the answer has no data'],
  ])('refuses %j', (answer, message) => {
    expect(() => assertWhole(answer)).toThrow(message);
  });

  it('accepts an answer with data in each field', () => {
    expect(() => assertWhole({ data: { home: {}, count: 0 } })).not.toThrow();
  });
});

describe('answeringVendors', () => {
  it('names the vendors with a call that went well', () => {
    const metrics = [
      '# TYPE wattgraph_vendor_calls_total counter',
      'wattgraph_vendor_calls_total{vendor="ENERKEY",operation="meters",outcome="ok"} 2',
      'wattgraph_vendor_calls_total{vendor="WATTICS",operation="sites",outcome="timeout"} 1',
      'wattgraph_vendor_calls_total{vendor="DIGIWATT",operation="token",outcome="ok"} 0',
    ].join('\n');
    expect(answeringVendors(metrics)).toEqual(['ENERKEY']);
  });
});
