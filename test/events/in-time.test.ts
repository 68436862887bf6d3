import { describe, expect, it } from 'vitest';
import { createTimeLimit } from '../../src/events/in-time.ts';
import { createFakeClock } from '../support/fake-clock.ts';

describe('a time limit', () => {
  it('gives each work its own full time, with one sleeper for all of them', async () => {
    const clock = createFakeClock();
    const inTime = createTimeLimit(1_000, clock);
    const ended: string[] = [];
    const begin = (name: string, work: Promise<string>) =>
      void inTime(work).then(
        (result) => ended.push(`${name}: ${result}`),
        (error: Error) => ended.push(`${name}: ${error.message}`),
      );
    const quick = Promise.withResolvers<string>();
    begin('hangs', new Promise(() => {}));
    await clock.advance(400);
    begin('is quick', quick.promise);
    begin('hangs too', new Promise(() => {}));
    begin('fails', Promise.reject(new Error('down')));
    expect(clock.sleeping).toBe(1);
    quick.resolve('done');
    await clock.advance(599);
    expect(ended).toEqual(['fails: down', 'is quick: done']);
    await clock.advance(1);
    expect(ended.slice(2)).toEqual(['hangs: no end within 1000 ms']);
    await clock.advance(399);
    expect(ended).toHaveLength(3);
    await clock.advance(1);
    expect(ended.slice(3)).toEqual(['hangs too: no end within 1000 ms']);
    expect(clock.sleeping).toBe(0);
  });

  it('sleeps for nobody when all have ended, and anew for who comes then', async () => {
    const clock = createFakeClock();
    const inTime = createTimeLimit(1_000, clock);
    expect(await inTime(Promise.resolve('done'))).toBe('done');
    expect(clock.sleeping).toBe(0);
    const hanging = inTime(new Promise<never>(() => {}));
    const failed = expect(hanging).rejects.toThrow('no end within 1000 ms');
    await clock.advance(1_000);
    await failed;
  });
});
