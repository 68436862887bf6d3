import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError, badInput, type ErrorCode } from '../../src/errors.ts';
import type { GraphContext } from '../../src/graph/context.ts';
import { mutate } from '../../src/graph/mutation.ts';
import { createIdempotency } from '../../src/store/idempotency.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { createContext } from './run.ts';
import { createWorld } from './world.ts';

const workMs = 20_000;

let store: Store;
let clock: FakeClock;
let context: GraphContext;
let runs: number;

beforeEach(async () => {
  store = await openStore('file::memory:');
  clock = createFakeClock();
  const idempotency = createIdempotency({ store, clock, workMs });
  context = { ...createContext(createWorld(), { idempotency }), clock };
  runs = 0;
});
afterEach(() => store.stop());

interface Made {
  readonly made: number | null;
}
const spec = (input: { idempotencyKey?: string; name?: string }, repeatable = false) => ({
  ...{ name: 'make', input, repeatable },
  refused: { made: null } as Made,
});
const make = async (): Promise<Made> => {
  runs += 1;
  return { made: runs };
};
/** @param changes requests that may have reached a vendor by then. */
const failWith =
  (code: ErrorCode, changes = 1) =>
  async (): Promise<Made> => {
    runs += 1;
    context.call.trace.changes += changes;
    throw new AppError(code, `${code} happened.`, { vendor: 'EQUIWATT' });
  };

test('without a key every request is carried out', async () => {
  expect(await mutate(spec({}), context, make)).toEqual({ made: 1, userErrors: [] });
  expect(await mutate(spec({}), context, make)).toEqual({ made: 2, userErrors: [] });
});

test('a key is carried out once, whatever order the fields of its input come in', async () => {
  const first = await mutate(spec({ idempotencyKey: 'k', name: 'n' }), context, make);
  const second = await mutate(spec({ name: 'n', idempotencyKey: 'k' }), context, make);
  expect([first, second, runs]).toEqual([{ made: 1, userErrors: [] }, { made: 1, userErrors: [] }, 1]);
});

test('a key with another input is refused', async () => {
  await mutate(spec({ idempotencyKey: 'k', name: 'n' }), context, make);
  const answer = await mutate(spec({ idempotencyKey: 'k', name: 'm' }), context, make);
  expect(answer).toMatchObject({
    made: null,
    userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.idempotencyKey' }],
  });
  expect(runs).toBe(1);
});

test('a key that is empty, over-long or not printable is refused', async () => {
  for (const idempotencyKey of ['', 'k'.repeat(256), 'line\nbreak']) {
    const { userErrors } = await mutate(spec({ idempotencyKey }), context, make);
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.idempotencyKey' }]);
  }
  expect(runs).toBe(0);
});

test('what the client can mend comes as a user error, with its field, and is kept', async () => {
  const refuse = async (): Promise<Made> => {
    runs += 1;
    throw badInput('input.name', 'input.name: must not be blank.');
  };
  const expected = {
    made: null,
    userErrors: [{ code: 'BAD_USER_INPUT', message: 'input.name: must not be blank.', field: 'input.name' }],
  };
  expect(await mutate(spec({ idempotencyKey: 'k' }), context, refuse)).toEqual(expected);
  expect(await mutate(spec({ idempotencyKey: 'k' }), context, refuse)).toEqual(expected);
  expect(runs).toBe(1);
});

test('an error that leaves the outcome open is the answer to its key, and nothing is sent again', async () => {
  for (const code of ['VENDOR_TIMEOUT', 'VENDOR_UNAVAILABLE', 'VENDOR_CONTRACT', 'INTERNAL_SERVER_ERROR'] as const) {
    runs = 0;
    for (const _ of [1, 2]) {
      await expect(mutate(spec({ idempotencyKey: code }), context, failWith(code))).rejects.toMatchObject({
        ...{ code, details: { vendor: 'EQUIWATT' } },
      });
    }
    expect(runs).toBe(1);
  }
});

test('after a failure before anything was sent the same key may be sent again', async () => {
  for (const code of [
    'VENDOR_RATE_LIMITED',
    'VENDOR_UNAUTHORIZED',
    'VENDOR_UNAVAILABLE',
    'OPERATION_TIMEOUT',
  ] as const) {
    runs = 0;
    await expect(mutate(spec({ idempotencyKey: code }), context, failWith(code, 0))).rejects.toMatchObject({ code });
    expect(await mutate(spec({ idempotencyKey: code }), context, make)).toEqual({ made: 2, userErrors: [] });
  }
});

test('a refusal after something was sent is the answer to its key: half of it may be done', async () => {
  for (const _ of [1, 2]) {
    const limited = mutate(spec({ idempotencyKey: 'k' }), context, failWith('VENDOR_RATE_LIMITED'));
    await expect(limited).rejects.toMatchObject({ code: 'VENDOR_RATE_LIMITED' });
  }
  expect(runs).toBe(1);
});

test('several faults come as they are, and are kept', async () => {
  const userErrors = ['a', 'b'].map((field) => ({ code: 'BAD_USER_INPUT' as const, message: `${field}: no.`, field }));
  for (const _ of [1, 2]) {
    const refuse = async () => ({ ...(await make()), userErrors });
    expect(await mutate(spec({ idempotencyKey: 'k' }), context, refuse)).toEqual({ made: 1, userErrors });
  }
});

test('an answer that is a secret is told again to its key, and cannot be read from the database', async () => {
  const token = 'a token nobody may see';
  const secretSpec = { name: 'token', input: { idempotencyKey: 'k' }, refused: { token: '' }, secret: true };
  const fetchToken = async () => {
    runs += 1;
    return { token };
  };
  for (const _ of [1, 2]) expect(await mutate(secretSpec, context, fetchToken)).toEqual({ token, userErrors: [] });
  expect(runs).toBe(1);
  const [row] = await store.db.selectFrom('idempotency').select(['key', 'answer']).execute();
  expect(Buffer.from(row!.answer!, 'base64').toString('latin1')).not.toContain('token');
  expect(row!.answer).not.toContain(Buffer.from(token).toString('base64').slice(0, 8));
  expect(row!.key).not.toBe('k');
});

test('what may be done twice is done again after any failure', async () => {
  const input = { idempotencyKey: 'k' };
  await expect(mutate(spec(input, true), context, failWith('VENDOR_TIMEOUT'))).rejects.toThrow();
  expect(await mutate(spec(input, true), context, make)).toEqual({ made: 2, userErrors: [] });
});

/** As a process that died while it was at work on the key. */
async function dieAt(idempotencyKey: string, repeatable: boolean): Promise<void> {
  void mutate(spec({ idempotencyKey }, repeatable), context, () => new Promise(() => {}));
  await claimed();
  await clock.advance(workMs);
}

async function claimed(): Promise<void> {
  await vi.waitFor(async () =>
    expect(await store.db.selectFrom('idempotency').select('key').execute()).toHaveLength(1),
  );
}

test('after a crash in the middle the outcome is told to be unknown, always the same, and nothing is sent again', async () => {
  await dieAt('k', false);
  for (const _ of [1, 2]) {
    await expect(mutate(spec({ idempotencyKey: 'k' }), context, make)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
  }
  expect(runs).toBe(0);
});

test('after a crash in the middle what may be done twice is done', async () => {
  await dieAt('k', true);
  expect(await mutate(spec({ idempotencyKey: 'k' }, true), context, make)).toEqual({ made: 1, userErrors: [] });
});

test('who comes while another is at work waits for that answer', async () => {
  let finish: (made: Made) => void = () => {};
  const first = mutate(
    spec({ idempotencyKey: 'k' }),
    context,
    () =>
      new Promise<Made>((resolve) => {
        finish = resolve;
      }),
  );
  await claimed();
  const second = mutate(spec({ idempotencyKey: 'k' }), context, make);
  for (let turn = 0; turn < 10; turn += 1) await clock.advance(50);
  finish({ made: 7 });
  expect(await first).toEqual({ made: 7, userErrors: [] });
  for (let turn = 0; turn < 10; turn += 1) await clock.advance(50);
  expect(await second).toEqual({ made: 7, userErrors: [] });
  expect(runs).toBe(0);
});

test('a user error names its field from the input on, whoever judged it', async () => {
  const refuse = async (): Promise<Made> => Promise.reject(badInput('name', 'name: must not be blank.'));
  const { userErrors } = await mutate(spec({}), context, refuse);
  expect(userErrors).toEqual([
    { code: 'BAD_USER_INPUT', message: 'input.name: must not be blank.', field: 'input.name' },
  ]);
});
