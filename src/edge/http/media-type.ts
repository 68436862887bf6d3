/** What an answer is sent as, and with which status; GraphQL over HTTP. */

import type { ErrorCode } from '../../errors.ts';
import { httpStatusOf } from '../format-error.ts';

/** The type for those who take anything, or say no more than JSON; undefined = it takes some weighing. */
export function simpleMediaType(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === '*/*' || accept === 'application/json')
    return 'application/json; charset=utf-8';
  return accept === 'application/graphql-response+json'
    ? 'application/graphql-response+json; charset=utf-8'
    : undefined;
}

/** A well-formed request whose document or variables are wrong. */
const answeredRequests: ReadonlySet<ErrorCode> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/** Of an answer that is nothing but an error: who accepts only the legacy application/json gets 200, anyone else the status. */
export function refusalStatus(code: ErrorCode, accept: string | undefined): number {
  const legacy = accept !== undefined && /application\/json/.test(accept) && !/graphql-response|\*\/\*/.test(accept);
  return legacy && answeredRequests.has(code) ? 200 : httpStatusOf(code);
}
