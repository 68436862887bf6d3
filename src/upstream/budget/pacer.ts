/**
 * The queue before a credential's budget: each call waits its turn up to its operation's deadline, and fails at once
 * when its turn could not come in time.
 */

import type { Clock } from '../../domain/clock.ts';
import type { VendorName } from '../../domain/vendor-name.ts';
import { toAppError } from '../../errors.ts';
import type { Call } from '../call.ts';
import { operationEnded, vendorError } from '../http/judge.ts';
import { type BudgetEngine, type Ending, type EngineStatus, type Lease, sendWithinMs } from './engine.ts';
import { createLane, exchangeLeadMs, hopelessOf, type Lane, takeLate, type Waiter } from './lane.ts';

export interface PacerOptions {
  readonly vendor: VendorName;
  readonly engine: BudgetEngine;
  readonly clock: Clock;
  /** A tenant's share of a key it shares, against the others'. Default 1 for all. */
  readonly weightOf?: (tenantId: string) => number;
  /** Between two turns of a class while tenants contend for it, in milliseconds. Default 0 for all. */
  readonly spacingMs?: (budgetClass: string) => number;
}

export interface Pacer {
  /** Waits for the call's turn. Throws VENDOR_RATE_LIMITED with `retryAfterMs`, or OPERATION_TIMEOUT when the call ends. */
  enter(budgetClass: string, tenantId: string, call: Call): Promise<Lease>;
  leave(lease: Lease, ending: Ending): Promise<void>;
  /** Nothing goes out for so long; those whose turn cannot come in time any more fail now. */
  pause(waitMs: number): Promise<void>;
  believe(budgetClass: string, remaining: number): Promise<void>;
  status(): EngineStatus;
}

/** Calls that may ask for their turn at once, each for itself, while nobody waits: more would ask in vain, and in Redis. */
const mostPassing = 8;

export function createPacer(options: PacerOptions): Pacer {
  const { vendor, engine, clock, weightOf = () => 1, spacingMs = () => 0 } = options;
  const lanes = new Map<string, Lane>();

  const laneOf = (budgetClass: string): Lane => {
    let lane = lanes.get(budgetClass);
    if (!lane) {
      lane = createLane(budgetClass, weightOf, spacingMs(budgetClass));
      lanes.set(budgetClass, lane);
    }
    return lane;
  };

  const spent = (waitMs: number) =>
    vendorError('VENDOR_RATE_LIMITED', vendor, `The budget of calls to ${vendor} is spent for now.`, Math.ceil(waitMs));

  /** Lets go all whose turn it is; then sleeps until the next may be. */
  const run = async (lane: Lane): Promise<void> => {
    lane.wake?.abort(woken);
    lane.wake = null;
    if (lane.state !== 'idle') {
      lane.state = 'again';
      return;
    }
    lane.state = 'running';
    try {
      await letGo(lane);
    } catch (thrown) {
      for (const waiter of [...lane.queue]) waiter.refuse(toAppError(thrown));
    }
    const again = stateOf(lane) === 'again';
    lane.state = 'idle';
    if (again) await run(lane);
  };

  const letGo = async (lane: Lane): Promise<void> => {
    const { budgetClass, queue, spacing } = lane;
    for (let next = queue.peek(); next; next = queue.peek()) {
      const askedAtMs = clock.now();
      if (refuse(takeLate(lane, askedAtMs), 1_000)) continue;
      const restMs = spacing.waitMs(askedAtMs);
      if (restMs > 0) return sleepUntilNext(lane, restMs, 'spacing');
      const decision = await engine.take({ budgetClass, priority: next.priority });
      if (decision.granted) await giveTurn(lane, decision.lease, askedAtMs);
      else if (!refuse(hopelessOf(queue, next, decision, clock.now()), decision.waitMs)) {
        return sleepUntilNext(lane, decision.waitMs, decision.reason);
      }
    }
  };

  /** Whether there were any to refuse. */
  const refuse = (waiters: readonly Waiter[], waitMs: number): boolean => {
    for (const waiter of waiters) waiter.refuse(spent(waitMs));
    return waiters.length > 0;
  };

  /** To whoever is first by now. */
  const giveTurn = async ({ queue, spacing }: Lane, lease: Lease, askedAtMs: number): Promise<void> => {
    const nowMs = clock.now();
    const next = queue.peek();
    if (!next || nowMs - askedAtMs > sendWithinMs) return await engine.release(lease, 'unsent');
    spacing.give(nowMs);
    next.grant(lease);
  };

  const sleepUntilNext = (lane: Lane, waitMs: number, waitsFor: NonNullable<Lane['waitsFor']>): void => {
    const wake = new AbortController();
    lane.wake = wake;
    lane.waitsFor = waitsFor;
    const untilLateMs = lane.lateFromMs - clock.now();
    clock.sleep(Math.max(1, Math.min(waitMs, untilLateMs)), wake.signal).then(
      () => run(lane),
      () => undefined,
    );
  };

  const start = (lane: Lane) => {
    run(lane).catch(() => undefined);
  };
  /** Starts the lanes for which something has changed; one that is running may have asked before. */
  const startThose = (changed: (lane: Lane) => boolean) => {
    for (const lane of lanes.values()) {
      if (lane.queue.size > 0 && (lane.state !== 'idle' || changed(lane))) start(lane);
    }
  };

  const leave = async (lease: Lease, ending: Ending): Promise<void> => {
    await engine.release(lease, ending);
    // A place in a rate window frees one window after the answer, and in the day a day later.
    startThose(({ waitsFor }) => ending === 'unsent' || waitsFor === 'concurrency');
  };

  /** A turn for which nobody waits; undefined when there is none to be had at once. */
  const passAtOnce = async (lane: Lane, call: Call): Promise<Lease | undefined> => {
    const { budgetClass, queue, spacing } = lane;
    const askedAtMs = clock.now();
    if (queue.size > 0 || lane.passing >= mostPassing || call.deadlineMs <= askedAtMs) return undefined;
    if (spacing.waitMs(askedAtMs) > 0) return undefined;
    lane.passing += 1;
    try {
      const decision = await engine.take({ budgetClass, priority: call.priority });
      if (!decision.granted) return undefined;
      const nowMs = clock.now();
      if (!call.signal.aborted && nowMs - askedAtMs <= sendWithinMs) {
        spacing.give(nowMs);
        return decision.lease;
      }
      await leave(decision.lease, 'unsent');
      return undefined;
    } finally {
      lane.passing -= 1;
    }
  };

  const waitTurn = async (lane: Lane, tenantId: string, call: Call): Promise<Lease> => {
    if (call.signal.aborted) throw operationEnded(vendor, call);
    const { budgetClass, queue } = lane;
    const turn = Promise.withResolvers<Lease>();
    turn.promise.catch(() => undefined); // it may be refused before it is awaited
    const waiter: Waiter = {
      ...{ priority: call.priority, tenantId },
      // Read anew each time: a reader who joins a shared call may put it off.
      get latestMs() {
        return call.deadlineMs - exchangeLeadMs;
      },
      grant: (lease) => {
        queue.take(waiter);
        turn.resolve(lease);
      },
      refuse: (error) => {
        queue.remove(waiter);
        turn.reject(error);
      },
    };
    const onAbort = () => waiter.refuse(operationEnded(vendor, call));
    call.signal.addEventListener('abort', onAbort, { once: true });
    queue.add(waiter);
    lane.lateFromMs = Math.min(lane.lateFromMs, call.deadlineMs);
    try {
      // The one whose turn is being asked for may be counted by the engine already.
      const ahead = queue.aheadOfLast(waiter) - (lane.state === 'idle' ? 0 : 1);
      if (ahead > 0) {
        const waitMs = await engine.forecastMs({ budgetClass, priority: call.priority }, ahead);
        if (clock.now() + waitMs > waiter.latestMs) waiter.refuse(spent(waitMs));
      }
      start(lane);
      return await turn.promise;
    } finally {
      queue.remove(waiter);
      call.signal.removeEventListener('abort', onAbort);
    }
  };

  return {
    async enter(budgetClass, tenantId, call) {
      if (call.signal.aborted) throw operationEnded(vendor, call);
      const lane = laneOf(budgetClass);
      lane.spacing.ask(tenantId, clock.now());
      return (await passAtOnce(lane, call)) ?? (await waitTurn(lane, tenantId, call));
    },
    leave,
    async pause(waitMs) {
      await engine.pause(waitMs);
      startThose(() => true);
    },
    believe: (budgetClass, remaining) => engine.believe(budgetClass, remaining),
    status: () => engine.status(),
  };
}

/** Nobody reads it; a reason of its own for each would cost more than the wait. */
const woken = new Error('woken');

/** Read anew: the state changes while the lane is awaited. */
function stateOf(lane: Lane): Lane['state'] {
  return lane.state;
}
