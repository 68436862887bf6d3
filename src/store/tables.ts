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
  readonly job_counters: {
    readonly tenant_id: string;
    readonly last_seq: number;
  };
  readonly jobs: {
    readonly tenant_id: string;
    readonly id: string;
    /** Order of creation within the tenant. */
    readonly seq: number;
    readonly vendor: string;
    readonly kind: string;
    /** Jobs of one lane go out one after the other. */
    readonly lane: string;
    readonly dedupe_key: string | null;
    /** JSON. */
    readonly details: string;
    readonly status: JobStatus;
    readonly total: number;
    readonly done: number;
    readonly error_code: string | null;
    readonly error_message: string | null;
    readonly created_at_ms: number;
    readonly updated_at_ms: number;
    readonly revision: number;
    readonly run_after_ms: number;
    /** Counts the holders; a holder writes only while it has the newest number. */
    readonly lease: number;
    readonly lease_until_ms: number;
  };
  /** What no vendor has accepted yet. */
  readonly job_parts: {
    readonly tenant_id: string;
    readonly job_id: string;
    readonly number: number;
    readonly size: number;
    readonly payload: Uint8Array;
    readonly attempts: number;
    readonly memo: string | null;
    /** Parts go out by rank, then by number. */
    readonly rank: number;
  };
  /** What was put to a job under a key of its own. */
  readonly job_additions: {
    readonly tenant_id: string;
    readonly dedupe_key: string;
    readonly job_id: string;
  };
  /** Refs are JSON: `[vendor, kind, id]`. */
  readonly home_links: {
    readonly tenant_id: string;
    /** The ref that names the home. */
    readonly home: string;
    readonly member: string;
    /** Unique: the member alone where only one home may have it, else home and member. */
    readonly claim: string;
    readonly position: number;
  };
  /** Counts the changes of a tenant's links; its lock puts them in order. */
  readonly home_link_versions: {
    readonly tenant_id: string;
    readonly version: number;
  };
  readonly vendor_facts: {
    readonly tenant_id: string;
    readonly ref: string;
    /** JSON. */
    readonly facts: string;
  };
  /** Members of the last complete snapshot sent, by its name; a JSON list of text. */
  readonly provisioned: {
    readonly tenant_id: string;
    readonly snapshot: string;
    readonly members: string;
  };
  /** What a mutation answered to a key of the client's. */
  readonly idempotency: {
    readonly tenant_id: string;
    readonly mutation: string;
    readonly key: string;
    /** SHA-256 of the input, hex. */
    readonly input_digest: string;
    /** Who is at work on it, until then; a holder writes only while it is the one named. */
    readonly holder: string;
    readonly held_until_ms: number;
    /** JSON; null = not yet. */
    readonly answer: string | null;
    readonly expires_at_ms: number;
  };
  /** Who is alone with what until then; a row past its time counts for nothing. */
  readonly locks: {
    readonly tenant_id: string;
    /** JSON list of text. */
    readonly name: string;
    readonly holder: string;
    readonly held_until_ms: number;
  };
  /** What the gateway has registered at a vendor for a tenant. */
  readonly webhooks: {
    readonly tenant_id: string;
    readonly vendor: string;
    /** The vendor's id; null = none of ours is registered. */
    readonly registration_id: string | null;
    /** JSON, without the token in its URL; only for a vendor that does not tell what is registered. */
    readonly registration: string | null;
    /** Sealed (`secret-box.ts`); null = the config has it. */
    readonly secret: Uint8Array | null;
    /** Good besides until then. */
    readonly previous_secret: Uint8Array | null;
    readonly previous_until_ms: number;
    /** When it was last held against what the vendor says. */
    readonly checked_at_ms: number;
    /** Who changes it, until then; a holder writes only while it is the one named. */
    readonly holder: string;
    readonly held_until_ms: number;
  };
  /** Deliveries by outcome. */
  readonly webhook_counts: {
    readonly tenant_id: string;
    readonly vendor: string;
    readonly outcome: string;
    readonly count: number;
    readonly last_at_ms: number;
  };
}

/**
 * QUEUED waits for its turn · RUNNING is being sent, or waits for a vendor that fails · PARKED waits for a person: the
 * vendor refused it, and sending it again unchanged would not help · the other three are final.
 */
export type JobStatus = 'QUEUED' | 'RUNNING' | 'PARKED' | 'DONE' | 'FAILED' | 'CANCELLED';
