import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { createSchedule } from '../../src/loaders/turns.ts';
import { createVendorLoader, type VendorKey } from '../../src/loaders/vendor-loader.ts';
import { createCallTrace } from '../../src/upstream/call.ts';
import { createWorld } from '../graph/world.ts';

const call = {
  signal: new AbortController().signal,
  deadlineMs: 0,
  priority: 'interactive',
  trace: createCallTrace(),
} as const;

function createLoader(answer: (vendor: string, ids: readonly string[]) => ReadonlyMap<string, string | AppError>) {
  const batches: string[] = [];
  const { tenant } = createWorld({ vendors: ['ENERKEY', 'WATTICS'] });
  const loader = createVendorLoader<VendorKey, string>(
    { tenant, call, schedule: createSchedule() },
    {
      name: 'words',
      absent: 'null',
      fetch: async ({ vendor }, keys) => {
        const ids = keys.map(({ id }) => id);
        batches.push(`${vendor} ${ids}`);
        return answer(vendor, ids);
      },
    },
  );
  return { loader, batches };
}

const echo = (vendor: string, ids: readonly string[]) => new Map(ids.map((id) => [id, `${vendor} ${id}`]));

test('keys that become known over several turns of the event loop are one batch a vendor', async () => {
  const { loader, batches } = createLoader(echo);
  const later = async () => {
    await turn();
    await Promise.resolve();
    return loader.load({ vendor: 'ENERKEY', id: '2' });
  };
  const loaded = await Promise.all([
    loader.load({ vendor: 'ENERKEY', id: '1' }),
    later(),
    loader.load({ vendor: 'WATTICS', id: '1' }),
    loader.load({ vendor: 'ENERKEY', id: '1' }),
  ]);
  expect(loaded).toEqual(['ENERKEY 1', 'ENERKEY 2', 'WATTICS 1', 'ENERKEY 1']);
  expect(batches).toEqual(['ENERKEY 1,2', 'WATTICS 1']);
});

test('a vendor that fails as a whole fails its own keys only', async () => {
  const { loader } = createLoader((vendor, ids) => {
    if (vendor === 'WATTICS') throw new AppError('VENDOR_TIMEOUT', 'too slow');
    return echo(vendor, ids);
  });
  const good = loader.load({ vendor: 'ENERKEY', id: '1' });
  const bad = loader.load({ vendor: 'WATTICS', id: '1' });
  await expect(bad).rejects.toMatchObject({ code: 'VENDOR_TIMEOUT', details: { vendor: 'WATTICS' } });
  expect(await good).toBe('ENERKEY 1');
});

test('what is no AppError is hidden, and still names the vendor', async () => {
  const { loader } = createLoader(() => {
    throw new TypeError('secret of the source');
  });
  await expect(loader.load({ vendor: 'ENERKEY', id: '1' })).rejects.toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
    message: 'Internal error.',
    details: { vendor: 'ENERKEY' },
  });
});

test('a vendor that is not configured is not asked', async () => {
  const { loader, batches } = createLoader(echo);
  expect(await loader.load({ vendor: 'EQUIWATT', id: '1' })).toBeNull();
  expect(batches).toEqual([]);
});
