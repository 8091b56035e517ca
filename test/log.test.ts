import { PermanentError } from '../src/errors';
import { createLog, type LogOptions, redirectConsole } from '../src/log';
import { FakeLog } from './support/fake-log';

function collect(options: Pick<LogOptions, 'level' | 'pretty'> = { level: 'debug' }): {
  readonly lines: string[];
  readonly log: ReturnType<typeof createLog>;
} {
  const lines: string[] = [];

  return {
    lines,
    log: createLog({ ...options, destination: { write: (line) => lines.push(line) } }),
  };
}

function only(lines: readonly string[]): unknown {
  return JSON.parse(lines.join('')) as unknown;
}

describe('the log', () => {
  it('writes one JSON line with level, time, fields and message', () => {
    const { lines, log } = collect();

    log.warn({ code: 'store/conflict', attempt: 2 }, 'A record changed while we wrote it.');

    expect(only(lines)).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      code: 'store/conflict',
      attempt: 2,
      msg: 'A record changed while we wrote it.',
    });
  });

  it('writes nothing below its level', () => {
    const { lines, log } = collect({ level: 'warn' });

    log.debug({}, 'Small.');
    log.info({}, 'Small.');
    log.error({}, 'Large.');

    expect(lines).toHaveLength(1);
  });

  test.each([
    ['authorization', { headers: { Authorization: 'abc' } }],
    ['tokens', { nested: [{ accessToken: 'abc' }] }],
    ['passwords', { appPassword: 'abc' }],
    ['text of people', { activity: { text: 'abc' } }],
    ['bearer tokens inside other words', { note: 'sent Bearer abc' }],
    ['JSON web tokens', { note: 'eyJabc.abc.abc' }],
    ['keys', { note: '-----BEGIN PUBLIC KEY-----\nabc' }],
    ['mail addresses', { note: 'abc@example.com' }],
    ['passwords in addresses', { note: 'https://x.example/?a=1&client_secret=abc&b=2' }],
    ['signatures in addresses', { note: 'https://x.example/file?sv=1&sig=abc%2Babc%3D' }],
    ['keys in connection strings', { note: 'Endpoint=x;AccountKey=abcabc==;b=1' }],
    ['tokens in JSON that is text', { note: '{"access_token":"abc","b":1}' }],
    ['what lies deep', { a: { b: { c: { d: { e: { f: { g: 'abc' } } } } } } }],
  ])('leaves out %s', (_what, fields) => {
    const { lines, log } = collect();

    log.info(fields, 'Something happened.');

    expect(lines.join('')).not.toContain('abc');
  });

  it('keeps a line break in a value from starting a second line', () => {
    const { lines, log } = collect();

    log.info({ id: 'a\r\n{"level":"error"}' }, 'Something happened.');

    expect(lines.join('').trimEnd()).not.toMatch(/[\r\n]/);
  });

  test.each([
    ['a carriage return and a line feed', '\r\n'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a next line', '\u0085'],
    ['a turned reading direction', '\u202e'],
  ])('keeps %s in a name from reaching the reader', (_what, mark) => {
    const { lines, log } = collect();

    log.info({ id: `Ada${mark}Bob`, err: new RangeError(`Ada${mark}Bob`) }, 'Something happened.');

    expect(lines).toHaveLength(1);
    expect(lines.join('').trimEnd()).not.toContain(mark);
    expect(lines.join('')).toMatch(/Ada.{1,6}Bob/);
  });

  const PEM = '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----';
  test.each<[string, Error]>([
    ['the message', new RangeError('sent Bearer abc to x')],
    ['the message, over several lines', new RangeError(`no key in\n${PEM}`)],
    ['the message, made up as a place in the code', new RangeError('x\n    at Bearer abc')],
    ['the name', Object.assign(new RangeError('x'), { name: 'Bearer abc' })],
    ['the code', Object.assign(new RangeError('x'), { code: 'Bearer abc' })],
    ['the cause', new RangeError('x', { cause: new RangeError('sent Bearer abc') })],
    ['a cause that is text', new RangeError('x', { cause: 'sent Bearer abc' })],
    [
      'the request that hangs on it',
      Object.assign(new RangeError('x'), { config: { abc: 'abc' } }),
    ],
    [
      'the details',
      new PermanentError('delivery/refused', 'x', { details: { note: `no key in ${PEM}` } }),
    ],
  ])('leaves a secret out of an error when it is in %s', (_where, error) => {
    const { lines, log } = collect();

    log.error({ err: error }, 'A send failed.');

    expect(lines).toHaveLength(1);
    expect(lines.join('')).not.toContain('abc');
  });

  it('writes that there are bytes, and none of them', () => {
    const { lines, log } = collect();

    log.info({ certificate: Buffer.from('abc'), list: [new Uint8Array([97])] }, 'Done.');

    expect(only(lines)).toMatchObject({ certificate: '[bytes]', list: ['[bytes]'] });
  });

  it('leaves no part of a key behind where a long text is cut', () => {
    const { lines, log } = collect();
    const key = 'abc'.repeat(29);
    const notes = [280, 290, 940, 960, 990].map((before) => `${'x '.repeat(before / 2)}${key}`);

    log.info({ notes }, 'Something happened.');

    expect(lines.join('')).not.toContain('abc');
  });

  it('writes of an error its type, code, details and cause, and nothing else that hangs on it', () => {
    const { lines, log } = collect();
    const cause = Object.assign(new RangeError('out of range'), {
      code: 'E1',
      request: { secretly: 'hidden' },
    });
    const error = new PermanentError('delivery/refused', 'Refused.', {
      details: { status: 403 },
      cause,
    });

    log.error({ err: error }, 'A send failed.');

    expect(only(lines)).toMatchObject({
      err: {
        type: 'PermanentError',
        code: 'delivery/refused',
        message: 'Refused.',
        details: { status: 403 },
        cause: { type: 'RangeError', code: 'E1', message: 'out of range' },
      },
    });
    expect(lines.join('')).not.toContain('hidden');
  });

  it('writes one short line for people when it is pretty', () => {
    const { lines, log } = collect({ level: 'info', pretty: true });

    log.info({ id: 'r-1', who: 'a\nb' }, 'Ready.');

    expect(lines).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d INFO {2}Ready\. id="r-1" who="a\\nb"\n$/),
    ]);
  });
});

describe('the redirected console', () => {
  it('becomes one line without the words, until it is given back', () => {
    const log = new FakeLog();
    const { error } = console;
    const giveBack = redirectConsole(log);

    const { error: redirected } = console;
    redirected('Available keys: abc', new TypeError('abc'));
    giveBack();

    expect(log.lines).toEqual([
      {
        level: 'warn',
        fields: { parts: 2, errors: ['TypeError'] },
        message: 'A library wrote to the console; its words are left out.',
      },
    ]);
    expect(Object.entries(console)).toContainEqual(['error', error]);
  });
});
