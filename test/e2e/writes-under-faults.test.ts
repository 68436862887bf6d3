/**
 * A vendor that fails in the middle of a change: what may not be sent twice is sent once, over every mutation's own
 * request, whatever went wrong; and a key that is used again after it does nothing twice.
 */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { everyMutation, type MutationCase } from '../support/every-mutation.ts';
import { type MutationWorld, startMutationWorld } from '../support/mutation-world.ts';

let world: MutationWorld;
beforeAll(async () => {
  world = await startMutationWorld();
});
afterAll(() => world.stop());
// No breaker, budget or cache of the case before.
beforeEach(() => world.renewGateway());
afterEach(() => {
  for (const { faults } of Object.values(world.sandboxes)) faults.clear();
});

type Writing = MutationCase & Required<Pick<MutationCase, 'write'>>;
const writing = everyMutation.filter((mutation): mutation is Writing => mutation.write !== undefined);
/** Sent in the background, for as long as it takes. */
const jobs: ReadonlySet<string> = new Set([
  'uploadConsumption',
  'provisionCustomers',
  'provisionData',
  'pushMeasurements',
]);
const direct = writing.filter(({ name }) => !jobs.has(name));
const faults = [{ kind: 'status', status: 503 }, { kind: 'reset' }, { kind: 'truncated' }] as const;

const sandboxOf = ({ write }: Writing) => world.sandboxes[write.vendor];
const writesOf = (mutation: Writing) => {
  const { method, path } = mutation.write;
  return sandboxOf(mutation).calls.filter((call) => call.method === method && call.path.includes(path)).length;
};
const breakDown = (mutation: Writing, fault: (typeof faults)[number]) => {
  const { method, path } = mutation.write;
  sandboxOf(mutation).faults.add({ ...fault, method, path });
};

describe.each(faults)('with $kind', (fault) => {
  test.each(direct.map((mutation) => [mutation.name, mutation] as const))('%s', async (name, mutation) => {
    const input = await mutation.input(world);
    const before = writesOf(mutation);
    breakDown(mutation, fault);
    const { errors } = await world.mutate(name, input);
    const sent = writesOf(mutation) - before;
    if (mutation.write.repeatable) expect([1, 2, 3]).toContain(sent);
    else expect(sent).toBe(1);
    // A vendor that answers and is not relied on for its words may have been understood all the same.
    if (fault.kind !== 'truncated') expect(errors[0]?.extensions.code).toBe('VENDOR_UNAVAILABLE');
  });
});

describe('a key that is used again after a failure', () => {
  /** Doing these again is as good as doing them once: the same key does so, and all others answer with the failure. */
  const doneAgain = new Set([
    ...['setEventParticipation', 'setSchemeParticipation', 'assignPortfolioAssets'],
    ...['registerWebhook', 'onboardHousehold', 'updateHome', 'addSolar'],
    ...['createSessionToken', 'setHvacPreferences', 'setHvacWebhook'],
    ...['archiveAsset', 'disconnectTariff', 'refreshTariffSchedule'],
  ]);

  test.each(direct.map((mutation) => [mutation.name, mutation] as const))('%s', async (name, mutation) => {
    const input = { ...(await mutation.input(world)), idempotencyKey: `key of ${name}` };
    breakDown(mutation, { kind: 'reset' });
    const failed = await world.mutate(name, input);
    expect(failed.errors[0]?.extensions.code).toBe('VENDOR_UNAVAILABLE');
    sandboxOf(mutation).faults.clear();
    const before = writesOf(mutation);
    const again = await world.mutate(name, input);
    const sent = writesOf(mutation) - before;
    if (doneAgain.has(name)) expect([again.errors, sent]).toEqual([[], 1]);
    // The vendor had understood: it is gone, and looked for before anything is sent.
    else if (name === 'unregisterWebhook') expect([again.data[name].userErrors.length, sent]).toEqual([1, 0]);
    else expect([again.errors, sent]).toEqual([failed.errors, 0]);
  });
});

describe('a job', () => {
  test.each(writing.filter(({ name }) => jobs.has(name)).map((mutation) => [mutation.name, mutation] as const))(
    'of %s goes on when the vendor is back',
    async (name, mutation) => {
      const jobOf = async () => {
        const { job, jobs: several } = await world.change(name, await mutation.input(world));
        return job ?? several[0];
      };
      const job = await jobOf();
      await world.jobsEnded();
      expect(job.id).toBeTruthy();
      breakDown(mutation, { kind: 'status', status: 503 });
      const before = writesOf(mutation);
      const again = await jobOf();
      const status = 'query ($id: ID!) { node(id: $id) { ... on Job { status error { code } } } }';
      await expect
        .poll(async () => (await world.query(status, { id: again.id })).node.error?.code, { timeout: 20_000 })
        .toBe('VENDOR_UNAVAILABLE');
      const failed = writesOf(mutation) - before;
      sandboxOf(mutation).faults.clear();
      await world.jobsEnded();
      // Those that failed, and the one that did not; one may have gone out before the vendor was back.
      expect([failed + 1, failed + 2]).toContain(writesOf(mutation) - before);
    },
    60_000,
  );
});
