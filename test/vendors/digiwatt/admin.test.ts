import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DigiwattSandbox, startDigiwattSandbox } from '../../../src/sandbox/digiwatt/index.ts';
import { accountNumber, demoCredentials } from '../../../src/sandbox/world.ts';
import { digiwatt } from '../../../src/vendors/digiwatt/index.ts';
import type { VendorSource } from '../../../src/vendors/vendor.ts';
import { newCall, type OpenedSource, openSource } from '../opened-source.ts';

let sandbox: DigiwattSandbox;
let opened: OpenedSource;
let source: VendorSource;

function open(podRule?: 'strict' | 'lenient') {
  const config = { baseUrl: sandbox.url, timeZone: 'Europe/Rome', ...demoCredentials.digiwatt };
  opened = openSource(digiwatt, { ...config, ...(podRule && { podRule }) });
  source = opened.source;
}

beforeEach(async () => {
  sandbox = await startDigiwattSandbox();
  open();
});
afterEach(async () => {
  await opened.stop();
  await sandbox.stop();
});

const sent = () =>
  sandbox.calls.map(({ method, path }) => `${method} ${path}`).filter((call) => !call.includes('token'));
const registered = { accountNumber: '0099', pod: 'IT001E1234567890ABC' };
const profile = { house: null, residents: { adults: 1, children: 0, elderly: 0 }, appliances: null };

describe('Digiwatt accounts', () => {
  test('are registered, told of, and removed, one call each', async () => {
    const { register, onboard, remove } = source.householdAdmin!;
    expect(await register(registered, newCall())).toBe('registered');
    expect(await register(registered, newCall())).toBe('exists');
    expect(await onboard('0099', profile, newCall())).toBe(true);
    expect(await remove('0099', newCall())).toBe(true);
    expect(await remove('0099', newCall())).toBe(false);
    expect(await onboard('0099', profile, newCall())).toBe(false);
    expect(sent()).toEqual([
      ...['POST /user', 'POST /user', 'POST /user/0099/onboarding', 'DELETE /user/0099', 'DELETE /user/0099'],
      'POST /user/0099/onboarding',
    ]);
  });

  test('are read afresh once they were removed, and no other account is', async () => {
    const ids = [accountNumber(1), accountNumber(2)];
    expect(
      (
        await source.households!.totals(
          ids.map((id) => ({ id, period: 'YESTERDAY' })),
          newCall(),
        )
      ).size,
    ).toBe(2);
    await source.householdAdmin!.remove(accountNumber(1), newCall());
    sandbox.reset();
    const after = await source.households!.totals(
      ids.map((id) => ({ id, period: 'YESTERDAY' })),
      newCall(),
    );
    expect(after.size).toBe(1);
    expect(sent()).toEqual([`GET /consumption/${accountNumber(1)}/totals/yesterday`]);
  });

  test('are neither registered nor removed twice when the answer is lost; onboarding is told again', async () => {
    const { register, onboard, remove } = source.householdAdmin!;
    await source.households!.power([accountNumber(3)], newCall());
    sandbox.reset();
    sandbox.faults.add({ kind: 'reset', path: '/user', times: 1 });
    await expect(register(registered, newCall())).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
    sandbox.faults.add({ kind: 'reset', times: 1 });
    await expect(remove(accountNumber(4), newCall())).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
    sandbox.faults.add({ kind: 'reset', times: 1 });
    expect(await onboard(accountNumber(3), profile, newCall())).toBe(true);
    const onboarding = `POST /user/${accountNumber(3)}/onboarding`;
    expect(sent()).toEqual(['POST /user', `DELETE /user/${accountNumber(4)}`, onboarding, onboarding]);
  });

  test('keep to the published POD pattern where the configuration asks for it', async () => {
    await opened.stop();
    open('strict');
    const { register } = source.householdAdmin!;
    for (const pod of ['IT001E12345678', 'IT001E1234567890AB', 'IT001E1234567890ABCD']) {
      const refused = register({ ...registered, pod }, newCall());
      await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'pod' } });
    }
    expect(sent()).toEqual([]);
    expect(await register(registered, newCall())).toBe('registered');
  });
});
