import { expect, test } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { alignAnswers, type BatchKey, type VendorAnswer } from '../../src/loaders/align.ts';

const key = (vendor: BatchKey['vendor'], id: string): BatchKey => ({ vendor, id, key: id });
const answers = (entries: readonly (readonly [BatchKey['vendor'], VendorAnswer<string>])[]) => new Map(entries);
const nullIsFine = { name: 'metersById', absent: 'null' } as const;
const allMustAnswer = { name: 'metersByFacilityId', absent: 'error' } as const;

test('answers come in the order of the keys, whatever the order of the batch and the vendor', () => {
  const keys = [key('WATTICS', '1'), key('ENERKEY', '2'), key('ENERKEY', '1'), key('ENERKEY', '2')];
  const given = answers([
    [
      'ENERKEY',
      new Map([
        ['1', 'e1'],
        ['2', 'e2'],
      ]),
    ],
    ['WATTICS', new Map([['1', 'w1']])],
  ]);
  expect(alignAnswers(keys, given, nullIsFine)).toEqual(['w1', 'e2', 'e1', 'e2']);
});

test('an unknown id, and a vendor without such a read, are null', () => {
  const keys = [key('ENERKEY', '1'), key('EQUIWATT', '1')];
  expect(
    alignAnswers(
      keys,
      answers([
        ['ENERKEY', new Map()],
        ['EQUIWATT', undefined],
      ]),
      nullIsFine,
    ),
  ).toEqual([null, null]);
});

test("an error belongs to its key, or to all of its vendor's keys", () => {
  const one = new AppError('VENDOR_CONTRACT', 'a meter of an unknown shape');
  const all = new AppError('VENDOR_TIMEOUT', 'too slow', { vendor: 'WATTICS' });
  const keys = [key('ENERKEY', '1'), key('ENERKEY', '2'), key('WATTICS', '1')];
  const given = answers([
    [
      'ENERKEY',
      new Map<string, string | AppError>([
        ['1', one],
        ['2', 'e2'],
      ]),
    ],
    ['WATTICS', all],
  ]);
  const aligned = alignAnswers(keys, given, nullIsFine);
  expect(aligned[0]).toMatchObject({ code: 'VENDOR_CONTRACT', details: { vendor: 'ENERKEY' } });
  expect(aligned.slice(1)).toEqual(['e2', all]);
});

test('a batch that lacks answers says so, and its other answers are good', () => {
  const ids = Array.from({ length: 10 }, (_, i) => String(i));
  const given = answers([['ENERKEY', new Map(ids.slice(0, 9).map((id) => [id, id]))]]);
  const aligned = alignAnswers(
    ids.map((id) => key('ENERKEY', id)),
    given,
    allMustAnswer,
  );
  expect(aligned.slice(0, 9)).toEqual(ids.slice(0, 9));
  expect(aligned[9]).toMatchObject({
    code: 'VENDOR_CONTRACT',
    message: 'got 9 answers for 10 ids from ENERKEY.metersByFacilityId; missing: 9',
    details: { vendor: 'ENERKEY' },
  });
});

test('a long list of missing ids is cut', () => {
  const keys = Array.from({ length: 8 }, (_, i) => key('ENERKEY', String(i)));
  const [first] = alignAnswers(keys, answers([['ENERKEY', new Map()]]), allMustAnswer);
  expect(first).toMatchObject({ message: expect.stringContaining('missing: 0, 1, 2, 3, 4 and 3 more') });
});
