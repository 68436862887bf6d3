import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSchedule, standInLine } from '../../src/loaders/turns.ts';

/** Until nobody is at work any more, whatever the tests before have left. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await turn();
}

/** An operation that does so much, one thing after the other, and says so. */
function createOperation(said: string[], name: string, things: number) {
  return async () => {
    const schedule = createSchedule();
    for (let i = 1; i <= things; i += 1) {
      await new Promise<void>((resolve) => schedule(resolve));
      said.push(`${name}${i}`);
    }
  };
}

/** An operation that does nothing but say that it is begun. */
function saying(said: string[], name: string, isToCome: boolean) {
  return () => {
    said.push(name);
    return isToCome;
  };
}

test('who began first goes first, until it has nothing to do', async () => {
  await quiet();
  const said: string[] = [];
  await Promise.all(['a', 'b', 'c'].map((name) => createOperation(said, name, 3)()));
  expect(said.join(' ')).toBe('a1 a2 a3 b1 b2 b3 c1 c2 c3');
});

test('a batch takes two turns of its operation, so that what becomes known in them is part of it', async () => {
  await quiet();
  const said: string[] = [];
  const schedule = createSchedule();
  schedule(() => said.push('batch'));
  schedule(() => said.push('one turn'), 1);
  await turn();
  expect(said).toEqual(['one turn']);
  await turn();
  expect(said).toEqual(['one turn', 'batch']);
});

test('an operation begins at once when nobody is at work, and else once those before it have nothing to do', async () => {
  await quiet();
  const said: string[] = [];
  const begin = (name: string) => () => {
    said.push(name);
    void createOperation(said, name, 2)();
    return true;
  };
  for (const name of ['a', 'b', 'c']) standInLine(begin(name));
  expect(said).toEqual(['a']);
  for (let i = 0; i < 40; i += 1) await turn();
  expect(said.join(' ')).toBe('a a1 a2 b b1 b2 c c1 c2');
});

test('who is answered at once is no reason to wait', async () => {
  await quiet();
  const said: string[] = [];
  for (const name of ['a', 'b']) standInLine(saying(said, name, false));
  expect(said).toEqual(['a', 'b']);
});

test('those in line that are answered at once are so in one turn, up to the first that is not', async () => {
  await quiet();
  const said: string[] = [];
  for (const name of ['a', 'b!', 'c!', 'd', 'e!']) standInLine(saying(said, name, !name.endsWith('!')));
  const byTurn: string[] = [];
  while (said.length < 5) {
    await turn();
    if (byTurn.at(-1) !== said.join(' ')) byTurn.push(said.join(' '));
  }
  expect(byTurn).toEqual(['a', 'a b! c! d', 'a b! c! d e!']);
});

test('who waits for the network does not hold up those in line', async () => {
  await quiet();
  const said: string[] = [];
  for (const name of ['a', 'b', 'c']) standInLine(saying(said, name, true));
  await quiet();
  expect(said).toEqual(['a', 'b', 'c']);
});

test('others that always have something to do do not keep an operation from its beginning', async () => {
  await quiet();
  let isBegun = false;
  let turns = 0;
  const schedule = createSchedule();
  const goOn = () => {
    turns += 1;
    if (!isBegun && turns < 1_000) schedule(goOn, 1);
  };
  schedule(goOn, 1);
  standInLine(() => {
    isBegun = true;
    return false;
  });
  while (!isBegun) await turn();
  expect(turns).toBeGreaterThan(10);
  expect(turns).toBeLessThan(100);
});

test('what fails in its turn does not stop the others', async () => {
  await quiet();
  const said: string[] = [];
  const failed = Promise.withResolvers<unknown>();
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').once('uncaughtException', failed.resolve);
  try {
    createSchedule()(() => {
      throw new Error('broken');
    });
    const others = createOperation(said, 'a', 2)();
    expect(await failed.promise).toMatchObject({ message: 'broken' });
    await others;
    expect(said).toEqual(['a1', 'a2']);
  } finally {
    for (const listener of listeners) process.on('uncaughtException', listener);
  }
});
