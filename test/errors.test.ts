import {
  BugError,
  ERROR_CODES,
  PermanentError,
  TransientError,
  type ErrorCode,
} from '../src/errors';

const KINDS = [
  ['TransientError', TransientError],
  ['PermanentError', PermanentError],
  ['BugError', BugError],
] as const;

describe.each(KINDS)('%s', (name, Kind) => {
  it('carries its code, its message and the name that the log shows', () => {
    const error = new Kind('store/unavailable', 'The store does not answer.');

    expect(error).toBeInstanceOf(Error);
    expect(error.code).toBe('store/unavailable');
    expect(error.message).toBe('The store does not answer.');
    expect(error.name).toBe(name);
    expect(error.stack).toContain('The store does not answer.');
  });

  it('carries details and the foreign error that caused it', () => {
    const cause = new RangeError('foreign');

    const error = new Kind('delivery/throttled', 'Slower.', {
      details: { retryAfterMs: 30_000 },
      cause,
    });

    expect(error.details).toEqual({ retryAfterMs: 30_000 });
    expect(error.cause).toBe(cause);
  });

  it('has neither details nor a cause when there are none', () => {
    const error = new Kind('bug/unreachable', 'Never.');

    expect(error.details).toEqual({});
    expect(error).not.toHaveProperty('cause');
  });

  it('is told apart from the other kinds', () => {
    const error = new Kind('bug/unreachable', 'Never.');

    const kinds = KINDS.filter(([, Other]) => error instanceof Other).map(([other]) => other);

    expect(kinds).toEqual([name]);
  });
});

describe('the codes', () => {
  const codes = Object.entries(ERROR_CODES) as [ErrorCode, string][];

  it.each(codes)('explain %s to whoever reads the log', (code, meaning) => {
    expect(code).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
    expect(meaning).toMatch(/^[A-Z].{15,}\.$/);
  });

  it('have a meaning each of their own', () => {
    const meanings = new Set(codes.map(([, meaning]) => meaning));

    expect(meanings.size).toBe(codes.length);
  });
});
