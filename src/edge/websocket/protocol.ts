/** What graphql-ws asks of us: who is there, whether an operation may run, and its answers. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ExecutionArgs } from 'graphql';
import { CloseCode, type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import type { Authenticator, Credentials } from '../../auth/authenticate.ts';
import type { CredentialWatch } from '../../auth/watch.ts';
import { AppError } from '../../errors.ts';
import type { ConnectionQuota } from '../limits/connections.ts';
import { toAnswer } from '../operation/answer.ts';
import { isPrepared, type Preparer } from '../operation/prepare.ts';
import type { Scope } from '../operation/scope.ts';
import { type StartDeps, startPrepared } from '../operation/start.ts';
import { SocketOutlet, type SocketWriter } from './writer.ts';

export interface ProtocolOptions extends StartDeps {
  readonly authenticator: Authenticator;
  readonly credentials: CredentialWatch;
  readonly quota: ConnectionQuota;
  readonly preparer: Preparer;
  /** How long a socket may stay silent before its `connection_init`. Default 3 000 ms. */
  readonly initTimeoutMs?: number | undefined;
  /** Operations of one socket at a time. Default 100. */
  readonly maxOperations?: number | undefined;
}

export interface SocketExtra {
  readonly request: IncomingMessage;
  /** Aborted when the socket is closed. */
  readonly gone: AbortSignal;
  readonly writer: SocketWriter;
}

/** RFC 6455's "try again later": clients of graphql-ws do. */
const tryAgainLaterCode = 1013;

type Init = Readonly<Record<string, unknown>>;
/** Of an operation, for graphql-ws. */
type Run = AsyncIterableIterator<never>;

export function createProtocol(options: ProtocolOptions): Server<SocketExtra> {
  const { authenticator, credentials, quota, preparer, operations, initTimeoutMs = 3_000 } = options;
  const { maxOperations = 100 } = options;
  const scopes = new WeakMap<SocketExtra, Scope>();
  const runs = new WeakMap<ExecutionArgs, Run>();

  const connect = async ({ connectionParams, extra }: Context<Init, SocketExtra>): Promise<boolean> => {
    try {
      const presented = toCredentials(connectionParams ?? {}, extra.request.socket.remoteAddress ?? '');
      const principal = await authenticator.authenticate(presented);
      const release = quota.take(principal.tenantId);
      if (!release) {
        extra.writer.close(tryAgainLaterCode, 'Too many connections');
        return false;
      }
      scopes.set(extra, {
        transport: 'websocket',
        principal,
        requestId: randomUUID(),
        signal: extra.gone,
        withTrace: connectionParams?.['x-wattgraph-trace'] === '1',
      });
      // Rejects, at once or later, when the socket is gone.
      credentials
        .untilEnded(presented, principal, extra.gone)
        .then(() => extra.writer.close(CloseCode.Forbidden, 'Forbidden'))
        .catch(() => {});
      if (extra.gone.aborted) release();
      else extra.gone.addEventListener('abort', release, { once: true });
      return true;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  };

  const subscribe = ({ extra, subscriptions }: Context<Init, SocketExtra>, id: string, payload: SubscribePayload) => {
    const scope = scopes.get(extra);
    if (!scope) throw new Error('an operation came before its socket was let in');
    const count = Object.keys(subscriptions).length;
    const prepared =
      count > maxOperations ? [tooManyOperations(maxOperations)] : preparer.prepare(payload, scope.principal);
    if (!isPrepared(prepared)) return toAnswer({ errors: prepared }, scope, operations, 'refused').errors ?? [];
    const args: ExecutionArgs = { schema: operations.schema, document: prepared.document };
    if (prepared.operationName !== undefined) args.operationName = prepared.operationName;
    runs.set(
      args,
      toRun((left) => startPrepared(prepared, scope, options, new SocketOutlet(extra.writer, id, left))),
    );
    return args;
  };

  const run = (args: ExecutionArgs): Run => {
    const known = runs.get(args);
    if (!known) throw new Error('an operation was to run that was never prepared');
    return known;
  };

  return makeServer<Init, SocketExtra>({
    connectionInitWaitTimeout: initTimeoutMs,
    onConnect: connect,
    onSubscribe: subscribe,
    execute: run,
    subscribe: run,
  });
}

/**
 * Starts an operation when it is read. Its answers go their own way: graphql-ws is given no items, only the end, and
 * leaves when the client wants no more, or is gone.
 */
function toRun(start: (left: AbortSignal) => Promise<void>): Run {
  const over = { done: true, value: undefined } as const;
  const leaving = new AbortController();
  return {
    async next() {
      if (!leaving.signal.aborted) await start(leaving.signal);
      return over;
    },
    async return() {
      leaving.abort();
      return over;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function tooManyOperations(max: number): AppError {
  return new AppError('TOO_MANY_REQUESTS', `A socket may run ${max} operations at a time.`);
}

/** The two names, however a client writes their letters. */
function toCredentials(params: Init, address: string): Credentials {
  const byName = new Map(Object.entries(params).map(([name, value]) => [name.toLowerCase(), value]));
  return { authorization: toText(byName.get('authorization')), apiKey: toText(byName.get('x-api-key')), address };
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
