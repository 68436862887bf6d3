/** Pieces of an answer that are left open for values to come, and filled when these are there. */

import type { GraphContext } from '../context.ts';
import type { Outcomes } from '../resolve-together.ts';
import type { FieldPlan } from './plan.ts';
import { failAbove } from './run-errors.ts';
import { argsOf, infoOf, type OpenPiece, type Run, type Together, type WriteValue } from './run-state.ts';
import { isPromise, Piece, type Place, type Text } from './text.ts';

/** The piece of a value that is to come. */
export function openText(run: Run, field: FieldPlan, place: Place, coming: Promise<unknown>, write: Write): Text {
  const piece = openPiece(run, place);
  coming.then(
    (value) => fill(run, field, piece, write, value),
    (error: unknown) => fail(run, field, piece, error),
  );
  return piece;
}

function openPiece(run: Run, place: Place): OpenPiece {
  run.open += 1;
  return new Piece(place, '') as OpenPiece;
}

/** Writes what came at a place. @throws what keeps it from being given */
type Write = (value: unknown, place: Place) => Text;

function fill(run: Run, field: FieldPlan, piece: OpenPiece, write: Write, value: unknown): void {
  try {
    piece.content = write(value, piece.place);
  } catch (error) {
    failAbove(run, field, piece.place, error);
  }
  close(run);
}

function fail(run: Run, field: FieldPlan, piece: OpenPiece, error: unknown): void {
  failAbove(run, field, piece.place, error);
  close(run);
}

function close(run: Run): void {
  run.open -= 1;
  if (run.open === 0) run.onClosed?.();
}

/** The piece of a field that is resolved for many parents at once. */
export function togetherText(run: Run, field: FieldPlan, parent: unknown, place: Place, write: WriteValue): Text {
  argsOf(run, field);
  const piece = openPiece(run, place);
  const waiting = run.together.get(field);
  if (waiting) {
    waiting.parents.push(parent);
    waiting.pieces.push(piece);
    return piece;
  }
  // Behind all promises that are settled by now: their values may bring more parents.
  if (run.together.size === 0) process.nextTick(resolveWaiting, run);
  run.together.set(field, { parents: [parent], pieces: [piece], write });
  return piece;
}

function resolveWaiting(run: Run): void {
  const waiting = run.together;
  run.together = new Map();
  for (const [field, together] of waiting) resolveParents(run, field, together);
}

function resolveParents(run: Run, field: FieldPlan, { parents, pieces, write }: Together): void {
  const writeOwn: Write = (value, place) => write(run, field, field.value, value, place);
  const fillAll = (outcomes: Outcomes<unknown>): void => {
    for (let i = 0; i < pieces.length; i += 1) fill(run, field, pieces[i] as OpenPiece, writeOwn, outcomes[i]);
    // The promise of them is older than they are, and would hold them until the next big garbage collection.
    outcomes.length = 0;
  };
  const failAll = (error: unknown): void => {
    for (const piece of pieces) fail(run, field, piece, error);
  };
  try {
    const infoAt = (i: number) => infoOf(run, field, (pieces[i] as OpenPiece).place);
    const outcomes = field.together?.(parents, argsOf(run, field), run.contextValue as GraphContext, infoAt);
    if (isPromise(outcomes)) outcomes.then(fillAll, failAll);
    else fillAll(outcomes ?? []);
  } catch (error) {
    failAll(error);
  }
}
