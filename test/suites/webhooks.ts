/** What keeping webhooks registered promises, whatever database is under it. The vendor is played in memory. */

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookRegistration } from '../../src/domain/entities.ts';
import { createDeliveryCounts } from '../../src/events/webhooks/delivery-counts.ts';
import { type EnsureDeps, ensureWebhook, overlapMs } from '../../src/events/webhooks/ensure.ts';
import { keepWebhooks } from '../../src/events/webhooks/keep.ts';
import { createLiveSecrets } from '../../src/events/webhooks/live-secrets.ts';
import { createWebhookRegistry, holdMs } from '../../src/events/webhooks/registry.ts';
import { toAutoWish, type WebhookTarget } from '../../src/events/webhooks/target.ts';
import { createSecretBox } from '../../src/store/secret-box.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { type Call, createCallTrace } from '../../src/upstream/call.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import type { TestDatabase } from '../support/stores.ts';

const url = 'https://graph.example.com/webhooks/sample/token';
const acme = { tenantId: 'acme', vendor: 'EQUIWATT' } as const;

/** A vendor that gives each registration a secret of its own. */
function createVendor() {
  const registered: { registration: WebhookRegistration; secret: string }[] = [];
  const sent: string[] = [];
  const state = { failing: false, silent: false, count: 0 };
  const act = (what: string) => {
    sent.push(what);
    if (state.failing) throw new Error('down');
  };
  const target: WebhookTarget = {
    ...{ ...acme, url, auto: true, secrets: [] },
    source: {
      ...{ signingKeyFrom: 'vendor', eventTypes: ['A', 'B'] },
      registrationsNow: async () => {
        act('list');
        return registered.map(({ registration }) => registration);
      },
      register: async ({ name, url, eventTypes }) => {
        act('register');
        state.count += 1;
        const registration = { ref: { id: `w${state.count}` }, name, url, eventTypes, createdAt: null };
        const secret = `secret-${state.count}`;
        registered.push({ registration, secret });
        return { registration, secret: state.silent ? undefined : secret };
      },
      unregister: async (id) => {
        act('unregister');
        const at = registered.findIndex(({ registration }) => registration.ref.id === id);
        if (at >= 0) registered.splice(at, 1);
        return at >= 0;
      },
      test: async () => true,
    },
  };
  return { registered, sent, state, target };
}

export function defineWebhooksSuite(name: string, create: () => Promise<TestDatabase>): void {
  describe(`webhooks over ${name}`, () => {
    let under: TestDatabase;
    let stores: Store[];
    let clock: FakeClock;
    let lines: string[];
    let key: Buffer;
    let vendor: ReturnType<typeof createVendor>;

    beforeAll(async () => {
      under = await create();
      stores = [await openStore(under.url), await openStore(under.url)];
    });
    afterAll(async () => {
      await Promise.all(stores.map((store) => store.stop()));
      await under.drop();
    });
    beforeEach(async () => {
      await stores[0]!.db.deleteFrom('webhooks').execute();
      await stores[0]!.db.deleteFrom('webhook_counts').execute();
      clock = createFakeClock();
      lines = [];
      key = randomBytes(32);
      vendor = createVendor();
    });

    const depsOf = (replica = 0, keys: readonly Buffer[] = [key]): EnsureDeps => {
      const write = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
      return {
        registry: createWebhookRegistry(stores[replica]!, clock),
        box: createSecretBox(keys),
        clock,
        logger: { info: write, warn: write, error: write },
      };
    };
    const newCall = (): Call => ({
      signal: new AbortController().signal,
      deadlineMs: clock.now() + 10_000,
      priority: 'refresh',
      trace: createCallTrace(),
    });
    const ensure = (deps = depsOf(), rotate = false) =>
      ensureWebhook(vendor.target, { ...toAutoWish(vendor.target), rotate }, newCall(), deps);
    const secretsOf = async (deps = depsOf(), configured: readonly string[] = []) => {
      const secrets = createLiveSecrets({ registry: deps.registry, box: deps.box, clock });
      await secrets.refresh();
      return secrets.of(acme, configured);
    };

    /** Lets time pass while all `loops` sleep, so that no database is ever too slow for it. */
    const advance = async (loops: number, isOver: () => boolean) => {
      while (!isOver()) {
        if (clock.sleeping >= loops) await clock.advance(200);
        else await new Promise((resolve) => setImmediate(resolve));
      }
    };

    it('registers what is not there, and leaves what is as it should be', async () => {
      const made = await ensure();
      expect(made).toMatchObject({ ref: { id: 'w1' }, url, eventTypes: ['A', 'B'] });
      expect((await ensure())?.ref.id).toBe('w1');
      expect((await ensure(depsOf(1)))?.ref.id).toBe('w1');
      expect(vendor.sent).toEqual(['list', 'register', 'list', 'list']);
      expect(await secretsOf(depsOf(1))).toEqual(['secret-1']);
    });

    it.each([
      ['is gone', (all: ReturnType<typeof createVendor>['registered']) => void all.splice(0)],
      ['leads elsewhere', ([one]: ReturnType<typeof createVendor>['registered']) => edit(one!, { url: 'https://a.b' })],
      ['lacks a type', ([one]: ReturnType<typeof createVendor>['registered']) => edit(one!, { eventTypes: ['A'] })],
      ['has a twin', (all: ReturnType<typeof createVendor>['registered']) => twin(all)],
    ])('mends a registration that %s', async (_, spoil) => {
      await ensure();
      spoil(vendor.registered);
      await ensure();
      expect(vendor.registered.map(({ registration }) => [registration.url, registration.eventTypes])).toEqual([
        [url, ['A', 'B']],
      ]);
      expect((await secretsOf())[0]).toBe(vendor.registered[0]!.secret);
    });

    it('leaves webhooks that lead elsewhere alone', async () => {
      const registration = { ref: { id: 'x' }, name: 'theirs', url: 'https://a.b', eventTypes: ['A'], createdAt: null };
      vendor.registered.push({ registration, secret: 's' });
      await ensure();
      await ensure(depsOf(), true);
      expect(vendor.registered.map(({ registration }) => registration.name)).toEqual(['theirs', 'wattgraph']);
    });

    it('registers anew when the key is lost, and keeps the secret when it is changed', async () => {
      await ensure();
      const changed = depsOf(0, [randomBytes(32), key]);
      await ensure(changed);
      expect(vendor.registered.map(({ registration }) => registration.ref.id)).toEqual(['w1']);
      expect(await secretsOf(depsOf())).toEqual([]);
      expect(await secretsOf(changed)).toEqual(['secret-1']);
      const lost = depsOf(0, [randomBytes(32)]);
      await ensure(lost);
      expect(vendor.registered.map(({ registration }) => registration.ref.id)).toEqual(['w2']);
      expect(await secretsOf(lost)).toEqual(['secret-2']);
    });

    it('takes the old secret for a day beside the new one, then forgets it', async () => {
      await ensure();
      await ensure(depsOf(), true);
      expect(await secretsOf()).toEqual(['secret-2', 'secret-1']);
      expect(vendor.sent.slice(-3)).toEqual(['list', 'register', 'unregister']);
      await clock.advance(overlapMs - 1);
      expect(await secretsOf()).toHaveLength(2);
      await clock.advance(1);
      expect(await secretsOf(depsOf(), ['of the config'])).toEqual(['secret-2', 'of the config']);
      await ensure();
      const row = await stores[0]!.db.selectFrom('webhooks').select('previous_secret').executeTakeFirstOrThrow();
      expect(row.previous_secret).toBeNull();
    });

    it('takes away again what came without a secret', async () => {
      vendor.state.silent = true;
      await expect(ensure()).rejects.toMatchObject({ code: 'VENDOR_CONTRACT' });
      expect(vendor.registered).toEqual([]);
    });

    it('names what the configuration lacks before it asks the vendor anything', async () => {
      const lacking = (target: Partial<WebhookTarget>, deps: Partial<EnsureDeps>) =>
        ensureWebhook({ ...vendor.target, ...target }, toAutoWish(vendor.target), newCall(), { ...depsOf(), ...deps });
      await expect(lacking({ url: undefined }, {})).rejects.toThrow('server.publicUrl');
      await expect(lacking({}, { box: undefined })).rejects.toThrow('WATTGRAPH_SECRET_KEY');
      expect(vendor.sent).toEqual([]);
    });

    it('is changed by one replica at a time, also when one dies over it', async () => {
      const [a, b] = [depsOf(0), depsOf(1)];
      await a.registry.hold(acme, new AbortController().signal);
      let isHeld = false;
      const waiting = b.registry.hold(acme, new AbortController().signal).then((held) => {
        isHeld = true;
        return held;
      });
      const startMs = clock.now();
      await advance(1, () => isHeld || clock.now() >= startMs + holdMs - 1_000);
      expect(isHeld).toBe(false);
      await advance(1, () => isHeld);
      await (await waiting).save({ registration_id: 'b' });
      const giving = new AbortController();
      const given = a.registry.hold(acme, giving.signal);
      giving.abort(new Error('given up'));
      await expect(given).rejects.toThrow('given up');
    });

    it('keeps what a holder that was too slow would write out', async () => {
      const deps = depsOf();
      const slow = await deps.registry.hold(acme, new AbortController().signal);
      await clock.advance(holdMs);
      const next = await deps.registry.hold(acme, new AbortController().signal);
      await next.save({ registration_id: 'next' });
      await expect(slow.save({ registration_id: 'slow' })).rejects.toThrow('in other hands');
      await slow.release();
      expect((await deps.registry.all()).map((row) => row.registration_id)).toEqual(['next']);
    });

    it('looks after them from the start on, tries again when the vendor is down, and looks once an hour in all', async () => {
      vendor.state.failing = true;
      const stopping = new AbortController();
      const options = { targets: [vendor.target], random: () => 0.5 };
      const loops = [0, 1].map((replica) => keepWebhooks({ ...depsOf(replica), ...options }, stopping.signal));
      const turn = (ms: number) => {
        const endMs = clock.now() + ms;
        return advance(2, () => clock.now() >= endMs);
      };
      await advance(2, () => lines.length >= 2);
      expect(lines.every((line) => line.startsWith('the webhook could not be looked after'))).toBe(true);
      vendor.state.failing = false;
      await turn(60_000);
      expect(vendor.registered).toHaveLength(1);
      const looks = vendor.sent.filter((what) => what === 'list').length;
      await turn(3_700_000);
      stopping.abort();
      await Promise.all(loops);
      expect(vendor.sent.filter((what) => what === 'list').length).toBe(looks + 1);
      expect(vendor.sent.filter((what) => what === 'register')).toHaveLength(1);
    });

    it('reads secrets again that another replica has changed, and asks the store once for many', async () => {
      const deps = depsOf();
      let reads = 0;
      const registry = {
        all: () => {
          reads += 1;
          return deps.registry.all();
        },
      };
      const secrets = createLiveSecrets({ registry, box: deps.box, clock });
      await secrets.refresh();
      await ensure(depsOf(1));
      expect(secrets.of(acme, [])).toEqual([]);
      const refreshed = Promise.all(Array.from({ length: 50 }, () => secrets.refresh()));
      await clock.advance(250);
      await refreshed;
      expect([secrets.of(acme, []), reads]).toEqual([['secret-1'], 2]);
    });

    it('counts deliveries of all replicas together', async () => {
      const [one, two] = [createDeliveryCounts(stores[0]!, clock), createDeliveryCounts(stores[1]!, clock)];
      const firstMs = clock.now();
      one.note(acme, 'stored');
      two.note(acme, 'stored');
      two.note(acme, 'rejected');
      two.note({ ...acme, tenantId: 'other' }, 'stored');
      await clock.advance(1);
      two.note(acme, 'stored');
      await two.flush();
      expect(await one.read(acme)).toEqual(
        new Map([
          ['stored', { count: 3, lastAtMs: firstMs + 1 }],
          ['rejected', { count: 1, lastAtMs: firstMs }],
        ]),
      );
    });
  });
}

type Registered = ReturnType<typeof createVendor>['registered'];

function edit(one: Registered[number], change: Partial<WebhookRegistration>): void {
  one.registration = { ...one.registration, ...change };
}

function twin(all: Registered): void {
  const [one] = all;
  all.push({ ...one!, registration: { ...one!.registration, ref: { id: 'twin' } } });
}
