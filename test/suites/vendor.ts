/**
 * The promises every vendor makes, held against its own sandbox through the real upstream. A vendor's
 * `test/vendors/<vendor>/contract.test.ts` is one call of `defineVendorSuite`; what only that vendor does is tested beside it.
 */

import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import type { AppError } from '../../src/errors.ts';
import { createMetrics, type Metrics } from '../../src/metrics.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import type { SandboxServer } from '../../src/sandbox/server.ts';
import { type Call, createCallTrace } from '../../src/upstream/call.ts';
import type { Upstream } from '../../src/upstream/connection.ts';
import { createUpstream } from '../../src/upstream/upstream.ts';
import type { EntitySource, VendorModule, VendorSource } from '../../src/vendors/vendor.ts';
import { errorsWithin, idOf, type Listed, type ListName, listedAt, plain, refusal } from './answers.ts';
import {
  startTamperingProxy,
  type Tamper,
  withMarkedNames,
  withPrototypeNames,
  withUnknownFields,
} from './tampering-proxy.ts';

export interface VendorSuite<Config> {
  /** As in the test report: `equiwatt`. */
  readonly name: string;
  readonly module: VendorModule<Config>;
  /**
   * A fresh sandbox on a free port; one is started for each test and stopped after it. Give it a clock that stands
   * still if what it answers depends on the time of day.
   */
  readonly startSandbox: () => Promise<SandboxServer>;
  /** A config that the sandbox at `url` accepts. All hosts of the vendor must lie under `url`. */
  readonly config: (url: string) => Config;
  /** The same with a credential the sandbox refuses. */
  readonly wrongConfig: (url: string) => Config;
  /** The secrets within `config` (keys, passwords): no error may show them. */
  readonly secrets: readonly string[];
  /**
   * The lists the source offers, each with an id of the right form that the vendor does not know. Each must hold at
   * least two entities in the sandbox.
   */
  readonly lists: Partial<Readonly<Record<ListName, { readonly unknownId: string }>>>;
  /** Cached reads beyond the lists, by name: readings, stats, price signals. At least one. */
  readonly reads: Readonly<Record<string, (source: VendorSource, call: Call) => Promise<unknown>>>;
  /**
   * How to break one entity: `tamper` gives a required field of the one called `id` a value of the wrong type wherever
   * it stands in an answer, and leaves the rest as it is.
   */
  readonly broken?: { readonly list: ListName; readonly id: string; readonly tamper: Tamper };
  /**
   * Faults this vendor answers otherwise than the common table says, by fault name, with the reason in a comment:
   * another code, or `skip` when the fault cannot show (a read that is not JSON).
   */
  readonly faultCodes?: Readonly<Partial<Record<FaultName, AppError['code'] | 'skip'>>>;
}

/** A source under test, its own upstream behind it. */
interface Opened {
  readonly source: VendorSource;
  readonly upstream: Upstream;
}

const canary = 'canary-of-the-vendor';
const vendorTimeoutMs = 250;

/** Each fault, for all requests, and the error that every read must end in. */
const faultTable = {
  '500': { fault: { kind: 'status', status: 500, body: canary }, code: 'VENDOR_UNAVAILABLE' },
  '503': { fault: { kind: 'status', status: 503, body: canary }, code: 'VENDOR_UNAVAILABLE' },
  '401': { fault: { kind: 'status', status: 401, body: canary }, code: 'VENDOR_UNAUTHORIZED' },
  '400': { fault: { kind: 'status', status: 400, body: canary }, code: 'VENDOR_REJECTED' },
  '429': {
    fault: { kind: 'status', status: 429, body: canary, headers: { 'retry-after': '600' } },
    code: 'VENDOR_RATE_LIMITED',
  },
  hang: { fault: { kind: 'hang' }, code: 'VENDOR_TIMEOUT' },
  reset: { fault: { kind: 'reset' }, code: 'VENDOR_UNAVAILABLE' },
  truncated: { fault: { kind: 'truncated' }, code: 'VENDOR_UNAVAILABLE' },
  wrongType: { fault: { kind: 'wrongType' }, code: 'VENDOR_CONTRACT' },
  wrongShape: { fault: { kind: 'wrongShape' }, code: 'VENDOR_CONTRACT' },
} as const satisfies Record<string, { readonly fault: Fault; readonly code: AppError['code'] }>;
export type FaultName = keyof typeof faultTable;

export function defineVendorSuite<Config>(suite: VendorSuite<Config>): void {
  const { module } = suite;
  const listNames = Object.keys(suite.lists) as ListName[];
  const reads = allReads(suite);
  const toStop: (() => Promise<void>)[] = [];
  let sandbox: SandboxServer;
  let metrics = createMetrics();
  let logged: string[] = [];

  const openUpstream = (timeoutMs = 5_000) => {
    const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
    const upstream = createUpstream({ clock: systemClock, metrics, log, timeoutMs, allowPrivateHosts: true });
    toStop.unshift(() => upstream.stop());
    return upstream;
  };

  const open = (options: { upstream?: Upstream; tenantId?: string; config?: Config } = {}): Opened => {
    const upstream = options.upstream ?? openUpstream();
    const deps = { tenantId: options.tenantId ?? 'tenant', upstream, clock: systemClock };
    return { upstream, source: module.createSource(options.config ?? suite.config(sandbox.url), deps) };
  };

  const openTampered = async (tamper: Tamper, upstream = openUpstream(), tenantId = 'tenant') => {
    const proxy = await startTamperingProxy(sandbox.url, tamper);
    toStop.push(() => proxy.stop());
    return open({ upstream, tenantId, config: suite.config(proxy.url) }).source;
  };

  /** How many requests reached the vendor while `work` ran. */
  const callsOf = async (work: () => Promise<unknown>) => {
    const before = sandbox.calls.length;
    await work();
    return sandbox.calls.length - before;
  };

  describe(`${suite.name} keeps the promises of a vendor`, () => {
    beforeEach(async () => {
      sandbox = await suite.startSandbox();
      metrics = createMetrics();
      logged = [];
      toStop.push(() => sandbox.stop());
    });
    afterEach(async () => {
      for (const stop of toStop.splice(0)) await stop();
    });

    test('its ping succeeds with the right credential', async () => {
      await open().source.ping(newCall());
      expect(sandbox.calls.length).toBeGreaterThan(0);
    });

    test('a wrong credential is VENDOR_UNAUTHORIZED, and shows nowhere', async () => {
      const { source } = open({ config: suite.wrongConfig(sandbox.url) });
      const error = await refusal(source.ping(newCall()));
      expect(error).toMatchObject({ code: 'VENDOR_UNAUTHORIZED', details: { vendor: module.vendor } });
      expectNothingLeaks(error, suite, sandbox.url);
    });

    test('its config refuses an unknown key by name', () => {
      const config = suite.config(sandbox.url);
      expect(module.configSchema.safeParse(config)).toMatchObject({ success: true });
      const result = module.configSchema.safeParse({ ...config, unheardOf: 1 });
      expect(JSON.stringify(result.error?.issues)).toContain('unheardOf');
      expect(Object.values(module.baseUrls(config)).every((url) => url.startsWith(sandbox.url))).toBe(true);
    });

    describe.each(listNames)('the list of %s', (name) => {
      const unknownId = suite.lists[name]?.unknownId ?? '';
      const listOf = (source: VendorSource) => source[name] as EntitySource<Listed>;

      test('comes in windows without gaps or repeats', async () => {
        const list = listOf(open().source);
        const whole = await list.list({ offset: 0, limit: 1000 }, newCall());
        const total = whole.items.length;
        expect(total).toBeGreaterThan(1);
        expect(whole.hasMore).toBe(false);
        expect(new Set(whole.items.map(idOf)).size).toBe(total);
        const limit = Math.ceil(total / 3);
        const paged: Listed[] = [];
        for (let offset = 0; offset < total; offset += limit) {
          const slice = await list.list({ offset, limit }, newCall());
          expect(slice.items.length).toBe(Math.min(limit, total - offset));
          expect(slice.hasMore).toBe(offset + limit < total);
          if (slice.total !== undefined) expect(slice.total).toBe(total);
          paged.push(...slice.items);
        }
        expect(plain(paged)).toEqual(plain(whole.items));
        const beyond = await list.list({ offset: total + 5, limit: 10 }, newCall());
        expect(beyond).toMatchObject({ items: [], hasMore: false });
      });

      test('is read by id whatever the order, and has nothing for an unknown id', async () => {
        const { items } = await listOf(open().source).list({ offset: 0, limit: 1000 }, newCall());
        const ids = items.map(idOf);
        const cold = await listOf(open().source).byIds([unknownId, ...ids.toReversed()], newCall());
        expect(new Set(cold.keys())).toEqual(new Set(ids));
        expect(ids.map((id) => plain(cold.get(id)))).toEqual(items.map(plain));
        const single = await listOf(open().source).byIds([ids[1]!], newCall());
        expect(plain([...single])).toEqual(plain([[ids[1], items[1]]]));
        expect(await listOf(open().source).byIds([unknownId], newCall())).toEqual(new Map());
        expect(await listOf(open().source).byIds([], newCall())).toEqual(new Map());
      });

      test('names each entity by a ref of this vendor', async () => {
        const { items } = await listOf(open().source).list({ offset: 0, limit: 1000 }, newCall());
        for (const item of items) {
          expect(item.ref.vendor).toBe(module.vendor);
          expect(item.refs[0]).toEqual(item.ref);
        }
      });
    });

    test.each(Object.keys(reads))('reading %s a second time costs no vendor call', async (name) => {
      const { source } = open();
      const call = newCall();
      const first = await reads[name]!(source, call);
      expect(errorsWithin(first)).toEqual([]);
      expect(call.trace.byVendor.get(module.vendor)?.calls).toBe(sandbox.calls.length);
      expect(sandbox.calls.length).toBeGreaterThan(0);
      expect(await callsOf(() => reads[name]!(source, newCall()))).toBe(0);
      expect(plain(await reads[name]!(source, newCall()))).toEqual(plain(first));
    });

    test.each(Object.keys(reads))('reading %s ten times at once costs the calls of one', async (name) => {
      const alone = open().source;
      const cost = await callsOf(() => reads[name]!(alone, newCall()));
      const { source } = open();
      const ten = Array.from({ length: 10 }, () => newCall());
      expect(await callsOf(() => Promise.all(ten.map((call) => reads[name]!(source, call))))).toBe(cost);
    });

    test.each(Object.keys(faultTable) as FaultName[])('fault %s gives its error and lets nothing out', async (name) => {
      const { fault, code } = faultTable[name];
      const expected = suite.faultCodes?.[name] ?? code;
      if (expected === 'skip') return;
      sandbox.faults.add(fault);
      const failures = Object.entries(reads).map(async ([read, run]) => {
        const { source } = open({ upstream: openUpstream(vendorTimeoutMs) });
        const errors = errorsWithin(await run(source, newCall()).catch((thrown: unknown) => thrown));
        expect(errors.length, `${read} fails`).toBeGreaterThan(0);
        for (const error of errors) {
          expect(error, read).toMatchObject({ code: expected, details: { vendor: module.vendor } });
          if (name === '429') expect(error.details.retryAfterMs).toBeGreaterThan(0);
          expectNothingLeaks(error, suite, sandbox.url);
        }
      });
      await Promise.all(failures);
      // One line a failed call, and nothing of the vendor's or ours in it that is not for everybody's eyes.
      expect(logged.length).toBe(await failedCalls(metrics));
      for (const text of [...logged, await metrics.registry.metrics()]) expectNoSecret(text, suite, sandbox.url);
      const violations = await sumOf(metrics.contractViolations);
      expect(violations > 0).toBe(expected === 'VENDOR_CONTRACT');
    });

    test('an error is not remembered: the next read asks again', async () => {
      const [name, read] = Object.entries(reads)[0]!;
      const { source } = open({ upstream: openUpstream(vendorTimeoutMs) });
      sandbox.faults.add({ kind: 'status', status: 400 });
      const failed = await read(source, newCall()).catch((thrown: unknown) => thrown);
      expect(errorsWithin(failed).length, name).toBeGreaterThan(0);
      sandbox.faults.clear();
      expect(errorsWithin(await read(source, newCall()))).toEqual([]);
    });

    test('an aborted signal ends the read and the request', async () => {
      const read = Object.values(reads)[0]!;
      const { source } = open();
      // A vendor with tokens has one now: fetching it is for all callers, and outlives the one that began it.
      await source.ping(newCall());
      const before = sandbox.calls.length;
      const ended = new AbortController();
      sandbox.faults.add({ kind: 'hang' });
      const reading = read(source, newCall(ended.signal)).catch((thrown: unknown) => thrown);
      await vi.waitFor(() => expect(sandbox.calls.length).toBeGreaterThan(before), { interval: 5 });
      ended.abort();
      const [error] = errorsWithin(await reading);
      expect(error?.code).toBe('OPERATION_TIMEOUT');
      sandbox.faults.clear();
      await vi.waitFor(async () => {
        await source.ping(newCall());
        expect(sandbox.calls.at(-1)?.inFlight).toBe(1);
      });
    });

    test('two tenants with the same credential and ids never share what was read', async () => {
      const upstream = openUpstream();
      const source = open({ upstream, tenantId: 'a' }).source;
      const other = await openTampered((json) => withMarkedNames(json, 'other '), upstream, 'b');
      for (const [name, read] of Object.entries(reads)) {
        const before = sandbox.calls.length;
        const mine = plain(await read(source, newCall()));
        const middle = sandbox.calls.length;
        const theirs = plain(await read(other, newCall()));
        expect(sandbox.calls.length - middle, name).toBe(middle - before);
        expect(errorsWithin(theirs), name).toEqual([]);
        expect(plain(await read(source, newCall())), name).toEqual(mine);
        if (listNames.includes(name as ListName) && JSON.stringify(mine).includes('"name":"')) {
          expect(JSON.stringify(theirs), name).toContain('"name":"other ');
          expect(JSON.stringify(mine), name).not.toContain('other ');
        }
      }
    });

    test('unknown fields in its answers are ignored', async () => {
      const usual = open().source;
      const source = await openTampered(withUnknownFields);
      for (const [name, read] of Object.entries(reads)) {
        const changed = await read(source, newCall());
        expect(errorsWithin(changed), name).toEqual([]);
        if (listNames.includes(name as ListName)) expect(plain(changed)).toEqual(plain(await read(usual, newCall())));
      }
    });

    test('names of the prototype in its answers are unknown fields, and change nothing', async () => {
      const usual = open().source;
      const source = await openTampered(withPrototypeNames);
      for (const [name, read] of Object.entries(reads)) {
        const changed = await read(source, newCall());
        expect(errorsWithin(changed), name).toEqual([]);
        if (listNames.includes(name as ListName)) expect(plain(changed)).toEqual(plain(await read(usual, newCall())));
      }
      const clean: Record<string, unknown> = {};
      expect(clean.polluted).toBeUndefined();
    });

    test.runIf(suite.broken)('an entity with a field of the wrong type fails alone', async () => {
      const { list, id, tamper } = suite.broken!;
      const whole = await listedAt(open().source, list).list({ offset: 0, limit: 1000 }, newCall());
      const others = whole.items.filter((item) => idOf(item) !== id);
      expect(others.length).toBe(whole.items.length - 1);
      const source = await openTampered(tamper);
      const slice = await listedAt(source, list).list({ offset: 0, limit: 1000 }, newCall());
      expect(plain(slice.items)).toEqual(plain(others));
      const batch = await listedAt(source, list).byIds([id, ...others.map(idOf)], newCall());
      expect(others.map((item) => plain(batch.get(idOf(item))))).toEqual(others.map(plain));
      expect(batch.get(id)).toMatchObject({ code: 'VENDOR_CONTRACT', details: { vendor: module.vendor } });
      expect(await sumOf(metrics.contractViolations)).toBeGreaterThan(0);
      expect(logged.length).toBeGreaterThan(0);
    });
  });
}

/** The reads the suite repeats, breaks and counts: each list whole, then the vendor's own. */
function allReads<Config>(suite: VendorSuite<Config>): VendorSuite<Config>['reads'] {
  const lists = (Object.keys(suite.lists) as ListName[]).map((name) => [
    name,
    (source: VendorSource, call: Call) => listedAt(source, name).list({ offset: 0, limit: 1000 }, call),
  ]);
  return { ...Object.fromEntries(lists), ...suite.reads };
}

function newCall(signal = new AbortController().signal): Call {
  return { signal, deadlineMs: Date.now() + 10_000, priority: 'interactive', trace: createCallTrace() };
}

function expectNothingLeaks<Config>(error: AppError, suite: VendorSuite<Config>, url: string): void {
  expectNoSecret(JSON.stringify([error.message, error.details]), suite, url);
}

function expectNoSecret<Config>(shown: string, suite: VendorSuite<Config>, url: string): void {
  for (const secret of [...suite.secrets, canary, new URL(url).host, '<!doctype']) {
    expect(shown).not.toContain(secret);
  }
}

async function failedCalls(metrics: Metrics): Promise<number> {
  const { values } = await metrics.vendorCalls.get();
  return values.filter(({ labels }) => labels.outcome !== 'ok').reduce((sum, { value }) => sum + value, 0);
}

async function sumOf(counter: Metrics['contractViolations']): Promise<number> {
  return (await counter.get()).values.reduce((sum, { value }) => sum + value, 0);
}
