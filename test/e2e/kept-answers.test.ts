/** Whole answers that are kept: for as long as all in them is fresh, for who may see them, and not beyond a change. */

import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { type SandboxedGateway, startSandboxedGateway, webhookToken } from '../support/sandboxed-gateway.ts';

let enerkey: Awaited<ReturnType<typeof startEnerkeySandbox>>;
let equiwatt: Awaited<ReturnType<typeof startEquiwattSandbox>>;
let gateway: SandboxedGateway;
beforeAll(async () => {
  enerkey = await startEnerkeySandbox();
  equiwatt = await startEquiwattSandbox({ life: false });
});
afterAll(async () => {
  await gateway.stop();
  await enerkey.stop();
  await equiwatt.stop();
});
beforeEach(async () => {
  await gateway?.stop();
  const vendors = { enerkey, equiwatt };
  gateway = await startSandboxedGateway([
    { id: 'one', vendors },
    { id: 'two', vendors },
  ]);
});

/** Without the trace, which wants to know what an answer cost and so always has it made. */
async function ask(query: string, tenantId = 'one') {
  const headers = { 'content-type': 'application/json', 'x-api-key': `key-of-${tenantId}` };
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}

/** How many queries were answered from where. */
async function sources(): Promise<Record<string, number>> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const counts = [...text.matchAll(/^wattgraph_answers_total\{source="(\w+)"\} (\d+)$/gm)];
  return Object.fromEntries(counts.map(([, source, count]) => [source, Number(count)]));
}

const facilities = '{ tenant { facilities(first: 3) { nodes { id name } } } }';

describe('an answer that is kept', () => {
  test('is given again, byte for byte, without an execution', async () => {
    const first = await ask(facilities);
    const calls = enerkey.calls.length;
    expect(await ask(facilities)).toEqual(first);
    expect(await ask(facilities)).toEqual(first);
    expect(enerkey.calls).toHaveLength(calls);
    expect(await sources()).toEqual({ executed: 1, kept: 2 });
  });

  test('is its tenant’s alone', async () => {
    const one = await ask(facilities);
    const two = await ask(facilities, 'two');
    expect(two.data.tenant.facilities.nodes[0].id).not.toBe(one.data.tenant.facilities.nodes[0].id);
    expect(await sources()).toEqual({ executed: 2 });
    // Whoever asked last, and from whatever is remembered of the question by then.
    for (const [tenantId, answer] of [
      ['one', one],
      ['two', two],
      ['two', two],
      ['one', one],
    ]) {
      expect(await ask(facilities, tenantId)).toEqual(answer);
    }
    expect(await sources()).toEqual({ executed: 2, kept: 4 });
  });

  test('is not found any more once the tenant has changed something', async () => {
    await ask(facilities);
    await ask(
      'mutation { linkMeter(input: { home: { ref: { vendor: EQUIWATT, id: "none" } }, meter: { ref: { vendor: ENERKEY, id: "1001" } } }) { userErrors { field } } }',
    );
    await ask(facilities);
    expect(await sources()).toEqual({ executed: 2 });
  });

  test('holds nothing that is not read through the cache: what changes by itself is executed each time', async () => {
    for (const query of ['{ tenant { vendors { status } } }', '{ tenant { jobs { nodes { id } } } }']) {
      await ask(query);
      await ask(query);
    }
    expect(await sources()).toEqual({ executed: 4 });
  });

  test('may be of a node, known or not, but not of a job', async () => {
    const { id } = (await ask(facilities)).data.tenant.facilities.nodes[0];
    for (const node of [id, 'unknown']) {
      const query = `{ node(id: "${node}") { id } }`;
      expect(await ask(query)).toEqual(await ask(query));
    }
    expect(await sources()).toEqual({ executed: 3, kept: 2 });
  });

  test('holds no error', async () => {
    enerkey.faults.add({ kind: 'status', status: 403, path: 'GetFacilities', times: 1 });
    const failed = await ask(facilities);
    expect(failed.errors).toHaveLength(1);
    expect((await ask(facilities)).errors).toBeUndefined();
  });

  test('is dropped by an event that concerns what is in it', async () => {
    const events = '{ tenant { flexEvents(first: 5) { nodes { status } } } }';
    await ask(events);
    await ask(events);
    expect(await sources()).toEqual({ executed: 1, kept: 1 });
    const uuid = equiwatt.customers[0]!.world.events[0]!.uuid;
    const body = JSON.stringify({
      uuid: 'w',
      type: 'EVENT.STARTED',
      timestamp: new Date().toISOString(),
      resource: { uuid },
    });
    const digest = createHmac('sha256', demoCredentials.equiwatt.webhookSecret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'equiwatt-webhook-signature': `equsha256=${digest}` };
    const posted = await fetch(`${gateway.url}/webhooks/equiwatt/${webhookToken('one')}`, {
      method: 'POST',
      headers,
      body,
    });
    expect(posted.status).toBe(202);
    await expect.poll(async () => (await ask(events)) && (await sources()).executed).toBe(2);
  });
});

test('equal queries under way are one execution, and each gets the answer', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(facilities)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const { executed = 0, shared = 0, kept = 0 } = await sources();
  expect(executed + shared + kept).toBe(20);
  expect(executed).toBeLessThan(5);
});
