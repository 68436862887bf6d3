/** What graphql-ws asks of us: who is there, whether an operation may run, and its answers. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ExecutionArgs } from 'graphql';
import { CloseCode, type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import type { Authenticator, Credentials } from '../../auth/authenticate.ts';
import { untilExpired } from '../../auth/expiry.ts';
import { AppError } from '../../errors.ts';
import { toAnswer } from '../operation/answer.ts';
import { isPrepared, type Prepared, type Preparer } from '../operation/prepare.ts';
import { runOperation } from '../operation/run.ts';
import type { OperationDeps, Scope } from '../operation/scope.ts';
import { subscribeOperation } from '../operation/subscribe.ts';

export interface ProtocolOptions {
  readonly authenticator: Authenticator;
  readonly preparer: Preparer;
  readonly operations: OperationDeps;
  /** How long a socket may stay silent before its `connection_init`. Default 3 000 ms. */
  readonly initTimeoutMs?: number;
  /** Operations of one socket at a time. Default 100. */
  readonly maxOperations?: number;
}

export interface SocketExtra {
  readonly request: IncomingMessage;
  /** Aborted when the socket is closed. */
  readonly gone: AbortSignal;
  readonly close: (code: number, reason: string) => void;
}

type Init = Readonly<Record<string, unknown>>;

export function createProtocol(options: ProtocolOptions): Server<SocketExtra> {
  const { authenticator, preparer, operations, initTimeoutMs = 3_000, maxOperations = 100 } = options;
  const scopes = new WeakMap<SocketExtra, Scope>();
  const running = new WeakMap<ExecutionArgs, { readonly prepared: Prepared; readonly scope: Scope }>();

  const connect = async ({ connectionParams, extra }: Context<Init, SocketExtra>): Promise<boolean> => {
    try {
      const credentials = toCredentials(connectionParams ?? {}, extra.request.socket.remoteAddress ?? '');
      const principal = await authenticator.authenticate(credentials);
      scopes.set(extra, {
        transport: 'websocket',
        principal,
        requestId: randomUUID(),
        signal: extra.gone,
        withTrace: connectionParams?.['x-wattgraph-trace'] === '1',
      });
      untilExpired(principal, operations.clock, extra.gone).then(
        () => extra.close(CloseCode.Forbidden, 'Forbidden'),
        () => {},
      );
      return true;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  };

  const subscribe = ({ extra, subscriptions }: Context<Init, SocketExtra>, payload: SubscribePayload) => {
    const scope = scopes.get(extra);
    if (!scope) throw new Error('an operation came before its socket was let in');
    const count = Object.keys(subscriptions).length;
    const prepared =
      count > maxOperations ? [tooManyOperations(maxOperations)] : preparer.prepare(payload, scope.principal);
    if (!isPrepared(prepared)) return toAnswer({ errors: prepared }, scope, operations, 'refused').errors ?? [];
    const args: ExecutionArgs = { schema: operations.schema, document: prepared.document };
    if (prepared.operationName !== undefined) args.operationName = prepared.operationName;
    running.set(args, { prepared, scope });
    return args;
  };

  const runOf = (args: ExecutionArgs) => {
    const run = running.get(args);
    if (!run) throw new Error('an operation was to run that was never prepared');
    return run;
  };

  return makeServer<Init, SocketExtra>({
    connectionInitWaitTimeout: initTimeoutMs,
    onConnect: connect,
    onSubscribe: (context, _, payload) => subscribe(context, payload),
    execute: (args) => {
      const { prepared, scope } = runOf(args);
      return runOperation(prepared, scope, operations);
    },
    subscribe: (args) => {
      const { prepared, scope } = runOf(args);
      return subscribeOperation(prepared, scope, operations);
    },
  });
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
