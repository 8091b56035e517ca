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
