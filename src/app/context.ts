/** What one operation's resolvers may reach. */

import type { Principal } from '../auth/principal.ts';
import type { GraphContext } from '../graph/context.ts';
import { createLoaders, type Loaders } from '../loaders/index.ts';
import type { Tenant } from '../loaders/tenant.ts';
import { createSchedule, type Schedule } from '../loaders/turns.ts';
import type { Call } from '../upstream/call.ts';

/** The parts that are the same for every operation. */
export type ContextParts = Omit<
  GraphContext,
  'tenant' | 'principal' | 'call' | 'loaders' | 'renewLoaders' | 'partialErrors'
>;

/**
 * A context whose loaders are made when they are first asked for. Whatever is not read of vendors through the cache makes
 * the answer one that is good this once: each such part says so when it is reached for. A class, for there is one an
 * operation: an object literal with getters has a shape of its own each time, which outlives it until the next big
 * garbage collection.
 */
export class OperationContext implements GraphContext {
  readonly tenant: Tenant;
  readonly principal: Principal;
  readonly call: Call;
  readonly ids: GraphContext['ids'];
  readonly partialErrors: GraphContext['partialErrors'] = [];
  readonly parts: ContextParts;
  made: Loaders | undefined;
  /** Also of the loaders that take the place of others: the operation stays where it is. */
  scheduled: Schedule | undefined;

  constructor(parts: ContextParts, tenant: Tenant, principal: Principal, call: Call) {
    this.parts = parts;
    this.tenant = tenant;
    this.principal = principal;
    this.call = call;
    this.ids = parts.ids;
  }

  get loaders(): Loaders {
    this.made ??= createLoaders(this);
    return this.made;
  }

  get schedule(): Schedule {
    this.scheduled ??= createSchedule();
    return this.scheduled;
  }

  renewLoaders(): void {
    this.made = undefined;
  }

  get events() {
    return this.live('events');
  }

  get webhooks() {
    return this.live('webhooks');
  }

  get powerPolls() {
    return this.live('powerPolls');
  }

  get jobs() {
    return this.live('jobs');
  }

  get homeLinks() {
    return this.live('homeLinks');
  }

  get vendorFacts() {
    return this.live('vendorFacts');
  }

  get snapshots() {
    return this.live('snapshots');
  }

  get idempotency() {
    return this.live('idempotency');
  }

  get locks() {
    return this.live('locks');
  }

  get clock() {
    return this.live('clock');
  }

  private live<K extends keyof ContextParts>(name: K): ContextParts[K] {
    this.call.dependence?.markLive();
    return this.parts[name];
  }
}
