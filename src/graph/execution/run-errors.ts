/** Where errors end: at the place nearest above that may be null, or at the root. */

import { GraphQLError, locatedError } from 'graphql';
import { AppError } from '../../errors.ts';
import type { FieldPlan } from './plan.ts';
import type { Run } from './run-state.ts';
import type { Place } from './text.ts';

/** An error ends where null may stand; above that it is thrown on. */
export function failedText(run: Run, field: FieldPlan, place: Place, thrown: unknown): string {
  const error = located(run, field, place, thrown);
  if (!place.nullable) throw error;
  endAt(run, place, error);
  return 'null';
}

/** The error of what came later: what is above is written already, so it ends at the place above that may be null. */
export function failAbove(run: Run, field: FieldPlan, from: Place, thrown: unknown): void {
  const error = located(run, field, from, thrown);
  let place: Place | undefined = from;
  while (place && !place.nullable) place = place.prev;
  if (place) endAt(run, place, error);
  else failRoot(run, error);
}

/** Of the errors that end at one place the first is told. */
function endAt(run: Run, place: Place, error: GraphQLError): void {
  if (!place.failed && (error !== gone || run.errors.at(-1) !== gone)) run.errors.push(error);
  place.failed = true;
}

export function failRoot(run: Run, error: GraphQLError): void {
  if (!run.failed) run.errors.push(error);
  run.failed = true;
}

/** A query that is cut fails at every place that waits, and to tell of each costs as much as an answer. */
const gone = new GraphQLError('The client has gone.', {
  originalError: new AppError('OPERATION_TIMEOUT', 'The client has gone.'),
});

function located(run: Run, field: FieldPlan, place: Place, thrown: unknown): GraphQLError {
  if (thrown === gone) return gone;
  // A fault of our own is told of whoever hears it.
  const isOurs = !(thrown instanceof AppError) || thrown.code === 'INTERNAL_SERVER_ERROR';
  if (!isOurs && run.client?.signal.aborted) return gone;
  return locatedError(thrown, field.nodes, keysOf(place));
}

function keysOf(place: Place): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Place | undefined = place; at; at = at.prev) keys.push(at.key);
  return keys.reverse();
}
