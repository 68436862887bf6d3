import type { Clock } from '../../domain/clock.ts';
import { AppError } from '../../errors.ts';
import { type Call, createCallTrace } from '../../upstream/call.ts';

export interface OperationCall {
  readonly call: Call;
  /** Resolves a little after the deadline: whoever did not listen to the signal is no longer waited for. */
  readonly overdue: Promise<AppError>;
  /** Ends the timers; to be called when the operation has its answer. */
  done(): void;
}

/** Time for resolvers to answer with what they have once their vendor calls have been cut, in milliseconds. */
const graceMs = 250;

/** What an operation hands down: a signal that ends with the client or at the deadline, and an empty trace. */
export function createOperationCall(clock: Clock, timeoutMs: number, client: AbortSignal): OperationCall {
  const ending = new AbortController();
  const finished = new AbortController();
  const timeout = new AppError('OPERATION_TIMEOUT', `The operation did not finish within ${timeoutMs} ms.`);

  const overdue = (async () => {
    await clock.sleep(timeoutMs, finished.signal);
    ending.abort(timeout);
    await clock.sleep(graceMs, finished.signal);
    return timeout;
  })();
  overdue.catch(() => {});

  const onClientGone = () => ending.abort(client.reason);
  if (client.aborted) onClientGone();
  else client.addEventListener('abort', onClientGone, { once: true });

  return {
    call: {
      signal: ending.signal,
      deadlineMs: clock.now() + timeoutMs,
      priority: 'interactive',
      trace: createCallTrace(),
    },
    overdue,
    done() {
      client.removeEventListener('abort', onClientGone);
      finished.abort();
    },
  };
}
