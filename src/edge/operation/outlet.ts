import type { ExecutionResult } from 'graphql';

/** The way of one operation's answers to its client. */
export interface Outlet {
  /** Puts an answer on the way. False when the client is behind: no other is to be sent until it has caught up. */
  send(answer: ExecutionResult): boolean;
  /** After a send that gave false: calls back once, when the client has caught up. */
  onceTaken(goOn: () => void): void;
  /** Events arrive faster than the client takes them: its connection is to end, telling it where to resume. */
  closeSlow(resumeCursor: string): void;
}
