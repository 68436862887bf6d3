import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Principal } from '../../auth/principal.ts';
import type { Clock } from '../../domain/clock.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Executor } from '../../graph/execution/executor.ts';
import type { Tenant } from '../../loaders/tenant.ts';
import type { Metrics } from '../../metrics.ts';
import type { Call } from '../../upstream/call.ts';

export type Transport = 'http' | 'websocket' | 'sse';

/** Who asks, and how: the same for one request, or for all operations of one socket. */
export interface Scope {
  readonly transport: Transport;
  readonly principal: Principal;
  readonly requestId: string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** Whether the answer says what it cost at the vendors. */
  readonly withTrace: boolean;
  /** When the whole request was here, where it may have waited since; epoch milliseconds. */
  readonly cameMs?: number | undefined;
}

/** What a client asks for, as it came. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What running operations takes. */
export interface OperationDeps {
  readonly schema: GraphQLSchema;
  readonly execute: Executor;
  /** The tenant of a principal. */
  readonly tenantOf: (principal: Principal) => Tenant;
  /** A fresh context: its loaders remember nothing of another operation or event. */
  readonly createContext: (tenant: Tenant, principal: Principal, call: Call) => GraphContext;
  readonly introspection: boolean;
  /** Longest time of a query, a mutation, or the answer to one event. */
  readonly operationTimeoutMs: number;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
}
