import { afterEach, describe, expect, test } from 'vitest';
import { type Readings, readingKey } from '../../../src/domain/readings.ts';
import { AppError } from '../../../src/errors.ts';
import {
  type EnerkeySandbox,
  type EnerkeySandboxOptions,
  startEnerkeySandbox,
} from '../../../src/sandbox/enerkey/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import type { EnerkeyConfig } from '../../../src/vendors/enerkey/config.ts';
import { enerkey } from '../../../src/vendors/enerkey/index.ts';
import { newCall, openSource } from '../opened-source.ts';

const { primaryKey } = demoCredentials.enerkey;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start2013 = Date.UTC(2013, 0, 1);

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function start(options: EnerkeySandboxOptions = {}) {
  const sandbox = await startEnerkeySandbox(options);
  toStop.push(() => sandbox.stop());
  return sandbox;
}

function open(sandbox: EnerkeySandbox, config: Partial<EnerkeyConfig> = {}) {
  const opened = openSource(enerkey, { baseUrl: sandbox.url, apiKeys: [primaryKey], ...config });
  toStop.push(() => opened.stop());
  return opened.source;
}

const pathsOf = (sandbox: EnerkeySandbox) => sandbox.calls.map(({ method, path }) => `${method} ${path}`);

describe('pushes to EnerKey', () => {
  const values = [
    { atMs: start2013, value: 1.5 },
    { atMs: start2013 + hourMs, value: 2 },
  ];
  const request = {
    ...{ id: '1001', fromMs: start2013, toMs: start2013 + 2 * hourMs },
    ...({ resolution: 'HOUR', timeZone: 'UTC', normalized: false } as const),
  };

  test('consumption goes to one meter in one message and is read back afresh', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    const before = await source.meters!.readings([request], newCall());
    expect((before.get(readingKey(request)) as Readings).values).not.toEqual(Float64Array.of(1.5, 2));
    expect(await source.meterUpload!.pushConsumption('1001', values, newCall())).toBe(true);
    const after = await source.meters!.readings([request], newCall());
    expect((after.get(readingKey(request)) as Readings).values).toEqual(Float64Array.of(1.5, 2));
  });

  test('a push leaves the cached values of other meters alone', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    const other = { ...request, id: '1002' };
    await source.meters!.readings([request, other], newCall());
    await source.meterUpload!.pushConsumption('1001', values, newCall());
    const reads = () => pathsOf(sandbox).filter((path) => path.includes('GetHourlyValues')).length;
    const known = reads();
    await source.meters!.readings([other], newCall());
    expect(reads()).toBe(known);
  });

  test('cumulative readings go to a meter that measures them', async () => {
    const sandbox = await start({ cumulativeMeterIds: [1003] });
    const source = open(sandbox);
    expect(await source.meterUpload!.pushReadings('1003', values, newCall())).toBe(true);
    expect(sandbox.world.pushed.get(1003)).toEqual(new Map([[start2013, 0.5]]));
    await expect(source.meterUpload!.pushConsumption('1003', values, newCall())).rejects.toMatchObject({
      code: 'VENDOR_REJECTED',
    });
  });

  test('an unknown meter is told, and what is no id is not even asked', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    expect(await source.meterUpload!.pushConsumption('999999', values, newCall())).toBe(false);
    const calls = sandbox.calls.length;
    expect(await source.meterUpload!.pushConsumption('no-id', values, newCall())).toBe(false);
    expect(sandbox.calls.length).toBe(calls);
  });

  test('365 days fit one message, and the vendor takes no more', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    const hours = (days: number) =>
      Array.from({ length: days * 24 }, (_, i) => ({ atMs: start2013 + i * hourMs, value: 1 }));
    expect(source.meterUpload!.mostDays).toBe(365);
    expect(await source.meterUpload!.pushConsumption('1001', hours(365), newCall())).toBe(true);
    await expect(source.meterUpload!.pushConsumption('1001', hours(366), newCall())).rejects.toMatchObject({
      code: 'VENDOR_REJECTED',
    });
    expect(sandbox.world.pushed.get(1001)!.size).toBe((365 * dayMs) / hourMs);
  });

  test('a push that the vendor failed is not sent again', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    sandbox.faults.add({ kind: 'reset', path: 'PushConsumptionsForMeter' });
    await expect(source.meterUpload!.pushConsumption('1001', values, newCall())).rejects.toBeInstanceOf(AppError);
    expect(pathsOf(sandbox).filter((path) => path.includes('PushConsumptionsForMeter'))).toHaveLength(1);
  });
});

describe('changes of EnerKey actions', () => {
  const readAction = async (source: ReturnType<typeof open>) => {
    const actions = (await source.facilities!.actions!(['101'], newCall())).get('101');
    const [action] = actions instanceof AppError ? [] : (actions ?? []);
    return action!;
  };

  test('a change keeps every field that it does not name, unknown ones too', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    const { revision } = await readAction(source);
    const before = sandbox.world.actions.get(7101)!;
    const changes = { status: 'Done', endsAt: '2013-03-01T00:00:00Z' };
    const answer = await source.actionAdmin!.update('7101', revision, changes, newCall());
    expect(answer).toMatchObject({ outcome: 'updated', action: { status: 'Done', title: before.title } });
    expect(sandbox.world.actions.get(7101)).toEqual({ ...before, status: 'Done', endDate: '2013-03-01T00:00:00Z' });
  });

  test('the changed action is read afresh, with another revision', async () => {
    const source = open(await start());
    const { revision } = await readAction(source);
    await source.actionAdmin!.update('7101', revision, { status: 'Done' }, newCall());
    const after = await readAction(source);
    expect(after).toMatchObject({ status: 'Done' });
    expect(after.revision).not.toBe(revision);
  });

  test('of two writers that read the same, the second is told and overwrites nothing', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    const { revision } = await readAction(source);
    const answers = await Promise.all([
      source.actionAdmin!.update('7101', revision, { status: 'Done' }, newCall()),
      source.actionAdmin!.update('7101', revision, { status: 'Cancelled' }, newCall()),
    ]);
    expect(answers.map((answer) => answer?.outcome)).toEqual(['updated', 'changed']);
    expect(sandbox.world.actions.get(7101)).toMatchObject({ status: 'Done' });
  });

  test('a change of a field that is none of ours counts as a change', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    const { revision } = await readAction(source);
    sandbox.world.actions.set(7101, { ...sandbox.world.actions.get(7101)!, responsiblePerson: 'Somebody else' });
    const answer = await source.actionAdmin!.update('7101', revision, { status: 'Done' }, newCall());
    expect(answer?.outcome).toBe('changed');
    expect(sandbox.world.actions.get(7101)).toMatchObject({ status: 'Planned', responsiblePerson: 'Somebody else' });
  });

  test('an unknown action is told', async () => {
    expect(await open(await start()).actionAdmin!.update('1', 'any', {}, newCall())).toBeUndefined();
  });
});

describe('EnerKey images and alarms', () => {
  const image = { facilityId: '101', kind: 'full', format: 'png', colors: ['336699', 'cc3333'] } as const;

  test.each([
    ['full', 'png', 'image/png', '89504e47'],
    ['limited', 'pdf', 'application/pdf', '25504446'],
  ] as const)('a %s image comes as %s', async (kind, format, contentType, signature) => {
    const found = await open(await start()).images!.facilityImage({ ...image, kind, format }, newCall());
    expect(found?.contentType).toBe(contentType);
    expect(Buffer.from(found!.bytes).toString('hex', 0, 4)).toBe(signature);
  });

  test('an image is drawn once, and again in other colours', async () => {
    const sandbox = await start();
    const source = open(sandbox);
    const first = await source.images!.facilityImage(image, newCall());
    expect(await source.images!.facilityImage(image, newCall())).toEqual(first);
    expect(sandbox.calls).toHaveLength(1);
    const other = await source.images!.facilityImage({ ...image, colors: ['000000'] }, newCall());
    expect(other?.bytes).not.toEqual(first?.bytes);
  });

  test('an image of an unknown facility is none', async () => {
    expect(await open(await start()).images!.facilityImage({ ...image, facilityId: '9' }, newCall())).toBeUndefined();
  });

  test("a partner's key reads alarms and their images; a profile's is refused", async () => {
    const partner = open(await start({ scope: 'partner' }));
    const alarms = await partner.alarms!.byIds(['9101', '1'], newCall());
    expect([...alarms.keys()]).toEqual(['9101']);
    expect(alarms.get('9101')).toMatchObject({ facilityId: '101', meterId: '1001', at: '2013-02-03T02:00:00.000Z' });
    expect((await partner.images!.alarmImage('9101', newCall()))?.contentType).toBe('image/png');

    const profile = open(await start());
    await expect(profile.images!.alarmImage('9101', newCall())).rejects.toMatchObject({ code: 'VENDOR_UNAUTHORIZED' });
  });
});

describe('EnerKey provisioning', () => {
  const customer = (externalId: string) => ({ productCode: 1000, name: `Customer ${externalId}`, externalId });
  const data = (customerExternalId: string) => ({
    customerExternalId,
    facilities: [
      {
        ...{ externalId: 'house', name: 'House', properties: [{ name: 'Gross area', value: '90' }] },
        meters: [
          {
            ...{ externalId: 'main', name: 'Main', quantityId: 1 },
            subMeters: [{ externalId: 'sub', name: 'Sub', quantityId: 1, subMeters: [] }],
          },
        ],
      },
    ],
  });

  test('goes under the key of the tenant, where one is configured', async () => {
    const sandbox = await start({ scope: 'tenant', keys: { primary: 'tenant-key' } });
    const source = open(sandbox, { apiKeys: ['profile-key'], provisioningApiKeys: ['tenant-key'] });
    const receipt = await source.provisioning!.provisionCustomers([customer('a'), customer('b')], newCall());
    expect(receipt).toEqual({ outcome: 'accepted', id: null });
    expect(sandbox.world.provisioning.customers).toEqual([
      { productCode: 1000, externalCustomerName: 'Customer a', externalCustomerId: 'a' },
      { productCode: 1000, externalCustomerName: 'Customer b', externalCustomerId: 'b' },
    ]);
    expect(source.status()).toHaveLength(2);
  });

  test('data is accepted once, and unchanged the second time, under the same id', async () => {
    const source = open(await start({ scope: 'partner' }));
    await source.provisioning!.provisionCustomers([customer('a')], newCall());
    const first = await source.provisioning!.provisionData([data('a')], newCall());
    expect(first).toMatchObject({ outcome: 'accepted', id: expect.any(String) });
    const second = await source.provisioning!.provisionData([data('a')], newCall());
    expect(second).toEqual({ outcome: 'unchanged', id: first.id });
  });

  test('its state goes from pending to completed, or to failed with a count of errors', async () => {
    const source = open(await start({ scope: 'partner' }));
    await source.provisioning!.provisionCustomers([customer('a')], newCall());
    const statesOf = async (id: string | null) => {
      const states = [];
      for (let i = 0; i < 3; i += 1) states.push(await source.provisioning!.state(id!, newCall()));
      return states;
    };
    const { id } = await source.provisioning!.provisionData([data('a')], newCall());
    expect((await statesOf(id)).map((state) => state?.status)).toEqual(['PENDING', 'PROCESSING', 'COMPLETED']);
    const failing = await source.provisioning!.provisionData([data('stranger')], newCall());
    expect((await statesOf(failing.id)).at(-1)).toEqual({ status: 'FAILED', errorCount: 1 });
    expect(await source.provisioning!.state('unknown', newCall())).toBeUndefined();
  });
});
