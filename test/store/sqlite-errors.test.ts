import { BugError, PermanentError, TransientError } from '../../src/errors';
import { isBusy, storeErrorFor } from '../../src/store/sqlite-errors';

function thrownBySqlite(errcode: number): Error {
  return Object.assign(new Error('as the engine says it'), { code: 'ERR_SQLITE_ERROR', errcode });
}

describe('storeErrorFor', () => {
  it.each([
    ['BUSY', 5, 'store/unavailable'],
    ['BUSY_RECOVERY', 261, 'store/unavailable'],
    ['LOCKED', 6, 'store/unavailable'],
    ['IOERR_FSYNC', 1034, 'store/unavailable'],
    ['FULL', 13, 'store/unavailable'],
    ['CANTOPEN', 14, 'store/unavailable'],
    ['CORRUPT_INDEX', 779, 'store/corrupt'],
    ['NOTADB', 26, 'store/corrupt'],
    ['CONSTRAINT_PRIMARYKEY', 1555, 'bug/unreachable'],
    ['ERROR', 1, 'bug/unreachable'],
  ])('turns %s (%i) into %s and keeps the cause', (_name, errcode, code) => {
    const cause = thrownBySqlite(errcode);

    const error = storeErrorFor(cause);

    expect(error).toMatchObject({ code, cause, details: { sqliteCode: errcode } });
  });

  it.each([new TypeError('x'), { errcode: 'BUSY' }, 'text', undefined])(
    'takes %p for a bug',
    (cause) => {
      expect(storeErrorFor(cause)).toBeInstanceOf(BugError);
    },
  );

  it.each([
    new TransientError('store/unavailable', 'closed'),
    new PermanentError('store/too-large', 'large'),
    new BugError('bug/unreachable', 'bug'),
  ])('gives back our own %p', (error) => {
    expect(storeErrorFor(error)).toBe(error);
  });
});

describe('isBusy', () => {
  it.each([
    [5, true],
    [261, true],
    [517, true],
    [6, false],
    [10, false],
  ])('of %i is %p', (errcode, expected) => {
    expect(isBusy(thrownBySqlite(errcode))).toBe(expected);
  });
});
