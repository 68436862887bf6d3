/**
 * Carries what a subscription gives to its client: takes an event, has it answered, sends the answer, and takes the next
 * when the client keeps up. Where the answer is at hand all that happens within the call that brings the event, for there
 * may be thousands of subscribers: none of them costs a promise an event.
 */

import type { ExecutionResult } from 'graphql';
import type { Flow, FlowReader } from '../../domain/flow.ts';
import type { SubscriptionPayload } from '../../graph/subscription-payload.ts';
import type { Outlet, Sender } from './outlet.ts';
import type { Asker, Membership } from './shared-answers.ts';

export interface Carried {
  /** Why it ended, where that is no ordinary end. */
  readonly error?: unknown;
  /** `seq` of an event that was taken, and its answer not sent. */
  readonly unsentPlace?: number | undefined;
}

/** Resolves when the subscription is over. */
export function carry(events: Flow<SubscriptionPayload>, membership: Answers, outlet: Outlet): Promise<Carried> {
  return new Promise((resolve) => new Carrier(events, membership, outlet, resolve).begin());
}

type Answers = Pick<Membership, 'answer'>;

class Carrier implements FlowReader, Asker, Sender {
  readonly #events: Flow<SubscriptionPayload>;
  readonly #answers: Answers;
  readonly #outlet: Outlet;
  readonly #resolve: (carried: Carried) => void;
  #state: 'taking' | 'answering' | 'behind' | 'over' = 'taking';
  /** The events have ended; what is being answered is still sent. */
  #isLast = false;
  #unsentPlace: number | undefined;

  constructor(
    events: Flow<SubscriptionPayload>,
    answers: Answers,
    outlet: Outlet,
    resolve: (carried: Carried) => void,
  ) {
    this.#events = events;
    this.#answers = answers;
    this.#outlet = outlet;
    this.#resolve = resolve;
  }

  begin(): void {
    const { left } = this.#outlet;
    if (left.aborted) {
      this.#leave();
      return;
    }
    left.addEventListener('abort', this.#leave, { once: true });
    this.#events.open(this);
    this.onReady();
  }

  onReady(): void {
    if (this.#state === 'taking') this.#goOn();
  }

  onEnd(error?: unknown): void {
    if (this.#state === 'answering' && error === undefined) this.#isLast = true;
    else this.#end(error);
  }

  onAnswer(answer: ExecutionResult): void {
    if (this.#state === 'answering') this.#goOn(answer);
  }

  onTaken(): void {
    if (this.#state !== 'behind') return;
    this.#state = 'taking';
    this.#goOn();
  }

  // Whoever brings an event or an answer has others to bring it to: what goes wrong here ends this subscription only.
  #goOn(answer?: ExecutionResult): void {
    try {
      if (answer) this.#send(answer);
      while (this.#state === 'taking') if (!this.#takeOne()) return;
    } catch (error) {
      this.#events.close();
      this.#end(error);
    }
  }

  /** False when there is nothing to take. */
  #takeOne(): boolean {
    const event = this.#events.take();
    if (!event) return false;
    this.#state = 'answering';
    this.#unsentPlace = event.place;
    const answer = this.#answers.answer(event, this);
    if (answer) this.#send(answer);
    return true;
  }

  #send(answer: ExecutionResult): void {
    const keepsUp = this.#outlet.send(answer);
    this.#unsentPlace = undefined;
    this.#state = keepsUp ? 'taking' : 'behind';
    if (this.#isLast) this.#end();
    else if (!keepsUp) this.#outlet.onceTaken(this);
  }

  readonly #leave = (): void => {
    this.#events.close();
    this.#end();
  };

  #end(error?: unknown): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#outlet.left.removeEventListener('abort', this.#leave);
    this.#resolve({ error, unsentPlace: this.#unsentPlace });
  }
}
