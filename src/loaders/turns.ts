/**
 * Who goes on when. An operation holds all it has read until it is answered; if all went on together, all of it would be
 * held at once. So they take turns, and who began first goes first: what can be answered from what is at hand is answered,
 * and its memory free again, before the next one begins. A turn is one of the event loop.
 */

/** Runs something of one operation, after so many turns of it. Default: as a batch is sent. */
export type Schedule = (run: () => void, turns?: number) => void;

/**
 * DataLoader's own rule (once the promise queue is empty) splits batches here: the keys of one level of a query become
 * known over several turns, since some fields wait for a cache or another batch and their siblings don't. Two turns let
 * all that needs no network settle; a vendor call costs far more.
 */
const turnsOfBatch = 2;
/** Turns without anything to do: whoever is at work waits for the network. */
const quietTurns = 3;
/** However much others have to do, the first in line waits no longer after the one before it began. */
const mostTurns = 64;

/** In one turn, of those that are answered at once. */
const mostBegun = 32;

interface Waiting {
  readonly run: () => void;
  turns: number;
}

/** What one operation has waiting. */
interface Work {
  readonly order: number;
  waiting: Waiting[];
}

let operations = 0;
/** In the order of their operations; none of them empty. */
const open: Work[] = [];
const line: (() => boolean)[] = [];
let quiet = quietTurns;
let turnsSinceBegin = 0;
let isTurning = false;

export function createSchedule(): Schedule {
  const work: Work = { order: operations, waiting: [] };
  operations += 1;
  return (run, turns = turnsOfBatch) => {
    if (work.waiting.length === 0) enter(work);
    work.waiting.push({ run, turns });
  };
}

/**
 * Begins an operation: now, when nobody is at work, else in its turn.
 * @param begin gives whether the answer is still to come
 */
export function standInLine(begin: () => boolean): void {
  if (open.length > 0 || line.length > 0 || quiet < quietTurns) line.push(begin);
  else start(begin);
}

/** Gives whether the answer is still to come. */
function start(begin: () => boolean): boolean {
  turnsSinceBegin = 0;
  const isToCome = begin();
  if (isToCome) stir();
  return isToCome;
}

/** Those in line, up to the first that is at work then; they are no more in a turn than what else comes should wait for. */
function beginNext(): void {
  for (let begun = 0; begun < mostBegun; begun += 1) {
    const next = line.shift();
    if (!next || start(next)) return;
  }
}

function enter(work: Work): void {
  let at = open.length;
  while (at > 0 && (open[at - 1] as Work).order > work.order) at -= 1;
  open.splice(at, 0, work);
  stir();
}

/** Somebody is at work. */
function stir(): void {
  quiet = 0;
  wake();
}

function wake(): void {
  if (isTurning) return;
  isTurning = true;
  setImmediate(turn);
}

function turn(): void {
  isTurning = false;
  turnsSinceBegin += 1;
  const [first] = open;
  try {
    if (first && (line.length === 0 || turnsSinceBegin < mostTurns)) advance(first);
    else if (!first && quiet < quietTurns) quiet += 1;
    else beginNext();
  } finally {
    if (open.length > 0 || line.length > 0 || quiet < quietTurns) wake();
  }
}

/** One turn of the operation that is first. */
function advance(work: Work): void {
  for (const each of work.waiting) each.turns -= 1;
  const due = work.waiting.filter(({ turns }) => turns <= 0);
  work.waiting = work.waiting.filter(({ turns }) => turns > 0);
  if (work.waiting.length === 0) open.shift();
  quiet = 0;
  for (const { run } of due) run();
}
