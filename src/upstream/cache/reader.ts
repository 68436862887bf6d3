/** Reads many entities through the cache: fresh, stale and renewed behind, shared in flight, or stale because the vendor fails. */

import type { Clock } from '../../domain/clock.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Metrics } from '../../metrics.ts';
import type { Call } from '../call.ts';
import type { Cached, ReadManySpec } from '../connection.ts';
import type { Dependence } from '../dependence.ts';
import { operationEnded } from '../http/judge.ts';
import { type Key, type TenantScope, tenantKey } from '../key.ts';
import type { Freshness, VendorLimits } from '../limits.ts';
import { type Entry, negativeMs, stateOf } from './entry.ts';
import type { Flight } from './flight.ts';
import { type Loaded, Loads, tagKey } from './loads.ts';
import type { MemoryStore } from './memory-store.ts';
import { ReadCounts } from './read-counts.ts';
import { Refresher } from './refresher.ts';
import type { SharedStore } from './shared-store.ts';

export interface ReaderOptions {
  readonly scope: TenantScope;
  readonly limits: VendorLimits;
  readonly store: MemoryStore;
  /** Level 2, where there is one. */
  readonly shared: SharedStore | undefined;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Ends background refreshes when the gateway stops. */
  readonly stopped: AbortSignal;
  /** How long a resource is fresh at present, in milliseconds. */
  readonly freshMs: (rule: Freshness) => number;
  /** Told of what a load throws, or gives for an id. */
  readonly onFailure: (resource: string, error: AppError) => void;
  /** Whether the vendor refuses the credential at present: then nothing that was read with it is given out. */
  readonly isRefused: () => boolean;
}

/** A stale value is given this long before the operation must have answered. */
const fallbackLeadMs = 250;

type Answers<T> = Map<string, Cached<T> | AppError>;

/** What the cache has for a read. */
interface Plan {
  /** Good to answer with. */
  readonly held: ReadonlyMap<string, { readonly key: Key<'entry'>; readonly entry: Entry; readonly stale: boolean }>;
  /** Held, but due to be renewed. */
  readonly renew: ReadonlyMap<string, Key<'entry'>>;
  readonly missing: ReadonlyMap<string, Key<'entry'>>;
  /** Old values of missing ones, for when the vendor fails. */
  readonly fallbacks: ReadonlyMap<string, Entry>;
}

export class Reader {
  readonly counts: ReadCounts;
  readonly #options: ReaderOptions;
  readonly #loads: Loads;
  readonly #refresher: Refresher;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.counts = new ReadCounts(options.scope, options.metrics);
    this.#loads = new Loads(options);
    this.#refresher = new Refresher({ ...options, loads: this.#loads });
  }

  async readMany<T>(spec: ReadManySpec<T>, call: Call): Promise<ReadonlyMap<string, Cached<T> | AppError>> {
    const rule = ruleOf(this.#options.limits, spec.resource);
    const plan = this.#plan(spec, rule, call.awaitFresh ?? false);
    const answers: Answers<T> = new Map();
    for (const [id, { entry, stale }] of plan.held) answerWith(answers, id, entry, stale);
    this.counts.add('stale', plan.renew.size, call);
    this.counts.add('hit', plan.held.size - plan.renew.size, call);
    if (plan.renew.size > 0) this.#refresher.refresh(spec, plan.renew, rule);
    if (call.dependence)
      for (const { key, entry, stale } of plan.held.values())
        this.#note(call.dependence, rule, key, stale ? undefined : entry);
    if (plan.missing.size === 0) return answers;

    const flights = this.#flightsFor(spec, plan.missing, rule, call);
    for (const [id, outcome] of await this.#await(flights, plan.fallbacks, call)) {
      const fallback = plan.fallbacks.get(id) ?? this.#lateFallback(plan.missing.get(id), rule);
      if (!(outcome instanceof AppError)) answerWith(answers, id, outcome, false);
      else if (fallback && fallbackCodes.has(outcome.code)) {
        this.counts.add('stale', 1, call);
        answerWith(answers, id, fallback, true);
      } else answers.set(id, outcome);
    }
    if (call.dependence)
      for (const [id, key] of plan.missing)
        this.#note(call.dependence, rule, key, isFresh(answers.get(id)) ? this.#options.store.get(key) : undefined);
    return answers;
  }

  /** An answer that holds a stale value, or an error, is good this once; so is one whose entry is not in the store. */
  #note(dependence: Dependence, rule: Freshness, key: Key<'entry'>, entry: Entry | undefined): void {
    if (!entry || entry.expired) {
      dependence.markLive();
      return;
    }
    const freshMs = entry.unknown
      ? negativeMs(rule)
      : entry.immutable
        ? Number.POSITIVE_INFINITY
        : this.#options.freshMs(rule);
    dependence.note(entry.asOfMs + freshMs, this.#options.store.tagsOf(key));
  }

  drop(tags: readonly string[]): void {
    const { store, shared, scope } = this.#options;
    const keys = tags.map((tag) => tagKey(scope, tag));
    store.drop(keys);
    shared?.drop(keys);
    this.#loads.forget();
  }

  /** How long values of the resource stay fresh at present, milliseconds. */
  freshMs(resource: string): number {
    return this.#options.freshMs(ruleOf(this.#options.limits, resource));
  }

  /** Resolves when no background refresh is under way. */
  idle(): Promise<void> {
    return this.#refresher.idle();
  }

  #plan<T>(spec: ReadManySpec<T>, rule: Freshness, awaitFresh: boolean): Plan {
    const { store, clock, scope, isRefused } = this.#options;
    const keyOf = tenantKey('entry', scope, spec.resource, spec.params);
    const isOpen = !isRefused();
    const freshMs = this.#options.freshMs(rule);
    const nowMs = clock.now();
    const held = new Map<string, { key: Key<'entry'>; entry: Entry; stale: boolean }>();
    const renew = new Map<string, Key<'entry'>>();
    const missing = new Map<string, Key<'entry'>>();
    const fallbacks = new Map<string, Entry>();
    for (const id of new Set(spec.ids)) {
      const key = keyOf(id);
      const entry = isOpen ? store.get(key) : undefined;
      const found = stateOf(entry, rule, freshMs, nowMs);
      const state = found === 'refresh' && awaitFresh ? 'fallback' : found;
      if (entry && (state === 'fresh' || state === 'refresh')) held.set(id, { key, entry, stale: state === 'refresh' });
      else missing.set(id, key);
      if (state === 'refresh') renew.set(id, key);
      if (entry && state === 'fallback') fallbacks.set(id, entry);
    }
    return { held, renew, missing, fallbacks };
  }

  /** An old value that level 2 brought while the vendor was being asked. */
  #lateFallback(key: Key<'entry'> | undefined, rule: Freshness): Entry | undefined {
    const { store, clock, freshMs, isRefused } = this.#options;
    const entry = key && !isRefused() ? store.get(key) : undefined;
    const state = stateOf(entry, rule, freshMs(rule), clock.now());
    return state === 'refresh' || state === 'fallback' ? entry : undefined;
  }

  /** For each id the load that brings it: one already under way, or a new one for all that remain. */
  #flightsFor<T>(
    spec: ReadManySpec<T>,
    missing: ReadonlyMap<string, Key<'entry'>>,
    rule: Freshness,
    call: Call,
  ): ReadonlyMap<string, Flight<Loaded>> {
    const flights = new Map<string, Flight<Loaded>>();
    const rest = new Map<string, Key<'entry'>>();
    for (const [id, key] of missing) {
      const underWay = this.#loads.awaited(key);
      if (underWay) flights.set(id, underWay);
      else rest.set(id, key);
    }
    this.counts.add('coalesced', flights.size, call);
    this.counts.add('miss', rest.size, call);
    if (rest.size === 0) return flights;
    const own = this.#loads.start(spec, rest, rule, call, call.priority);
    for (const id of rest.keys()) flights.set(id, own);
    return flights;
  }

  async #await(
    flights: ReadonlyMap<string, Flight<Loaded>>,
    fallbacks: ReadonlyMap<string, Entry>,
    call: Call,
  ): Promise<Loaded> {
    const ended = () => operationEnded(this.#options.scope.vendor, call);
    const settled = new Map<Flight<Loaded>, Promise<Loaded | AppError>>();
    for (const flight of new Set(flights.values())) settled.set(flight, flight.wait(call, ended).catch(toAppError));
    const patience = this.#startPatience(fallbacks.size > 0, call, ended);
    const outcomes = new Map<string, Entry | AppError>();
    const collect = async ([id, flight]: readonly [string, Flight<Loaded>]) => {
      const whole = settled.get(flight);
      const result = await (fallbacks.has(id) ? Promise.race([whole, patience.over]) : whole);
      const outcome = result instanceof AppError ? result : result?.get(id);
      if (outcome) outcomes.set(id, outcome);
    };
    await Promise.all([...flights].map(collect));
    patience.stop();
    return outcomes;
  }

  /** Ends with an error shortly before the deadline, while there is still time to answer with a stale value. */
  #startPatience(needed: boolean, call: Call, ended: () => AppError) {
    const { clock } = this.#options;
    const stop = new AbortController();
    const over = new Promise<AppError>((resolve) => {
      if (!needed) return;
      const waitMs = Math.max(0, call.deadlineMs - fallbackLeadMs - clock.now());
      clock.sleep(waitMs, stop.signal).then(
        () => resolve(ended()),
        () => undefined,
      );
    });
    return { over, stop: () => stop.abort() };
  }
}

/** An id without an answer is unknown, which is as good an answer. */
function isFresh(answer: Cached<unknown> | AppError | undefined): boolean {
  return answer === undefined || !(answer instanceof AppError || answer.stale);
}

function answerWith<T>(answers: Answers<T>, id: string, entry: Entry, stale: boolean): void {
  // The key holds resource, params and id, so what was stored under it came from a load of the same T.
  if (!entry.unknown) answers.set(id, { value: entry.value as T, asOfMs: entry.asOfMs, stale });
}

/** A refusal of the credential or the request is an answer; only a vendor that cannot answer makes old values good. */
const fallbackCodes: ReadonlySet<string> = new Set([
  'VENDOR_UNAVAILABLE',
  'VENDOR_TIMEOUT',
  'VENDOR_RATE_LIMITED',
  'VENDOR_CONTRACT',
  'OPERATION_TIMEOUT',
]);

function ruleOf(limits: VendorLimits, resource: string): Freshness {
  const rule = Object.hasOwn(limits.freshness, resource) ? limits.freshness[resource] : undefined;
  if (!rule) throw new Error(`no freshness for the resource "${resource}": add it to the vendor's limits.ts`);
  return rule;
}
