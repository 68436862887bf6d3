import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError, badInput, errorCodes, toAppError } from '../src/errors.ts';

const documented = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => /^\| `([A-Z_]+)` \| (\d{3}) \| (.+) \| (.+) \|$/.exec(line))
  .filter((match) => match !== null)
  .map(([, code, httpStatus, meaning, remedy]) => [code, { httpStatus: Number(httpStatus), meaning, remedy }]);

describe('the table of errors', () => {
  it('is the one in docs/errors.md, in the same order', () => {
    expect(documented).toEqual(Object.entries(errorCodes));
  });

  it('says what happened and what to do in whole sentences', () => {
    for (const { meaning, remedy } of Object.values(errorCodes)) {
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('toAppError', () => {
  it('leaves an AppError as it is and hides the text of anything else', () => {
    const known = badInput('by.ref', 'by.ref names no vendor.');
    expect(toAppError(known)).toBe(known);
    for (const thrown of [new Error('hunter2'), 'hunter2', undefined, null, { message: 'hunter2' }]) {
      const error = toAppError(thrown);
      expect(error).toBeInstanceOf(AppError);
      expect([error.code, error.message]).toEqual(['INTERNAL_SERVER_ERROR', 'Internal error.']);
      expect(error.cause).toBe(thrown);
    }
  });
});
