import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { startWattshiftSandbox, type WattshiftSandbox } from '../../../src/sandbox/wattshift/index.ts';
import { demoCredentials, homeId, hvacId } from '../../../src/sandbox/world.ts';
import type { VendorSource } from '../../../src/vendors/vendor.ts';
import { wattshift } from '../../../src/vendors/wattshift/index.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { type ClockedSource, openClocked } from '../clocked-source.ts';

let sandbox: WattshiftSandbox;
let opened: ClockedSource;
let source: VendorSource;

beforeEach(async () => {
  const clock = createFakeClock(Date.parse('2026-01-15T17:00:00Z'));
  sandbox = await startWattshiftSandbox({ clock });
  opened = openClocked(wattshift, { baseUrl: sandbox.url, apiKey: demoCredentials.wattshift.apiKey }, clock);
  source = opened.source;
});
afterEach(async () => {
  await opened.stop();
  await sandbox.stop();
});

const call = () => opened.newCall();
const paths = () => sandbox.calls.map(({ path }) => path.slice('/v1/'.length));

/** Reads everything that can be cached of two homes and two thermostats; gives the calls that took. */
async function readAll(): Promise<readonly string[]> {
  sandbox.reset();
  const [one, two] = [homeId(1), homeId(2)];
  await Promise.all([
    source.homes!.byIds([one, two], call()),
    source.homes!.priceSignals([{ homeId: one }, { homeId: two }], call()),
    source.homes!.utilitiesByZipcode(['94110'], call()),
    source.homeEstimates!.openAdrEvents([one, two], call()),
    source.homeOnboarding!.states([one, two], call()),
    source.hvac!.schedules([hvacId(1), hvacId(2)], call()),
    source.hvac!.preferences([hvacId(1), hvacId(2)], call()),
  ]);
  return paths().toSorted();
}

const priceOf = (n: number) => [`homes/${homeId(n)}/price_signal`, `homes/${homeId(n)}/price_signal/open_adr`];

describe('what a change makes be read afresh', () => {
  beforeEach(async () => {
    expect(await readAll()).toHaveLength(12);
    expect(await readAll()).toEqual([]);
  });

  test('a new home: the list', async () => {
    await source.homeAdmin!.create({ name: 'New' }, call());
    expect(await readAll()).toEqual(['homes/list']);
  });

  test('a changed home: the list and its own prices', async () => {
    expect(await source.homeAdmin!.update(homeId(1), { ratePlanId: null }, call())).toBe(true);
    expect(await readAll()).toEqual(['homes/list', ...priceOf(1)].toSorted());
  });

  test('solar power: the prices of its home', async () => {
    await source.homeAdmin!.addSolar(homeId(1), { systemSizeKw: 5, isNonNetMetered: true }, call());
    expect(await readAll()).toEqual(priceOf(1).toSorted());
  });

  test('preferences: those and the schedule of their thermostat', async () => {
    await source.hvac!.setPreferences(hvacId(2), { maxTemp: 80 }, call());
    const device = `devices/hvac/${hvacId(2)}`;
    expect(await readAll()).toEqual([`${device}/set_point_schedule/get`, `${device}/user_preferences/get`]);
  });

  test('a change whose answer was lost: as one that was answered', async () => {
    sandbox.faults.add({ kind: 'truncated', times: 1 });
    await expect(source.homeAdmin!.update(homeId(1), { name: 'X' }, call())).rejects.toBeInstanceOf(AppError);
    expect(await readAll()).toContain('homes/list');
  });

  test('an estimate: nothing', async () => {
    const usageKwh = Array.from({ length: 31 }, () => Array.from({ length: 96 }, () => 0.1));
    await source.homeEstimates!.bill(homeId(1), { span: { year: 2026, month: 1 }, usageKwh }, call());
    await source.homeAdmin!.createSessionToken(undefined, call());
    expect(await readAll()).toEqual([]);
  });
});

describe('a call that fails', () => {
  test.each([
    ['create', () => source.homeAdmin!.create({ name: 'New' }, call())],
    ['update', () => source.homeAdmin!.update(homeId(1), { name: 'New' }, call())],
    ['remove', () => source.homeAdmin!.remove(homeId(1), call())],
    ['addSolar', () => source.homeAdmin!.addSolar(homeId(1), { systemSizeKw: 5, isNonNetMetered: true }, call())],
    ['createSessionToken', () => source.homeAdmin!.createSessionToken('u', call())],
  ] as const)('in %s is not sent again: it may have arrived', async (_, change) => {
    sandbox.faults.add({ kind: 'reset', times: 1 });
    await expect(change()).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
    expect(sandbox.calls).toHaveLength(1);
  });

  test('is refused by the vendor without its words', async () => {
    const failed = source.homeAdmin!.update(homeId(1), { name: '' }, call());
    await expect(failed).rejects.toMatchObject({
      code: 'VENDOR_REJECTED',
      message: expect.not.stringContaining('valid'),
    });
  });

  test('of a home or device that is unknown gives nothing', async () => {
    expect(await source.homeAdmin!.update('ws_home_x', { name: 'New' }, call())).toBe(false);
    expect(await source.homeAdmin!.remove('../list', call())).toBe(false);
    expect(await source.hvac!.preview('ws_device_x', { maxTemp: 80 }, call())).toBeUndefined();
    expect((await source.homeOnboarding!.states(['ws_home_x'], call())).size).toBe(0);
  });
});
