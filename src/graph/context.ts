import type { GraphQLError } from 'graphql';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../domain/clock.ts';
import type { IdCodec } from '../domain/ids.ts';
import type { EventFeed } from '../events/feed.ts';
import type { WebhookDesk } from '../events/webhooks/desk.ts';
import type { JobDesk } from '../jobs/jobs.ts';
import type { Loaders } from '../loaders/index.ts';
import type { PowerPolls } from '../loaders/power-polls.ts';
import type { Tenant } from '../loaders/tenant.ts';
import type { Operation } from '../loaders/vendor-loader.ts';
import type { HomeLinkStore } from '../store/home-links.ts';
import type { Idempotency } from '../store/idempotency.ts';
import type { Locks } from '../store/locks.ts';
import type { SnapshotStore } from '../store/snapshots.ts';
import type { VendorFactStore } from '../store/vendor-facts.ts';

/** What one operation's resolvers may reach. */
export interface GraphContext {
  readonly tenant: Tenant;
  readonly principal: Principal;
  /** What is handed down to whatever this operation asks of a vendor. */
  readonly call: Operation['call'];
  /** Fresh for each operation; for each event in a subscription. */
  readonly loaders: Loaders;
  /** Other loaders from now on, which know nothing yet: what was read before a change is not what stands after it. */
  renewLoaders(): void;
  readonly ids: IdCodec;
  readonly events: EventFeed;
  readonly webhooks: WebhookDesk;
  readonly powerPolls: PowerPolls;
  readonly jobs: JobDesk;
  readonly homeLinks: HomeLinkStore;
  readonly vendorFacts: VendorFactStore;
  readonly snapshots: SnapshotStore;
  readonly idempotency: Idempotency;
  readonly locks: Locks;
  readonly clock: Clock;
  /** Errors of parts whose field answers all the same; they leave with the answer's own errors. */
  readonly partialErrors: GraphQLError[];
}
