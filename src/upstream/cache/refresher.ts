/** Renews, behind the answer, what was answered stale: one call at a time per entity, at the priority of a refresh. */

import type { Clock } from '../../domain/clock.ts';
import { AppError, toAppError } from '../../errors.ts';
import { type Call, createCallTrace } from '../call.ts';
import type { ReadManySpec } from '../connection.ts';
import type { Key } from '../key.ts';
import type { Freshness } from '../limits.ts';
import type { Loads } from './loads.ts';
import type { MemoryStore } from './memory-store.ts';

export interface RefresherOptions {
  readonly loads: Loads;
  readonly store: MemoryStore;
  readonly clock: Clock;
  /** Aborted when the gateway stops. */
  readonly stopped: AbortSignal;
}

/** A refresh that failed is not tried again for so long. */
const cooldownMs = 5_000;
/** How long a refresh may wait for its turn and its answer. */
const deadlineMs = 30_000;

export class Refresher {
  readonly #options: RefresherOptions;
  readonly #running = new Set<Promise<void>>();

  constructor(options: RefresherOptions) {
    this.#options = options;
  }

  refresh<T>(spec: ReadManySpec<T>, keys: ReadonlyMap<string, Key<'entry'>>, rule: Freshness): void {
    const { loads, store, clock, stopped } = this.#options;
    const nowMs = clock.now();
    const due = new Map(
      [...keys].filter(([, key]) => !loads.isUnderWay(key) && (store.get(key)?.refreshNotBeforeMs ?? 0) <= nowMs),
    );
    if (due.size === 0 || stopped.aborted) return;
    const trace = createCallTrace();
    const call: Call = { signal: stopped, deadlineMs: nowMs + deadlineMs, priority: 'refresh', trace };
    const running = this.#settle(spec, due, rule, call).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when nothing is being renewed. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.#running]);
  }

  async #settle<T>(
    spec: ReadManySpec<T>,
    due: ReadonlyMap<string, Key<'entry'>>,
    rule: Freshness,
    call: Call,
  ): Promise<void> {
    const { loads, store, clock } = this.#options;
    const flight = loads.start(spec, due, rule, call, 'refresh');
    const stopping = new AppError('SHUTTING_DOWN', 'The gateway stops.');
    const loaded = await flight.wait(call, () => stopping).catch(toAppError);
    for (const [id, key] of due) {
      const failed = loaded instanceof AppError || loaded.get(id) instanceof AppError;
      const entry = failed ? store.get(key) : undefined;
      if (entry) entry.refreshNotBeforeMs = clock.now() + cooldownMs;
    }
  }
}
