import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandboxes, startSandboxes } from '../../src/sandbox/index.ts';
import { accountNumber, assetUuid, homeId, hvacId, streamId } from '../../src/sandbox/world.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

let sandboxes: Sandboxes;
let gateway: SandboxedGateway;

beforeAll(async () => {
  sandboxes = await startSandboxes();
  const homes = [{ wattshift: homeId(10), enerkey: 103 }];
  gateway = await startSandboxedGateway([{ id: 'acme', vendors: sandboxes, homes }]);
});
afterAll(async () => {
  await gateway.stop();
  await sandboxes.stop();
});
beforeEach(() => {
  sandboxes.wattshift.reset();
  sandboxes.digiwatt.reset();
});

const ask = (query: string, variables: Record<string, unknown> = {}) => gateway.ask('acme', query, variables);
/** The payload of the one mutation; an error fails the test. */
async function change(field: string, inputType: string, selection: string, input: Record<string, unknown>) {
  const answer = await ask(
    `mutation ($input: ${inputType}!) { ${field}(input: $input) { ${selection} userErrors { code message field } } }`,
    { input },
  );
  expect(answer.errors).toEqual([]);
  return answer.data[field];
}
const paths = (vendor: 'wattshift' | 'digiwatt') =>
  sandboxes[vendor].calls.map(({ method, path }) => `${method} ${path}`);
const refOf = (id: string) => ({ ref: { vendor: 'WATTSHIFT', id } });
const days = (count: number, kwh = 0.1) => Array.from({ length: count }, () => Array.from({ length: 96 }, () => kwh));

describe('a home at the tariff vendor', () => {
  test('is made with all that can be said of it, changed, given solar power, and removed; each change is one call and is seen at once', async () => {
    const made = await change(
      'createHome',
      'CreateHomeInput',
      'home { id name zipcode solar { systemSizeKw isNonNetMetered } equipment { hasEvCharger hasAC acType hasElectricHeater } }',
      {
        ...{ name: 'Corner house', zipcode: '94110', utilityId: 'ws_utility_bay', ratePlanId: null, userId: 'u-1' },
        ...{ hasEvCharger: true, hasElectricHeater: false, hasSmartWaterHeater: null, hasElectricWaterHeater: false },
        ...{ hasAC: true, acType: 'SPLIT', solarSystemSizeKw: 5.5, isNonNetMetered: false },
      },
    );
    expect(made.userErrors).toEqual([]);
    expect(made.home).toMatchObject({
      ...{ name: 'Corner house', zipcode: '94110', solar: { systemSizeKw: 5.5, isNonNetMetered: false } },
      equipment: { hasEvCharger: true, hasAC: true, acType: 'SPLIT', hasElectricHeater: false },
    });
    expect(paths('wattshift')).toEqual(['POST /v1/homes/create', 'POST /v1/homes/list']);

    const { home } = made;
    const renamed = await change('updateHome', 'UpdateHomeInput', 'home { id name equipment { hasAC hasEvCharger } }', {
      ...{ home: { id: home.id }, name: 'Corner shop', hasAC: false },
    });
    expect(renamed.home).toEqual({ id: home.id, name: 'Corner shop', equipment: { hasAC: false, hasEvCharger: true } });

    const sunny = await change('addSolar', 'AddSolarInput', 'home { name solar { systemSizeKw } }', {
      ...{ home: { id: home.id }, solarSystemSizeKw: 8, isNonNetMetered: true },
    });
    expect(sunny.home).toEqual({ name: 'Corner shop', solar: { systemSizeKw: 8 } });
    expect(paths('wattshift')).toContain('POST /v1/homes/solar/create');

    const gone = await change('removeHome', 'RemoveHomeInput', 'removed { vendor kind }', { home: { id: home.id } });
    expect(gone).toEqual({ removed: [{ vendor: 'WATTSHIFT', kind: 'HOME' }], userErrors: [] });
    const answer = await ask('query ($id: ID!) { node(id: $id) { id } }', { id: home.id });
    expect(answer.data).toEqual({ node: null });
  });

  test('takes what is told of its solar system in the words of the vendor', async () => {
    const solarInfo = { moduleType: 'premium', tilt: 20, arrays: [{ azimuth: 180 }] };
    const input = { name: 'Sunny', solarInfo };
    const { home, userErrors } = await change('createHome', 'CreateHomeInput', 'home { id }', input);
    expect(userErrors).toEqual([]);
    await change('removeHome', 'RemoveHomeInput', 'removed { id }', { home: { id: home.id } });
  });

  test.each([
    ['solarInfo', { name: 'x', solarInfo: ['premium'] }],
    ['name', { name: ' ' }],
    ['zipcode', { name: 'x', zipcode: 'SW1A 1AA' }],
    ['isNonNetMetered', { name: 'x', solarSystemSizeKw: 5 }],
    ['solarSystemSizeKw', { name: 'x', solarSystemSizeKw: 0, isNonNetMetered: true }],
  ])('is refused naming %s, and nothing is sent', async (field, input) => {
    const made = await change('createHome', 'CreateHomeInput', 'home { id }', input);
    expect(made).toMatchObject({ home: null, userErrors: [{ code: 'BAD_USER_INPUT', field: `input.${field}` }] });
    expect(paths('wattshift')).toEqual([]);
  });

  test('is made once though its answer is lost', async () => {
    const count = async () => (await ask('{ tenant { homes(first: 1) { totalCount } } }')).data.tenant.homes.totalCount;
    sandboxes.wattshift.faults.add({ kind: 'status', status: 503, times: 1 });
    const answer = await ask('mutation { createHome(input: { name: "Lost" }) { home { id } userErrors { code } } }');
    expect(answer.errors[0]).toMatchObject({ extensions: { code: 'VENDOR_UNAVAILABLE', vendor: 'WATTSHIFT' } });
    expect(paths('wattshift')).toEqual(['POST /v1/homes/create']);
    expect(await count()).toBe(10);
  });

  test('is made once for one idempotency key, and answered the same', async () => {
    const input = { name: 'Keyed', idempotencyKey: 'key-1' };
    const first = await change('createHome', 'CreateHomeInput', 'home { id name }', input);
    const again = await change('createHome', 'CreateHomeInput', 'home { id name }', input);
    expect(again).toEqual(first);
    expect(paths('wattshift').filter((path) => path.endsWith('/create'))).toHaveLength(1);
    const other = await change('createHome', 'CreateHomeInput', 'home { id }', { ...input, name: 'Other' });
    expect(other.userErrors[0].field).toContain('idempotencyKey');
    await change('removeHome', 'RemoveHomeInput', 'removed { id }', { home: { id: first.home.id } });
  });

  test('is made out of bills', async () => {
    const input = {
      name: 'Billed',
      zipcode: '94110',
      billUrls: ['https://bills.example.com/1.pdf'],
      hasEvCharger: true,
    };
    const made = await change('createHomeFromBills', 'CreateHomeFromBillsInput', 'home { id name } status', input);
    expect(made).toMatchObject({ home: { name: 'Billed' }, status: 'processing', userErrors: [] });
    const plain = await change('createHomeFromBills', 'CreateHomeFromBillsInput', 'home { id }', {
      ...input,
      billUrls: ['http://a.example'],
    });
    expect(plain.userErrors[0].field).toBe('input.billUrls.0');
    await change('removeHome', 'RemoveHomeInput', 'removed { id }', { home: { id: made.home.id } });
  });

  test('gives a session token, another one each time', async () => {
    const one = await change('createSessionToken', 'CreateSessionTokenInput', 'sessionToken', { userId: 'u-1' });
    const two = await change('createSessionToken', 'CreateSessionTokenInput', 'sessionToken', {});
    expect(one.sessionToken).toMatch(/^\S{16,}$/);
    expect(two.sessionToken).not.toBe(one.sessionToken);
  });

  test('is onboarded by an address, and tells how far that is', async () => {
    const hvac = { name: 'Hall', referenceId: 'h-1', tempUnits: 'F', minTemp: 60, maxTemp: 80, defaultTemp: 70 };
    const input = { redirectUrl: 'https://app.example.com/done', home: refOf(homeId(4)), hvacs: [hvac] };
    const made = await change(
      'createOnboardingUrl',
      'CreateOnboardingUrlInput',
      'url home { onboarding { status eligible } }',
      input,
    );
    expect(made.url).toMatch(/^https:\/\//);
    expect(made.home.onboarding).toEqual({ status: 'IN_PROGRESS', eligible: null });
    const query = 'query ($by: EntityBy!) { home(by: $by) { onboarding { status eligible thermostatBrand } } }';
    const done = await ask(query, { by: refOf(homeId(5)) });
    expect(done.data.home.onboarding).toEqual({ status: 'COMPLETED', eligible: true, thermostatBrand: 'Sandbox' });
  });
});

describe('estimates', () => {
  const query = (selection: string) =>
    `query ($by: EntityBy!, $usage: [[Float!]!]!) { home(by: $by) { ${selection} } }`;

  test('price a month, days and their impact on the tariff of the home', async () => {
    const bills = `month: billEstimate(month: "2026-02", usageKwh: $usage) { total }
      days: billEstimate(from: "2026-02-01", to: "2026-03-01", usageKwh: $usage, exportKwh: $usage) { total co2eKg }
      impact(from: "2026-02-01", to: "2026-03-01", usageKwh: $usage) { total co2eKg gridServicesRevenue }`;
    const { data, errors } = await ask(query(bills), { by: refOf(homeId(1)), usage: days(28) });
    expect(errors).toEqual([]);
    const { month, days: two, impact } = data.home;
    expect(month.total).toBeGreaterThan(0);
    expect(two.total).toBeCloseTo((month.total * 2) / 3, 1);
    expect(impact).toMatchObject({ total: month.total, gridServicesRevenue: 0 });
    expect(impact.co2eKg).toBeCloseTo(28 * 96 * 0.1 * 0.2, 3);
    expect(
      paths('wattshift')
        .filter((path) => !path.endsWith('/list'))
        .sort(),
    ).toEqual(['bill/monthly', 'bill/period', 'calculate/impact'].map((end) => `POST /v1/homes/${homeId(1)}/${end}`));
  });

  test('refuse a day short, a value short and energy below nothing, and ask nobody', async () => {
    const bill = 'billEstimate(month: "2026-02", usageKwh: $usage) { total }';
    for (const [usage, argument] of [
      [days(27), 'usageKwh'],
      [[...days(27), [1]], 'usageKwh.27'],
      [days(28, -1), 'usageKwh.0.0'],
    ]) {
      const { errors } = await ask(query(bill), { by: refOf(homeId(1)), usage });
      expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    }
    expect(paths('wattshift').filter((path) => path.includes('bill'))).toEqual([]);
  });

  test('price whole months of a rate plan without a home', async () => {
    const bill = `query ($usage: [[Float!]!]!, $plan: String!) {
      ratePlanBill(ratePlanId: $plan, fromMonth: "2026-02", toMonth: "2026-02", usageKwh: $usage) { total co2eKg } }`;
    const { data } = await ask('{ utilities(zipcode: "94110") { ratePlans { id } } }');
    const plan = data.utilities[0].ratePlans[0].id;
    const known = await ask(bill, { plan, usage: days(28) });
    expect(known.data.ratePlanBill).toMatchObject({ co2eKg: null });
    expect(known.data.ratePlanBill.total).toBeGreaterThan(0);
    expect((await ask(bill, { plan: 'none', usage: days(28) })).data.ratePlanBill).toBeNull();
  });

  test('say what a battery saves, in percent', async () => {
    const battery =
      'query ($by: EntityBy!, $battery: BatteryInput!) { home(by: $by) { batteryEstimate(battery: $battery) { saved savedPercent baselineCost carbonSavedPercent } } }';
    const input = { days: 30, capacityKwh: 10, chargingPowerKw: 5, dischargingPowerKw: 5 };
    const { data } = await ask(battery, { by: refOf(homeId(1)), battery: input });
    const { saved, savedPercent, baselineCost, carbonSavedPercent } = data.home.batteryEstimate;
    expect(saved).toBeGreaterThan(0);
    expect(savedPercent).toBeCloseTo((100 * saved) / baselineCost, 1);
    expect(carbonSavedPercent).toBe(10);
    const wrong = await ask(battery, { by: refOf(homeId(1)), battery: { ...input, stateOfCharge: 50 } });
    expect(wrong.errors[0]!.extensions).toMatchObject({ argument: 'battery.stateOfCharge' });
  });

  test('come as an OpenADR event with the prices of the signal', async () => {
    const prices = `query ($by: EntityBy!) { home(by: $by) {
      priceSignal { prices } priceSignalOpenAdr { programId intervals { id duration payloads { type values } } } } }`;
    const { data } = await ask(prices, { by: refOf(homeId(1)) });
    const { intervals, programId } = data.home.priceSignalOpenAdr;
    expect(programId).toBe('wattshift-open-adr');
    const values = intervals.map((interval: { payloads: { values: number[] }[] }) => interval.payloads[0]!.values[0]);
    expect(new Set(values)).toEqual(new Set(data.home.priceSignal.prices));
  });
});

describe('a thermostat', () => {
  const fields = 'preferences { name maxTemp minTemp defaultMode } schedule { tempUnits blocks { targetTemp } }';

  test('tells preferences and schedule, shows what others would bring, and takes them', async () => {
    const query = `query ($id: String!) { hvac(deviceId: $id) { ${fields} preview(preferences: { maxTemp: 80 }) { estimatedSavings schedule { blocks { targetTemp } } } } }`;
    const before = (await ask(query, { id: hvacId(1) })).data.hvac;
    expect(before).toMatchObject({ preferences: { maxTemp: 76, defaultMode: 'AUTO' }, schedule: { tempUnits: 'F' } });
    expect(before.preview.schedule.blocks[1]).toEqual({ targetTemp: 80 });
    const set = await change(
      'setHvacPreferences',
      'SetHvacPreferencesInput',
      `hvac { ${fields} } schedule { blocks { targetTemp } }`,
      {
        ...{ deviceId: hvacId(1), preferences: { maxTemp: 78 } },
      },
    );
    expect(set.hvac.preferences).toMatchObject({ maxTemp: 78, minTemp: 64 });
    expect(set.hvac.schedule.blocks).toEqual(set.schedule.blocks);
    expect(set.schedule.blocks[1]).toEqual({ targetTemp: 78 });
  });

  test('keeps the blocks of its schedule in the words of the vendor', async () => {
    const blocks = [{ days: ['MON'], start: '07:00', temp: 70, nested: { a: null } }];
    const set = (scheduleBlocks: unknown) =>
      change('setHvacPreferences', 'SetHvacPreferencesInput', 'hvac { preferences { scheduleBlocks } }', {
        ...{ deviceId: hvacId(3), preferences: { scheduleBlocks } },
      });
    expect((await set(blocks)).hvac.preferences.scheduleBlocks).toEqual(blocks);
    const literal = `mutation { setHvacPreferences(input: { deviceId: "${hvacId(3)}", preferences: {
      scheduleBlocks: [{ days: ["TUE"], temp: 68.5 }] } }) { hvac { preferences { scheduleBlocks } } } }`;
    expect((await ask(literal)).data.setHvacPreferences.hvac.preferences.scheduleBlocks).toEqual([
      { days: ['TUE'], temp: 68.5 },
    ]);
    expect((await set([7])).userErrors[0]).toMatchObject({ field: 'input.preferences.scheduleBlocks.0' });
    expect((await set(Array.from({ length: 101 }, () => ({})))).userErrors[0]).toMatchObject({
      field: 'input.preferences.scheduleBlocks',
    });
  });

  test('that nobody knows has nothing to tell, and takes nothing', async () => {
    const { data } = await ask(`{ hvac(deviceId: "ws_device_0") { ${fields} } }`);
    expect(data.hvac).toEqual({ preferences: null, schedule: null });
    const set = await change('setHvacPreferences', 'SetHvacPreferencesInput', 'hvac { id }', {
      deviceId: 'ws_device_0',
      preferences: { enabled: true },
    });
    expect(set.userErrors[0]).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.deviceId' });
  });
});

describe('a household account', () => {
  const kinds = [
    ...['AIR_CONDITIONER', 'BOILER', 'CHARGING_STATION', 'DISHWASHER', 'ELECTRIC_HEATER', 'ELECTRIC_VEHICLE', 'FRIDGE'],
    ...[
      'HEAT_PUMP',
      'INDUCTION_COOKTOP',
      'MICROWAVE',
      'OVEN',
      'SOLAR_BATTERY',
      'SOLAR_PANEL',
      'TELEVISION',
      'WASHING_MACHINE',
    ],
  ];
  const profile =
    'household { house { type areaM2 province } residents { adults children elderly } appliances { appliance quantity } }';

  test('is registered, onboarded with all 15 kinds of appliance, told back from our own store, linked, and removed', async () => {
    const registered = await change(
      'registerHousehold',
      'RegisterHouseholdInput',
      'home { id refs { vendor kind id } household { house { type } } }',
      {
        ...{ accountNumber: '0099', pod: 'IT001E1234567890ABC' },
      },
    );
    expect(registered.home).toMatchObject({
      refs: [{ vendor: 'DIGIWATT', kind: 'HOUSEHOLD', id: '0099' }],
      household: null,
    });
    const told = {
      house: { type: 'DETACHED', areaM2: 120, province: 'MI' },
      residents: { adults: 2, children: 0, elderly: 1 },
      appliances: kinds.map((appliance, i) => ({ appliance, quantity: i + 1 })),
    };
    await change('onboardHousehold', 'OnboardHouseholdInput', 'home { id }', { accountNumber: '0099', ...told });
    expect(paths('digiwatt').filter((path) => !path.includes('/auth/'))).toEqual([
      'POST /user',
      'POST /user/0099/onboarding',
    ]);
    const query = `{ home(by: { ref: { vendor: DIGIWATT, id: "0099" } }) { id name ${profile} } }`;
    expect((await ask(query)).data.home).toEqual({ id: registered.home.id, name: null, household: told });

    const linked = await change('linkHome', 'LinkHomeInput', 'home { id name household { residents { adults } } }', {
      members: [
        { vendor: 'DIGIWATT', id: '0099' },
        { vendor: 'WATTSHIFT', id: homeId(2) },
      ],
    });
    expect(linked.home).toMatchObject({ name: 'Home 2', household: { residents: { adults: 2 } } });

    expect(await change('removeHousehold', 'RemoveHouseholdInput', 'accountNumber', { accountNumber: '0099' })).toEqual(
      { accountNumber: '0099', userErrors: [] },
    );
    const after = await ask(
      `{ home(by: { ref: { vendor: WATTSHIFT, id: "${homeId(2)}" } }) { id household { house { type } } } }`,
    );
    expect(after.data.home).toEqual({ id: linked.home.id, household: null });
  });

  test.each([
    ['lower case', 'it001e1234567890abc', false],
    ['13 characters', 'IT001E1234567', false],
    ['14, a real one', 'IT001E12345678', true],
    ['18, the documented example', 'IT001E1234567890AB', true],
    ['19, the published pattern', 'IT001E1234567890ABC', true],
    ['20', 'IT001E1234567890ABCD', true],
    ['21', 'IT001E1234567890ABCDE', false],
    ['a line break at the end', 'IT001E1234567890ABC\n', false],
  ])('with a POD of %s', async (what, pod, good) => {
    const account = `pod-${what.replaceAll(/[^a-z0-9]/g, '')}`;
    const made = await change('registerHousehold', 'RegisterHouseholdInput', 'home { id }', {
      accountNumber: account,
      pod,
    });
    if (good) {
      expect(made.userErrors).toEqual([]);
      await change('removeHousehold', 'RemoveHouseholdInput', 'accountNumber', { accountNumber: account });
    } else {
      expect(made).toMatchObject({ home: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.pod' }] });
      expect(paths('digiwatt').filter((path) => path.includes('/user'))).toEqual([]);
    }
  });

  test('whose removal was carried out and not answered leaves nothing here once it is removed again', async () => {
    await change('registerHousehold', 'RegisterHouseholdInput', 'home { id }', {
      ...{ accountNumber: 'gone-1', pod: 'IT001E12345678' },
    });
    const told = { accountNumber: 'gone-1', residents: { adults: 1 } };
    await change('onboardHousehold', 'OnboardHouseholdInput', 'home { id }', told);
    const find = () =>
      ask('{ home(by: { ref: { vendor: DIGIWATT, id: "gone-1" } }) { household { residents { adults } } } }');
    sandboxes.digiwatt.faults.add({ kind: 'reset', method: 'DELETE', times: 1 });
    const remove = 'mutation { removeHousehold(input: { accountNumber: "gone-1" }) { userErrors { field } } }';
    expect((await ask(remove)).errors[0]).toMatchObject({ extensions: { code: 'VENDOR_UNAVAILABLE' } });
    expect((await find()).data.home.household).not.toBeNull();
    expect((await ask(remove)).data.removeHousehold.userErrors).toEqual([{ field: 'input.accountNumber' }]);
    expect((await find()).errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'by.ref' } });
  });

  test('that exists, or is unknown, or houses nobody, is refused by name', async () => {
    const again = await change('registerHousehold', 'RegisterHouseholdInput', 'home { id }', {
      accountNumber: accountNumber(1),
      pod: 'IT001E12345678',
    });
    expect(again.userErrors[0]).toMatchObject({ field: 'input.accountNumber' });
    const unknown = await change('removeHousehold', 'RemoveHouseholdInput', 'accountNumber', { accountNumber: 'none' });
    expect(unknown).toMatchObject({ accountNumber: null, userErrors: [{ field: 'input.accountNumber' }] });
    const onboard = (input: object) =>
      change('onboardHousehold', 'OnboardHouseholdInput', 'home { id }', { accountNumber: accountNumber(1), ...input });
    expect((await onboard({ residents: { adults: 0 } })).userErrors[0].field).toBe('input.residents');
    expect((await onboard({ house: { province: 'Milano' } })).userErrors[0].field).toBe('input.house.province');
    expect((await onboard({ appliances: [{ appliance: 'OVEN', quantity: 0 }] })).userErrors[0].field).toBe(
      'input.appliances.0.quantity',
    );
    expect((await onboard({ residents: { adults: 0, elderly: 1 } })).userErrors).toEqual([]);
  });
});

describe('what belongs together', () => {
  test('becomes one home of five vendors, and falls apart again', async () => {
    const members = [
      ...[
        { vendor: 'ENERKEY', id: '101' },
        { vendor: 'EQUIWATT', id: assetUuid(1) },
        { vendor: 'WATTICS', id: streamId(1) },
      ],
      ...[
        { vendor: 'DIGIWATT', id: accountNumber(1) },
        { vendor: 'WATTSHIFT', id: homeId(1) },
      ],
    ];
    const alone = (await ask('query ($by: EntityBy!) { home(by: $by) { id } }', { by: refOf(homeId(1)) })).data.home;
    const linked = await change(
      'linkHome',
      'LinkHomeInput',
      'home { id name asset { name } facility { name } meters { nodes { name } } power { powerW } refs { vendor } }',
      { members },
    );
    expect(linked.userErrors).toEqual([]);
    expect(linked.home).toMatchObject({ id: alone.id, name: 'Home 1', facility: { name: 'Riverside Court' } });
    expect(linked.home.refs.map(({ vendor }: { vendor: string }) => vendor).sort()).toEqual([
      'DIGIWATT',
      'ENERKEY',
      'EQUIWATT',
      'WATTICS',
      'WATTSHIFT',
    ]);
    expect(linked.home.meters.nodes).toHaveLength(1);
    expect(linked.home.power.powerW).not.toBeUndefined();
    const back = await ask(
      `{ asset(by: { ref: { vendor: EQUIWATT, id: "${assetUuid(1)}" } }) { id } home(by: { ref: { vendor: DIGIWATT, id: "${accountNumber(1)}" } }) { id } }`,
    );
    expect(back.data.home.id).toBe(alone.id);

    const stolen = await change('linkHome', 'LinkHomeInput', 'home { id }', {
      members: [
        { vendor: 'WATTSHIFT', id: homeId(3) },
        { vendor: 'EQUIWATT', id: assetUuid(1) },
      ],
    });
    expect(stolen).toMatchObject({ home: null, userErrors: [{ field: 'input.members.1' }] });
    const apart = await change('unlinkHome', 'UnlinkHomeInput', 'home { id asset { id } }', { home: { id: alone.id } });
    expect(apart).toEqual({ home: { id: alone.id, asset: null }, userErrors: [] });
    const again = await change('unlinkHome', 'UnlinkHomeInput', 'home { id }', { home: { id: alone.id } });
    expect(again.userErrors[0].field).toBe('input.home');
  });

  test('is added to what the config file says, meter by meter', async () => {
    const home = refOf(homeId(10));
    const meter = { ref: { vendor: 'ENERKEY', id: '1010' } };
    const linked = await change(
      'linkMeter',
      'LinkMeterInput',
      'meter { id home { name } } home { facility { name } meters { nodes { id } } }',
      { home, meter },
    );
    expect(linked.userErrors).toEqual([]);
    expect(linked.home).toEqual({ facility: { name: 'Mill Lane' }, meters: { nodes: [{ id: linked.meter.id }] } });
    const taken = await change('linkMeter', 'LinkMeterInput', 'home { id }', { home: refOf(homeId(9)), meter });
    expect(taken.userErrors[0].field).toBe('input.meter');
    expect((await change('unlinkMeter', 'UnlinkMeterInput', 'meter { id home { id } }', { meter })).meter).toEqual({
      id: linked.meter.id,
      home: null,
    });
    expect((await change('unlinkMeter', 'UnlinkMeterInput', 'meter { id }', { meter })).userErrors[0].field).toBe(
      'input.meter',
    );
  });

  test.each([
    [
      'members.0',
      [
        { vendor: 'EQUIWATT', id: 'a55e7000-0000-4000-8000-999999999999' },
        { vendor: 'WATTSHIFT', id: homeId(3) },
      ],
    ],
    [
      'members.1',
      [
        { vendor: 'WATTSHIFT', id: homeId(3) },
        { vendor: 'WATTSHIFT', id: homeId(3) },
      ],
    ],
    ['members', [{ vendor: 'WATTSHIFT', id: homeId(3) }]],
    [
      'members.0.kind',
      [
        { vendor: 'EQUIWATT', id: 'x', kind: 'PORTFOLIO' },
        { vendor: 'WATTSHIFT', id: homeId(3) },
      ],
    ],
  ])('is refused naming %s', async (field, members) => {
    const linked = await change('linkHome', 'LinkHomeInput', 'home { id }', { members });
    expect(linked).toMatchObject({ home: null, userErrors: [{ field: `input.${field}` }] });
  });
});
