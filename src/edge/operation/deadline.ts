import type { Clock } from '../../domain/clock.ts';
import { AppError } from '../../errors.ts';
import { type Call, type CallTrace, createCallTrace } from '../../upstream/call.ts';
import type { Dependence } from '../../upstream/dependence.ts';
import type { Scope } from './scope.ts';

/** Time for resolvers to answer with what they have once their vendor calls have been cut, in milliseconds. */
const graceMs = 250;

/** Said to what waited for the deadline. Made once: an abort without a reason makes an exception with a stack. */
const finishedReason = new AppError('OPERATION_TIMEOUT', 'The operation has its answer.');

/**
 * What an operation hands down: a signal that ends with the client or at the deadline, and an empty trace. Each is made
 * when it is first asked for: what is answered from what is at hand needs neither.
 */
export class OperationCall implements Call {
  readonly deadlineMs: number;
  /** When the deadline passed while the operation stood in line: what it is answered with, and not begun. */
  readonly late: AppError | undefined;
  readonly priority = 'interactive';
  declare readonly dependence?: Dependence;
  readonly #options: OperationCallOptions;
  #watch: Watch | undefined;
  #trace: CallTrace | undefined;

  constructor(options: OperationCallOptions) {
    this.#options = options;
    const nowMs = options.clock.now();
    // A clock may have been put back meanwhile.
    this.deadlineMs = Math.min(options.client.cameMs ?? nowMs, nowMs) + options.timeoutMs;
    this.late = nowMs < this.deadlineMs ? undefined : toTimeout(options.timeoutMs);
    if (options.dependence) this.dependence = options.dependence;
  }

  get signal(): AbortSignal {
    return this.#armed().signal;
  }

  get trace(): CallTrace {
    this.#trace ??= createCallTrace();
    return this.#trace;
  }

  /** Resolves a little after the deadline: whoever did not listen to the signal is no longer waited for. */
  overdue(): Promise<AppError> {
    return this.#armed().overdue;
  }

  /** Ends the timers; to be called when the operation has its answer. */
  done(): void {
    this.#watch?.stop();
  }

  #armed(): Watch {
    this.#watch ??= startWatch(this.#options, this.deadlineMs);
    return this.#watch;
  }
}

export interface OperationCallOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Where the signal of the client's going away is, and since when it waits. */
  readonly client: Pick<Scope, 'signal' | 'cameMs'>;
  readonly dependence?: Dependence | undefined;
}

interface Watch {
  readonly signal: AbortSignal;
  readonly overdue: Promise<AppError>;
  stop(): void;
}

function startWatch({ clock, timeoutMs, client: { signal: client } }: OperationCallOptions, deadlineMs: number): Watch {
  const ending = new AbortController();
  const finished = new AbortController();
  const overdue = (async () => {
    await clock.sleep(Math.max(0, deadlineMs - clock.now()), finished.signal);
    const timeout = toTimeout(timeoutMs);
    ending.abort(timeout);
    await clock.sleep(graceMs, finished.signal);
    return timeout;
  })();
  overdue.catch(() => {});

  const onClientGone = () => ending.abort(client.reason);
  if (client.aborted) onClientGone();
  else client.addEventListener('abort', onClientGone, { once: true });

  return {
    signal: ending.signal,
    overdue,
    stop() {
      client.removeEventListener('abort', onClientGone);
      finished.abort(finishedReason);
    },
  };
}

function toTimeout(timeoutMs: number): AppError {
  return new AppError('OPERATION_TIMEOUT', `The operation did not finish within ${timeoutMs} ms.`);
}
