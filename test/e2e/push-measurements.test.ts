/** Measurements pushed through the whole gateway to the sandbox Wattics. */

import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWatticsSandbox, type WatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { type Json, type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

const mutation = `mutation ($input: PushMeasurementsInput!) {
  pushMeasurements(input: $input) {
    accepted jobs { id kind vendor status done total error { code } } userErrors { code message field }
  }
}`;
const jobQuery = 'query ($id: ID!) { node(id: $id) { ... on Job { status done total error { code } } } }';

let sandbox: WatticsSandbox;
let gateway: SandboxedGateway;
beforeEach(async () => {
  sandbox = await startWatticsSandbox();
  gateway = await startSandboxedGateway([
    { id: 'acme', vendors: { wattics: sandbox } },
    { id: 'umbrella', vendors: {} },
  ]);
});
afterEach(async () => {
  await gateway.stop();
  await sandbox.stop();
});

const push = async (packets: readonly object[], more: object = {}): Promise<Json> => {
  const { data, errors } = await gateway.ask('acme', mutation, { input: { packets, ...more } });
  expect(errors).toEqual([]);
  return data.pushMeasurements;
};
const until = async (met: () => boolean | Promise<boolean>) => {
  const endMs = Date.now() + 20_000;
  while (!(await met())) {
    if (Date.now() > endMs) throw new Error('it did not come to that');
    await setTimeout(10);
  }
};
const jobOf = async (id: string) => (await gateway.ask('acme', jobQuery, { id })).data.node;
const untilStatus = async ({ jobs }: Json, status: string) => {
  for (const { id } of jobs) await until(async () => (await jobOf(id)).status === status);
};
const posts = () => sandbox.calls.filter(({ method }) => method === 'POST');
const good = { stream: 'stream-1', at: '2024-03-01T10:00:00+01:00', value: 4.5 };

describe('pushMeasurements', () => {
  it('keeps packets of both kinds and sends each meter its own in the order of time, one a request', async () => {
    const answer = await push([
      { stream: 'stream-1', at: '2024-03-01T10:30:00+01:00', electricity: { aP_1: 0, pC_1: 12_000.5, v_23: 400 } },
      { stream: 'stream-2', at: '2024-03-01T10:00:00.250-05:00', value: 0 },
      { stream: 'stream-1', at: '2024-03-01T09:00:00Z', electricity: { aP_1: 20, aP_2: null } },
    ]);
    expect(answer).toMatchObject({ accepted: 3, userErrors: [] });
    expect(answer.jobs.map(({ kind, vendor, total }: Json) => [kind, vendor, total])).toEqual([
      ['packetPush', 'WATTICS', 2],
      ['packetPush', 'WATTICS', 1],
    ]);
    await untilStatus(answer, 'DONE');
    expect(posts()).toHaveLength(3);
    expect(sandbox.accepted.filter(({ stream }) => stream === 'stream-1').map(({ tsISO8601 }) => tsISO8601)).toEqual([
      '2024-03-01T09:00:00.000+00:00',
      '2024-03-01T10:30:00.000+01:00',
    ]);
    const last = await fetch(`${sandbox.pushUrl}?stream=stream-1`, { headers: { authorization: basic } });
    expect(await last.json()).toEqual({
      id: 'stream-1',
      tsISO8601: '2024-03-01T10:30:00.000+01:00',
      ...{ aP_1: 0, pC_1: 12_000.5, v_23: 400 },
    });
    expect(sandbox.violations).toEqual([]);
  });

  it('sends the UTC variant in UTC, and partial ones that complete each other', async () => {
    await untilStatus(await push([{ ...good, at: '2024-03-01T10:00:00+01:00' }], { variant: 'UTC' }), 'DONE');
    const parts = [{ electricity: { aP_1: 1 } }, { electricity: { aP_2: 2 } }];
    const at = '2024-03-01T11:00:00+01:00';
    const partial = await push(
      parts.map((part) => ({ ...part, stream: 'stream-1', at })),
      { variant: 'PARTIAL' },
    );
    await untilStatus(partial, 'DONE');
    expect(sandbox.accepted).toEqual([
      { stream: 'stream-1', tsISO8601: '2024-03-01T09:00:00.000+00:00', action: 'unifiedjson_utc' },
      { stream: 'stream-1', tsISO8601: '2024-03-01T11:00:00.000+01:00', action: 'unifiedjson_partial' },
      { stream: 'stream-1', tsISO8601: '2024-03-01T11:00:00.000+01:00', action: 'unifiedjson_partial' },
    ]);
  });

  it('makes the last reading, and the series of the meter, fresh', async () => {
    const at = new Date(Date.now() - 60_000).toISOString().replace('Z', '+00:00');
    const query = '{ meter(by: { ref: { vendor: WATTICS, id: "2001" } }) { lastReading { at powerW value } } }';
    const before = (await gateway.ask('acme', query)).data.meter.lastReading;
    expect(before.at).not.toBe(at);
    await untilStatus(await push([{ stream: 'stream-1', at, electricity: { aP_1: 77, aP_2: 3 } }]), 'DONE');
    const after = (await gateway.ask('acme', query)).data.meter.lastReading;
    expect(after).toEqual({ at: new Date(at).toISOString(), powerW: 80, value: null });
  });

  const electricity = { aP_1: 1 };
  it.each<[string, object[], string, string]>([
    ['no packet', [], 'input.packets', 'give at least one packet'],
    ['10 001 packets', Array.from({ length: 10_001 }, () => good), 'input.packets', '10001 packets; at most 10000'],
    [
      'an unknown meter',
      [good, { ...good, stream: 'nobody' }],
      'input.packets.1.stream',
      'no meter with the reference',
    ],
    ['a stream without a name', [{ ...good, stream: '' }], 'input.packets.0.stream', '1 to 255 characters'],
    ['a stream with a line break', [{ ...good, stream: 'a\r\nb' }], 'input.packets.0.stream', 'no control characters'],
    ['neither value nor electricity', [{ ...good, value: null }], 'input.packets.0.value', 'give one of them'],
    ['both', [{ ...good, electricity }], 'input.packets.0.electricity', 'not both'],
    ['no figure', [{ ...good, value: null, electricity: {} }], 'input.packets.0.electricity', 'no figure'],
    ['no offset', [{ ...good, at: '2024-03-01T10:00:00' }], 'input.packets.0.at', 'with an offset or Z'],
    ['a day that is none', [{ ...good, at: '2024-02-30T10:00:00Z' }], 'input.packets.0.at', 'with an offset or Z'],
    ['microseconds', [{ ...good, at: '2024-03-01T10:00:00.0001Z' }], 'input.packets.0.at', 'to the millisecond'],
    ['the future', [{ ...good, at: '2999-01-01T00:00:00Z' }], 'input.packets.0.at', 'in the future'],
    [
      'two of one instant',
      [good, { ...good, at: '2024-03-01T09:00:00Z', value: 9 }],
      'input.packets.1.at',
      'has 2024-03-01T09:00:00Z already, in packet 0',
    ],
  ])(
    'answers %s with a user error that names field and rule, keeps and sends nothing',
    async (_, packets, field, rule) => {
      const answer = await push(packets);
      expect(answer).toMatchObject({ accepted: 0, jobs: [], userErrors: [{ code: 'BAD_USER_INPUT', field }] });
      expect(answer.userErrors[0].message).toContain(rule);
      const { data } = await gateway.ask('acme', '{ tenant { jobs { nodes { id } } } }');
      expect(data.tenant.jobs.nodes).toEqual([]);
      expect(posts()).toEqual([]);
    },
  );

  it('refuses partial packets of one instant that give the same figure', async () => {
    const packets = [{ ...good }, { ...good, value: 5 }];
    expect((await push(packets, { variant: 'PARTIAL' })).userErrors).toMatchObject([{ field: 'input.packets.1.at' }]);
    expect(posts()).toEqual([]);
  });

  it('names a field that no packet has before anything is kept', async () => {
    const { errors } = await gateway.ask('acme', mutation, {
      input: { packets: [{ ...good, value: null, electricity: { thd_1: 3 } }] },
    });
    expect(errors[0]?.message).toContain('thd_1');
    expect(posts()).toEqual([]);
  });

  it('takes a meter that was set up since the lists were read, and looks for it once', async () => {
    await untilStatus(await push([good]), 'DONE');
    const first = sandbox.administration.records.meters.get(2001)!;
    sandbox.administration.records.meters.set(2999, { ...first, id: 2999, reference: 'new-1' });
    expect(await push([{ ...good, stream: 'new-1' }])).toMatchObject({ accepted: 1 });
    const looked = sandbox.calls.filter(({ path }) => path.includes('/meters')).length;
    expect((await push([{ ...good, stream: 'nobody' }])).userErrors).toHaveLength(1);
    expect(sandbox.calls.filter(({ path }) => path.includes('/meters'))).toHaveLength(looked);
  });

  it('keeps measurements though nobody can say which meters there are, and sends them', async () => {
    sandbox.faults.add({ kind: 'hang', path: '/api/v1/' });
    const answer = await push([good]);
    expect(answer).toMatchObject({ accepted: 1, userErrors: [] });
    await untilStatus(answer, 'DONE');
  });

  it('answers one key with the same jobs, stores its packets once, and refuses it for others', async () => {
    const more = { idempotencyKey: 'march' };
    const answers = await Promise.all([push([good], more), push([good], more), push([good], more)]);
    expect(new Set(answers.map(({ jobs }) => jobs[0].id)).size).toBe(1);
    await untilStatus(answers[0], 'DONE');
    expect(await push([good], more)).toMatchObject({ accepted: 1, jobs: [{ status: 'DONE', done: 1, total: 1 }] });
    expect(posts()).toHaveLength(1);
    const other = await push([{ ...good, value: 5 }], more);
    expect(other).toMatchObject({ accepted: 0, userErrors: [{ field: 'input.idempotencyKey' }] });
  });

  it('parks a meter whose packet is refused, tells why, goes on when told to, and lets the others pass', async () => {
    sandbox.faults.add({ kind: 'status', status: 400, path: 'unifiedjson', method: 'POST', times: 1 });
    const answer = await push([good, { ...good, at: '2024-03-01T11:00:00+01:00' }]);
    await untilStatus(answer, 'PARKED');
    expect(await jobOf(answer.jobs[0].id)).toMatchObject({ done: 0, error: { code: 'VENDOR_REJECTED' } });
    await untilStatus(await push([{ ...good, stream: 'stream-2' }]), 'DONE');
    await gateway.ask('acme', 'mutation ($id: ID!) { resumeJob(input: { id: $id }) { job { id } } }', {
      id: answer.jobs[0].id,
    });
    await untilStatus(answer, 'DONE');
    expect(sandbox.accepted.map(({ stream }) => stream)).toEqual(['stream-2', 'stream-1', 'stream-1']);
  });

  it('needs a vendor that takes measurements', async () => {
    const { errors } = await gateway.ask('umbrella', mutation, { input: { packets: [good] } });
    expect(errors[0]?.extensions.code).toBe('VENDOR_NOT_CONFIGURED');
  });
});

const { username, password } = demoCredentials.wattics;
const basic = `Basic ${btoa(`${username}:${password}`)}`;
