/** Apollo Server as the HTTP side of GraphQL: it parses the request and document, we answer the operation. */

import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ErrorCode } from '../../errors.ts';
import { httpStatusOf, toErrorCode, toSafeError } from '../format-error.ts';
import { toAnswer } from '../operation/answer.ts';
import { isPrepared, type Preparer } from '../operation/prepare.ts';
import { runOperation } from '../operation/run.ts';
import type { OperationDeps, Scope } from '../operation/scope.ts';
import { badRequest } from './error-reply.ts';

export interface HttpContext {
  readonly scope: Scope;
}

export interface ApolloOptions {
  readonly preparer: Preparer;
  readonly operations: OperationDeps;
}

export async function createApollo({ preparer, operations }: ApolloOptions): Promise<ApolloServer<HttpContext>> {
  const apollo = new ApolloServer<HttpContext>({
    schema: operations.schema,
    // The preparer validates, after it has judged role and limits.
    dangerouslyDisableValidation: true,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    documentStore: createDocumentStore(),
    logger: operations.log.child({ part: 'apollo' }),
    formatError: (_, error) => toSafeError(error).error.toJSON(),
    plugins: [
      answerOperations(preparer, operations),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

function answerOperations(preparer: Preparer, operations: OperationDeps): ApolloServerPlugin<HttpContext> {
  const answer = async (document: DocumentNode, request: Request, scope: Scope): Promise<ExecutionResult> => {
    const prepared = preparer.prepareDocument(document, request, scope.principal);
    if (!isPrepared(prepared)) return toAnswer({ errors: prepared }, scope, operations, 'refused');
    if (prepared.operation.operation !== 'subscription') return runOperation(prepared, scope, operations);
    const refusal = badRequest('Subscriptions run over WebSocket at /graphql, or as events at /graphql/stream.');
    return toAnswer({ errors: [refusal] }, scope, operations, 'subscription');
  };

  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ document, request, contextValue }) => {
        const { errors, ...rest } = await answer(document, request, contextValue.scope);
        return {
          http: { headers: new HeaderMap() },
          body: {
            kind: 'single',
            singleResult: { ...rest, ...(errors && { errors: errors.map((error) => error.toJSON()) }) },
          },
        };
      },
      willSendResponse: async ({ request, response }) => {
        if (response.body.kind !== 'single' || response.body.singleResult.data !== undefined) return;
        const code = toErrorCode(response.body.singleResult.errors?.[0]?.extensions?.code);
        // What Apollo refuses as no GraphQL request at all has its status already.
        if (code === undefined || (code === 'BAD_REQUEST' && response.http.status !== undefined)) return;
        response.http.status = statusOf(code, request.http?.headers.get('accept'));
      },
    }),
  };
}

interface Request {
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** A well-formed request whose document or variables are wrong. */
const answeredRequests: ReadonlySet<ErrorCode> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

// GraphQL over HTTP: who accepts only the legacy application/json gets 200 with the errors, anyone else the status.
function statusOf(code: ErrorCode, accept: string | undefined): number {
  const legacy = accept !== undefined && /application\/json/.test(accept) && !/graphql-response|\*\/\*/.test(accept);
  return legacy && answeredRequests.has(code) ? 200 : httpStatusOf(code);
}

/** Documents parsed once; the preparer remembers by document what it has found out. */
function createDocumentStore() {
  const documents = new LRUCache<string, DocumentNode>({ max: 500 });
  return {
    get: async (key: string) => documents.get(key),
    set: async (key: string, document: DocumentNode) => {
      documents.set(key, document);
    },
    delete: async (key: string) => documents.delete(key),
  };
}
