/** The rows of the durable store, as both databases hold them. Times are epoch milliseconds. */

export type StoreDialect = 'sqlite' | 'postgres';

export interface Tables {
  readonly secrets: {
    readonly name: string;
    readonly value: Uint8Array;
  };
  /** One row a tenant; its lock is what puts that tenant's commits in order. */
  readonly event_counters: {
    readonly tenant_id: string;
    /** `seq` of the newest event ever stored; never goes down. */
    readonly last_seq: number;
    /** Events up to this `seq` have been removed. */
    readonly floor_seq: number;
  };
  readonly events: {
    readonly tenant_id: string;
    readonly seq: number;
    readonly vendor: string;
    readonly identity: string;
    readonly type: string;
    readonly occurred_at: string | null;
    readonly received_at_ms: number;
    /** JSON. */
    readonly subject: string;
  };
  /** Signed deliveries that could not be read, kept for a replay. */
  readonly dead_letters: {
    readonly tenant_id: string;
    /** SHA-256 of vendor and body, hex: a delivery repeated is the same letter. */
    readonly id: string;
    readonly vendor: string;
    readonly body: Uint8Array;
    readonly reason: string;
    readonly received_at_ms: number;
  };
}
