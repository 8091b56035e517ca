import { join } from 'node:path';
import { EXAMPLES, readPackageOptions } from '../../src/app-package/package-options';
import { PermanentError } from '../../src/errors';

const BOT = '9f0a1b2c-3d4e-4f50-8a6b-7c8d9e0f1a2b';
const APP = '0a1b2c3d-4e5f-4061-8b7c-8d9e0f1a2b3c';
const GIVEN = ['--bot-id', BOT, '--domain', 'desk.contoso.com'];

/** The lines about what is wrong, without how to do it. */
function problemsOf(args: readonly string[], env: Readonly<Record<string, string>> = {}): string[] {
  try {
    readPackageOptions(args, env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(PermanentError);
    expect((error as PermanentError).code).toBe('config/invalid');
    const lines = (error as Error).message.split('\n');
    expect(lines).toContain('Usage:');
    return lines.filter((line) => line.startsWith('  - ')).map((line) => line.slice(4));
  }
}

test('the id of the bot and a host are enough', () => {
  expect(readPackageOptions(GIVEN, {})).toEqual({
    botId: BOT,
    appId: BOT,
    domain: 'desk.contoso.com',
    nameSuffix: '',
    signIn: false,
    out: join('dist', 'sme-desk.zip'),
  });
});

test('everything can be said', () => {
  const args = ['--app-id', APP, '--name-suffix', 'dev', '--sign-in', '--out', 'here.zip'];

  expect(readPackageOptions([...GIVEN, ...args], {})).toEqual({
    botId: BOT,
    appId: APP,
    domain: 'desk.contoso.com',
    nameSuffix: 'dev',
    signIn: true,
    out: 'here.zip',
  });
});

test('each environment has a file of its own', () => {
  const { out } = readPackageOptions([...GIVEN, '--name-suffix', 'dev'], {});

  expect(out).toBe(join('dist', 'sme-desk-dev.zip'));
});

test('the setting of the bot is its id, unless another one is given', () => {
  const env = { MICROSOFT_APP_ID: APP };

  expect(readPackageOptions(['--domain', 'contoso.com'], env).botId).toBe(APP);
  expect(readPackageOptions(GIVEN, env).botId).toBe(BOT);
});

test('all that is missing or wrong is named at once', () => {
  const args = ['--app-id', 'b', '--domain', 'https://desk.contoso.com', '--out', 'here.tar'];

  const problems = problemsOf([...args, '--name-suffix', 'a b']);

  expect(problems.map((line) => line.split(':')[0])).toEqual([
    '--bot-id',
    '--app-id',
    '--domain',
    '--name-suffix',
    '--out',
  ]);
});

test.each(['', 'sme-desk', `{${BOT}}`, `${BOT}0`, BOT.replace('f', 'g'), BOT.replaceAll('-', '')])(
  'as an id "%s" is refused',
  (id) => {
    expect(problemsOf(['--bot-id', id, '--domain', 'contoso.com'])).toEqual([
      expect.stringContaining('--bot-id: is '),
    ]);
    expect(problemsOf([...GIVEN, '--app-id', id])).toEqual([
      expect.stringContaining('--app-id: is '),
    ]);
  },
);

test.each([EXAMPLES.botId, EXAMPLES.appId.toUpperCase(), '00000000-0000-0000-0000-000000000000'])(
  'the example %s is no id',
  (id) => {
    expect(problemsOf(['--bot-id', id, '--domain', 'contoso.com'])).toEqual([
      `--bot-id: is ${id}, which is an example; give your own.`,
    ]);
  },
);

test.each([
  ['', 'is missing'],
  ['https://contoso.com', 'leave out the scheme'],
  ['contoso.com/desk', 'give a host alone'],
  ['contoso.com:443', 'give a host alone'],
  ['*.contoso.com', 'give a host alone'],
  ['me@contoso.com', 'give a host alone'],
  ['localhost', 'give a host alone'],
  ['127.0.0.1', 'give a host alone'],
  ['contoso..com', 'give a host alone'],
  ['-desk.contoso.com', 'give a host alone'],
  [`${'a'.repeat(64)}.com`, 'give a host alone'],
  [' contoso.com', 'give a host alone'],
  ['Example.com', 'is an example'],
])('as a host "%s" is refused', (domain, reason) => {
  expect(problemsOf(['--bot-id', BOT, `--domain=${domain}`])).toEqual([
    expect.stringContaining(reason),
  ]);
});

test.each(['', 'my dev', 'größer', '-dev', '../dev', 'x'.repeat(17)])(
  'as a suffix "%s" is refused',
  (suffix) => {
    expect(problemsOf([...GIVEN, `--name-suffix=${suffix}`])).toEqual([
      expect.stringContaining('--name-suffix: is '),
    ]);
  },
);

test.each([[['--bot', BOT]], [['manifest.json']], [['--domain']]])(
  'what is not known is refused, with how to do it: %j',
  (args) => {
    expect(() => readPackageOptions(args, {})).toThrow(/Usage:\n {2}npm run manifest/);
  },
);
