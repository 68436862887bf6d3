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
import type { AppError } from '../../errors.ts';
import { toErrorCode, toSafeError } from '../format-error.ts';
import { toAnswer } from '../operation/answer.ts';
import { isPrepared, type Preparer } from '../operation/prepare.ts';
import type { Queries } from '../operation/queries.ts';
import type { OperationDeps, Scope } from '../operation/scope.ts';
import { badRequest } from './error-reply.ts';
import { refusalStatus } from './media-type.ts';

export interface HttpContext {
  readonly scope: Scope;
}

export interface ApolloOptions {
  readonly preparer: Preparer;
  readonly operations: OperationDeps;
  readonly queries: Queries;
}

export async function createApollo({
  preparer,
  operations,
  queries,
}: ApolloOptions): Promise<ApolloServer<HttpContext>> {
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
      answerOperations(preparer, operations, queries),
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

function answerOperations(
  preparer: Preparer,
  operations: OperationDeps,
  queries: Queries,
): ApolloServerPlugin<HttpContext> {
  const answer = async (document: DocumentNode, request: Request, scope: Scope): Promise<ExecutionResult> => {
    const prepared = preparer.prepareDocument(document, request, scope.principal);
    if (!isPrepared(prepared)) return toAnswer({ errors: prepared }, scope, operations, 'refused');
    if (prepared.operation.operation !== 'subscription') return queries.answer(prepared, scope);
    return toAnswer({ errors: [subscriptionRefusal()] }, scope, operations, 'subscription');
  };

  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ document, request, contextValue }) => {
        const { errors, data, extensions } = await answer(document, request, contextValue.scope);
        return {
          http: { headers: new HeaderMap() },
          body: {
            kind: 'single',
            singleResult: {
              ...(errors && { errors: errors.map((error) => error.toJSON()) }),
              ...(data !== undefined && { data }),
              ...(extensions && { extensions }),
            },
          },
        };
      },
      willSendResponse: async ({ request, response }) => {
        if (response.body.kind !== 'single' || response.body.singleResult.data !== undefined) return;
        const code = toErrorCode(response.body.singleResult.errors?.[0]?.extensions?.code);
        // What Apollo refuses as no GraphQL request at all has its status already.
        if (code === undefined || (code === 'BAD_REQUEST' && response.http.status !== undefined)) return;
        response.http.status = refusalStatus(code, request.http?.headers.get('accept'));
      },
    }),
  };
}

interface Request {
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Over HTTP there is one answer a request. */
export function subscriptionRefusal(): AppError {
  return badRequest('Subscriptions run over WebSocket at /graphql, or as events at /graphql/stream.');
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
