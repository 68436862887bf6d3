import type { Accounts } from './accounts.ts';

/** What an answer depends on beside the request. */
export interface Setting {
  readonly nowMs: number;
  readonly timeZone: string;
  readonly scale: number;
  readonly accounts: Accounts;
}
