/**
 * Everything that can refuse an operation before any of it runs, in this order: tokens, syntax, which operation, role,
 * limits, schema. Whoever may not run it therefore learns nothing of the schema from the refusal.
 */

import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { assertAllowed } from '../../auth/authorize.ts';
import type { Principal } from '../../auth/principal.ts';
import { AppError } from '../../errors.ts';
import { exceededLimits } from '../limits/check.ts';
import { limits } from '../limits/limits.ts';
import { assertFewTokens } from '../limits/tokens.ts';
import type { OperationRequest } from './scope.ts';

export interface Prepared {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What `toShareKey` last made of it, for who asks the same again. */
  shared: { readonly principal: Principal; readonly withTrace: boolean; readonly key: string } | undefined;
}

export interface Preparer {
  /** From the text. */
  prepare(request: OperationRequest, principal: Principal): Prepared | readonly unknown[];
  /** From a document that was parsed, and its tokens counted, before. */
  prepareDocument(
    document: DocumentNode,
    request: Omit<OperationRequest, 'query'>,
    principal: Principal,
  ): Prepared | readonly unknown[];
}

/** Errors of one document at most; the rest would say the same. */
const maxErrors = 100;
/** Documents kept parsed for transports that do not keep them themselves. */
const maxDocuments = 500;

/** Both functions give the errors (AppError or GraphQLError) instead of throwing them. */
export function createPreparer(options: { readonly schema: GraphQLSchema; readonly introspection: boolean }): Preparer {
  const documents = new LRUCache<string, DocumentNode>({ max: maxDocuments });
  const validated = new WeakMap<DocumentNode, readonly GraphQLError[]>();

  const parseOnce = (text: string): DocumentNode => {
    const known = documents.get(text);
    if (known) return known;
    assertFewTokens(text);
    const document = parse(text, { maxTokens: limits.tokens });
    documents.set(text, document);
    return document;
  };

  const faultsOf = (document: DocumentNode): readonly GraphQLError[] => {
    const known = validated.get(document);
    if (known) return known;
    const rules = options.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    const faults = validate(options.schema, document, rules, { maxErrors });
    const shown = options.introspection ? faults : faults.map(withoutSuggestion);
    validated.set(document, shown);
    return shown;
  };

  const prepareDocument: Preparer['prepareDocument'] = (document, request, principal) => {
    const operationName = request.operationName ?? undefined;
    const variables = request.variables ?? {};
    const operation = getOperationAST(document, operationName);
    if (!operation) return [unresolved(document, operationName)];
    try {
      assertAllowed(principal, operation.operation);
    } catch (error) {
      return [error];
    }
    const exceeded = exceededLimits(document, operation, variables);
    if (exceeded.length > 0) return exceeded;
    const faults = faultsOf(document);
    return faults.length > 0 ? faults : { document, operation, operationName, variables, shared: undefined };
  };

  return {
    prepareDocument,
    prepare(request, principal) {
      try {
        return prepareDocument(parseOnce(request.query), request, principal);
      } catch (error) {
        return [error instanceof GraphQLError ? toSyntaxError(error) : error];
      }
    },
  };
}

/** The same for every transport. */
export function isPrepared(prepared: Prepared | readonly unknown[]): prepared is Prepared {
  return !Array.isArray(prepared);
}

function unresolved(document: DocumentNode, operationName: string | undefined): AppError {
  const count = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
  if (count === 0) return new AppError('OPERATION_RESOLUTION_FAILURE', 'The document holds no operation.');
  const message =
    operationName === undefined
      ? `The document holds ${count} operations; operationName must say which one to run.`
      : 'The document holds no operation of the name in operationName.';
  return new AppError('OPERATION_RESOLUTION_FAILURE', message);
}

function toSyntaxError(error: GraphQLError): GraphQLError {
  const { message, source, positions } = error;
  return new GraphQLError(message, {
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code: 'GRAPHQL_PARSE_FAILED' },
  });
}

// With introspection off the schema should not be guessed out of "Did you mean" either.
function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ Did you mean .*\?$/s, '');
  return new GraphQLError(message, { nodes: error.nodes ?? null });
}
