import { expect, test } from 'vitest';
import { AppError, type ErrorCode } from '../../src/errors.ts';
import { dropping } from '../../src/vendors/dropping.ts';

function createConnection(fails = false) {
  const dropped: string[] = [];
  const drop = async (tags: readonly string[]) => {
    dropped.push(...tags);
    if (fails) throw new Error('the cache is gone');
  };
  return { dropped, drop };
}

test('drops what a change makes stale, once it is made', async () => {
  const connection = createConnection();
  const outcome = await dropping(connection, ['a', 'b'], async () => {
    expect(connection.dropped).toEqual([]);
    return 7;
  });
  expect([outcome, connection.dropped]).toEqual([7, ['a', 'b']]);
});

test.each<[ErrorCode, readonly string[]]>([
  ['VENDOR_UNAVAILABLE', ['a']],
  ['VENDOR_TIMEOUT', ['a']],
  ['OPERATION_TIMEOUT', ['a']],
  ['VENDOR_CONTRACT', ['a']],
  ['VENDOR_REJECTED', []],
  ['VENDOR_RATE_LIMITED', []],
  ['VENDOR_UNAUTHORIZED', []],
])('after %s, which may or may not have been carried out, drops %j', async (code, expected) => {
  const connection = createConnection();
  const change = dropping(connection, ['a'], () => Promise.reject(new AppError(code, 'no')));
  await expect(change).rejects.toMatchObject({ code });
  expect(connection.dropped).toEqual(expected);
});

test('gives the outcome of a change although the drop failed', async () => {
  expect(await dropping(createConnection(true), ['a'], async () => 'made')).toBe('made');
});
