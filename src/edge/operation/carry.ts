/**
 * Carries what a subscription gives to its client: takes an event, has it answered, sends the answer, and takes the next
 * when the client keeps up. Where the answer is at hand all that happens within the call that brings the event, for there
 * may be thousands of subscribers: none of them costs a promise an event.
 */

import type { ExecutionResult } from 'graphql';
import type { Flow } from '../../domain/flow.ts';
import type { SubscriptionPayload } from '../../graph/event-stream.ts';
import type { Outlet } from './outlet.ts';
import type { Membership } from './shared-answers.ts';

export interface Carrying {
  readonly membership: Pick<Membership, 'answer'>;
  readonly outlet: Pick<Outlet, 'send' | 'onceTaken'>;
  /** Ends it, as its client is gone or wants no more. */
  readonly signal: AbortSignal;
}

export interface Carried {
  /** Why it ended, where that is no ordinary end. */
  readonly error?: unknown;
  /** `seq` of an event that was taken, and its answer not sent. */
  readonly unsentPlace?: number | undefined;
}

/** Resolves when the subscription is over. */
export function carry(events: Flow<SubscriptionPayload>, { membership, outlet, signal }: Carrying): Promise<Carried> {
  const { promise, resolve } = Promise.withResolvers<Carried>();
  let state: 'taking' | 'answering' | 'behind' | 'over' = 'taking';
  /** The events have ended; what is being answered is still sent. */
  let isLast = false;
  let place: number | undefined;

  const end = (error?: unknown) => {
    if (state === 'over') return;
    state = 'over';
    signal.removeEventListener('abort', leave);
    resolve({ error, unsentPlace: place });
  };
  const leave = () => {
    events.close();
    end();
  };

  const send = (answer: ExecutionResult) => {
    const keepsUp = outlet.send(answer);
    place = undefined;
    state = keepsUp ? 'taking' : 'behind';
    if (isLast) end();
    else if (!keepsUp) outlet.onceTaken(onTaken);
  };
  const takeOn = () => {
    while (state === 'taking') {
      const event = events.take();
      if (!event) return;
      state = 'answering';
      place = event.place;
      const answer = membership.answer(event, onAnswer);
      if (answer) send(answer);
    }
  };
  // Whoever brings an event has others to bring it to: what goes wrong here ends this subscription only.
  const goOn = (answer?: ExecutionResult) => {
    try {
      if (answer) send(answer);
      takeOn();
    } catch (error) {
      events.close();
      end(error);
    }
  };

  const onAnswer = (answer: ExecutionResult) => {
    if (state === 'answering') goOn(answer);
  };
  const onTaken = () => {
    if (state !== 'behind') return;
    state = 'taking';
    goOn();
  };
  const onReady = () => {
    if (state === 'taking') goOn();
  };
  const onEnd = (error?: unknown) => {
    if (state === 'answering' && error === undefined) isLast = true;
    else end(error);
  };

  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  else {
    events.open({ onReady, onEnd });
    onReady();
  }
  return promise;
}
