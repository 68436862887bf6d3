/** Uploads and jobs as a client of the graph sees them, over the whole gateway and the sandbox equiwatt. */

import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { assetMpan, assetUuid } from '../../src/sandbox/world.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

let sandbox: EquiwattSandbox;
let gateway: SandboxedGateway;
beforeAll(async () => {
  sandbox = await startEquiwattSandbox({ life: false });
  gateway = await startSandboxedGateway([
    { id: 'acme', vendors: { equiwatt: sandbox } },
    { id: 'umbrella', vendors: {} },
  ]);
});
afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

const upload = (points: readonly object[], more: object = {}) =>
  gateway.ask(
    'acme',
    `mutation ($input: UploadConsumptionInput!) {
      uploadConsumption(input: $input) { job { id status done total } userErrors { code message field } }
    }`,
    { input: { points, ...more } },
  );
const good = { assetUuid: assetUuid(1), at: '2019-03-01T10:00:00+01:00', kwh: 0.4 };
const doneJob = async () => {
  const { data } = await upload([good]);
  const { id } = data.uploadConsumption.job;
  for (;;) {
    const answer = await gateway.ask('acme', 'query ($id: ID!) { node(id: $id) { ... on Job { status } } }', { id });
    if (answer.data.node.status === 'DONE') return id;
    await setTimeout(20);
  }
};

describe('uploadConsumption', () => {
  it.each([
    ['no point', [], 'input.points', 'give at least one point'],
    [
      '50 001 points',
      Array.from({ length: 50_001 }, () => good),
      'input.points',
      '50001 points; at most 50000 at once',
    ],
    ['an id that is none', [good, { ...good, assetUuid: 'x' }], 'input.points.1.assetUuid', '"x" is no UUID'],
    ['an unknown asset', [{ ...good, assetUuid: assetUuid(99) }], 'input.points.0.assetUuid', 'knows no asset'],
    ["the customer's own id", [{ ...good, assetUuid: assetMpan(1) }], 'input.points.0.assetUuid', 'is no UUID'],
    ['a time without an offset', [{ ...good, at: '2019-03-01T10:00:00' }], 'input.points.0.at', 'with an offset or Z'],
    ['the future', [{ ...good, at: '2999-01-01T00:00:00Z' }], 'input.points.0.at', 'is in the future'],
    ['a negative quantity', [{ ...good, kwh: -0.1 }], 'input.points.0.kwh', '-0.1 is no quantity; 0 or more is'],
  ])(
    'answers %s with a user error that names field and rule, and sends nothing',
    async (fault, points, field, rule) => {
      sandbox.reset();
      const { data, errors } = await upload(points);
      expect(errors).toEqual([]);
      const { job, userErrors } = data.uploadConsumption;
      expect([job, userErrors[0].code, userErrors[0].field]).toEqual([null, 'BAD_USER_INPUT', field]);
      expect(userErrors[0].message).toContain(rule);
      // Which assets there are is read; of the rest no vendor hears anything.
      expect(sandbox.calls.map(({ method }) => method)).toEqual(fault === 'an unknown asset' ? ['GET'] : []);
    },
  );

  it('stores what is sent, in seconds and with its direction, and shows it in the next answer', async () => {
    const series = (uuid: string) =>
      gateway.ask(
        'acme',
        `query ($id: String!) { asset(by: { ref: { vendor: EQUIWATT, id: $id } }) {
          consumption(from: "2019-03-01T09:00:00Z", to: "2019-03-01T10:00:00Z", resolution: HALF_HOUR) { values }
        } }`,
        { id: uuid },
      );
    expect((await series(assetUuid(1))).data.asset.consumption.values).toEqual([null, null]);
    await doneJob();
    const point = [...(sandbox.customers[0]?.energy.uploaded.get(assetUuid(1))?.values() ?? [])][0];
    expect(point).toEqual({ assetUUID: assetUuid(1), timestamp: 1_551_430_800, value: 0.4, type: 'import' });
    expect((await series(assetUuid(1))).data.asset.consumption.values).toEqual([0.4, null]);
  });
});

describe('jobs', () => {
  it('are listed newest first, page by page, for their own tenant only', async () => {
    const older = await doneJob();
    const newer = await doneJob();
    const list = `query ($after: String) { tenant { jobs(first: 1, after: $after, status: DONE) {
      nodes { id kind vendor total done error { code } } pageInfo { hasNextPage endCursor }
    } } }`;
    const page = (await gateway.ask('acme', list)).data.tenant.jobs;
    expect(page.nodes).toEqual([
      { id: newer, kind: 'energyUpload', vendor: 'EQUIWATT', total: 1, done: 1, error: null },
    ]);
    expect(page.pageInfo.hasNextPage).toBe(true);
    const next = (await gateway.ask('acme', list, { after: page.pageInfo.endCursor })).data.tenant.jobs;
    expect(next.nodes[0].id).toBe(older);
    expect((await gateway.ask('umbrella', list)).data.tenant.jobs.nodes).toEqual([]);
    const foreign = await gateway.ask('umbrella', 'query ($id: ID!) { node(id: $id) { id } }', { id: newer });
    expect(foreign.data.node).toBeNull();
    const bad = await gateway.ask('acme', list, { after: 'nonsense' });
    expect(bad.errors[0]?.extensions.argument).toBe('after');
  });

  it('are called off, by their own tenant only, and stay as they ended', async () => {
    const cancel = `mutation ($id: ID!) { cancelJob(input: { id: $id }) { job { status } userErrors { code field } } }`;
    sandbox.faults.add({ kind: 'status', status: 401, times: 2 });
    const { id } = (await upload([good])).data.uploadConsumption.job;
    const statusOf = async () =>
      (await gateway.ask('acme', 'query ($id: ID!) { node(id: $id) { ... on Job { status error { code } } } }', { id }))
        .data.node;
    while ((await statusOf()).status !== 'PARKED') await setTimeout(20);
    expect((await statusOf()).error.code).toBe('VENDOR_UNAUTHORIZED');
    const refusal = { job: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.id' }] };
    expect((await gateway.ask('umbrella', cancel, { id })).data.cancelJob).toEqual(refusal);
    expect((await gateway.ask('acme', cancel, { id })).data.cancelJob).toEqual({
      ...{ job: { status: 'CANCELLED' }, userErrors: [] },
    });
    const resume = cancel.replace('cancelJob', 'resumeJob');
    expect((await gateway.ask('acme', resume, { id })).data.resumeJob.job.status).toBe('CANCELLED');
    sandbox.faults.clear();
  });
});
