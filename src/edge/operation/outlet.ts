import type { ExecutionResult } from 'graphql';

/** Who sends answers. */
export interface Sender {
  /** Its client has caught up. */
  onTaken(): void;
}

/** The way of one operation's answers to its client. */
export interface Outlet {
  /** Aborted when the client wants no more of them, or is gone. */
  readonly left: AbortSignal;
  /** Puts an answer on the way. False when the client is behind: no other is to be sent until it has caught up. */
  send(answer: ExecutionResult): boolean;
  /** After a send that gave false: tells the sender, once, when the client has caught up. */
  onceTaken(sender: Sender): void;
  /** Events arrive faster than the client takes them: its connection is to end, telling it where to resume. */
  closeSlow(resumeCursor: string): void;
}
