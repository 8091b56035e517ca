import { translateSendFailure } from '../../src/bot/send-failure';
import { BugError, PermanentError, TransientError } from '../../src/errors';

function named(name: string, fields: object = {}): Error {
  return Object.assign(new RangeError('words'), { name, ...fields });
}

describe('an error of a send', () => {
  test.each<[string, Error]>([
    ['TransientError', new TransientError('delivery/unavailable', 'x')],
    ['PermanentError', new PermanentError('delivery/refused', 'x')],
    ['BugError', new BugError('bug/unreachable', 'x')],
  ])('stays itself when it is our %s', (_kind, error) => {
    expect(translateSendFailure(error, 0)).toBe(error);
  });

  test.each([
    [
      'a token service that answers 404',
      named('AuthenticationError', { statusCode: 404 }),
      'unknown',
    ],
    [
      'a token service that cannot be reached',
      named('NetworkError', { errorCode: 'network_error' }),
      'network_error',
    ],
    ['a missing managed identity', named('CredentialUnavailableError'), 'unknown'],
    ['a broken pipe', named('Error', { syscall: 'write', code: 'EPIPE' }), 'EPIPE'],
    ['an aborted call', named('AbortError'), 'unknown'],
  ])('is passing for %s', (_what, error, code) => {
    const translated = translateSendFailure(error, 0);

    expect(translated).toBeInstanceOf(TransientError);
    expect(translated).toMatchObject({
      code: 'delivery/unavailable',
      details: { code },
      cause: error,
    });
  });

  test.each([
    ['an error of the program', named('TypeError')],
    ['what is no error', 'words'],
    ['nothing', undefined],
  ])('is final for %s', (_what, error) => {
    const translated = translateSendFailure(error, 0);

    expect(translated).toBeInstanceOf(PermanentError);
    expect(translated).toMatchObject({ code: 'delivery/faulty', details: { code: 'unsendable' } });
  });
});
