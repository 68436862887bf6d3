/**
 * Power as it changes: one poll a household account and tenant, however many listen, as often as a new reading can be
 * had for (the freshness of the resource, stretched while calls are scarce). It begins with the first listener and stops
 * with the last.
 */

import type { Clock } from '../domain/clock.ts';
import type { PowerReading } from '../domain/entities.ts';
import { AppError } from '../errors.ts';
import { type Call, createCallTrace } from '../upstream/call.ts';
import type { HouseholdSource } from '../vendors/vendor.ts';
import { toVendorError } from './align.ts';
import type { Tenant } from './tenant.ts';
import type { VendorKey } from './vendor-loader.ts';

/** The same object for all who listen. */
export type PowerUpdate = { readonly reading: PowerReading } | { readonly error: AppError };

export interface PowerPolls {
  /**
   * The newest reading at once, then each that differs; an error once, until readings come again. Who takes them slowly
   * gets the newest only.
   */
  subscribe(tenant: Tenant, key: VendorKey): AsyncIterableIterator<PowerUpdate>;
}

/** However short the freshness, and however scarce the calls, in milliseconds. */
const minPaceMs = 1_000;
const maxPaceMs = 15 * 60_000;
const readTimeoutMs = 10_000;

export function createPowerPolls({ clock }: { readonly clock: Clock }): PowerPolls {
  const polls = new Map<string, Poll>();
  return {
    subscribe(tenant, key) {
      const name = JSON.stringify([tenant.id, key.vendor, key.id]);
      const poll = polls.get(name) ?? startPoll(tenant, key, clock, () => polls.delete(name));
      polls.set(name, poll);
      return listenTo(poll);
    },
  };
}

interface Poll {
  latest: PowerUpdate | undefined;
  /** To be called when there is a newer one. */
  readonly listeners: Set<() => void>;
  readonly leave: (listener: () => void) => void;
}

function startPoll(tenant: Tenant, key: VendorKey, clock: Clock, onEnd: () => void): Poll {
  const stop = new AbortController();
  const listeners = new Set<() => void>();
  const poll: Poll = {
    latest: undefined,
    listeners,
    leave(listener) {
      listeners.delete(listener);
      if (listeners.size > 0 || stop.signal.aborted) return;
      onEnd();
      stop.abort();
    },
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      const source = tenant.sources.get(key.vendor)?.households;
      const update = await readPower(source, key, toCall(clock, stop.signal));
      if (stop.signal.aborted) return;
      if (isNews(update, poll.latest)) {
        poll.latest = update;
        for (const listener of listeners) listener();
      }
      // Rejects when the last listener has left.
      await clock.sleep(toPauseMs(source, update), stop.signal).catch(() => {});
    }
  };
  void run();
  return poll;
}

async function readPower(source: HouseholdSource | undefined, key: VendorKey, call: Call): Promise<PowerUpdate> {
  try {
    const answer = (await source?.power([key.id], call))?.get(key.id);
    if (answer instanceof AppError) return { error: answer };
    if (answer) return { reading: answer };
    const message = 'The vendor knows no such household account.';
    return { error: new AppError('BAD_USER_INPUT', message, { vendor: key.vendor, argument: 'homeId' }) };
  } catch (error) {
    return { error: toVendorError(error, key.vendor) };
  }
}

function toCall(clock: Clock, signal: AbortSignal): Call {
  const deadlineMs = clock.now() + readTimeoutMs;
  // Nobody's question waits for it: those go first when the budget is short.
  return { signal, deadlineMs, priority: 'refresh', trace: createCallTrace(), awaitFresh: true };
}

function toPauseMs(source: HouseholdSource | undefined, update: PowerUpdate): number {
  const askedForMs = 'error' in update ? (update.error.details.retryAfterMs ?? 0) : 0;
  return Math.min(maxPaceMs, Math.max(minPaceMs, source?.powerFreshMs() ?? maxPaceMs, askedForMs));
}

function isNews(update: PowerUpdate, latest: PowerUpdate | undefined): boolean {
  if (!latest) return true;
  if ('error' in update) return !('error' in latest) || latest.error.code !== update.error.code;
  if ('error' in latest) return true;
  return update.reading.at !== latest.reading.at || update.reading.powerW !== latest.reading.powerW;
}

function listenTo(poll: Poll): AsyncIterableIterator<PowerUpdate> {
  const end = { done: true, value: undefined } as const;
  let seen: PowerUpdate | undefined;
  let open = true;
  let wake = () => {};
  const listener = () => wake();
  poll.listeners.add(listener);

  const close = () => {
    open = false;
    poll.leave(listener);
    wake();
  };
  return {
    async next() {
      while (open) {
        const { latest } = poll;
        if (latest && latest !== seen) {
          seen = latest;
          return { done: false, value: latest };
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return end;
    },
    async return() {
      close();
      return end;
    },
    async throw(error) {
      close();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
