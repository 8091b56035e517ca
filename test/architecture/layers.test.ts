import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { bans } from './bans.cjs';
import { layers, MAY_IMPORT } from './layers.cjs';

const ROOMS = Object.keys(MAY_IMPORT);
const typescript: Linter.Config = { files: ['**/*.ts'], languageOptions: { parser } };

function brokenRules(code: string, filename: string, configs: Linter.Config[]): (string | null)[] {
  return new Linter()
    .verify(code, [typescript, ...configs], { filename })
    .map(({ ruleId, message }) => ruleId ?? message);
}

function importProblems(imported: string, filename: string): number {
  const broken = brokenRules(`import '${imported}';`, filename, layers);

  expect(broken.filter((rule) => rule !== 'no-restricted-imports')).toEqual([]);
  return broken.length;
}

describe('walls between rooms', () => {
  const pairs = ROOMS.flatMap((room) =>
    ROOMS.filter((other) => other !== room).map((other) => ({
      room,
      other,
      verdict: MAY_IMPORT[room]?.includes(other) === true ? 'open' : 'closed',
    })),
  );

  test.each(pairs)('between $room and $other the way is $verdict', ({ room, other, verdict }) => {
    const fromRoom = importProblems(`../${other}/x`, `src/${room}/x.ts`);
    const fromDeeper = importProblems(`../../${other}/deep/x`, `src/${room}/deep/x.ts`);

    expect([fromRoom > 0, fromDeeper > 0]).toEqual([verdict === 'closed', verdict === 'closed']);
  });

  test.each(ROOMS)('%s may import its own files', (room) => {
    const problems = [
      importProblems('./y', `src/${room}/x.ts`),
      importProblems('../y', `src/${room}/deep/x.ts`),
      importProblems('../other/y', `src/${room}/deep/x.ts`),
    ];

    expect(problems).toEqual([0, 0, 0]);
  });

  test.each([
    ['the store implements a port', 'src/store/x.ts', '../workflow/store-port', false],
    ['ports in one file are ports', 'src/graph/x.ts', '../workflow/ports', false],
    ['the store gives no command', 'src/store/x.ts', '../workflow/handle-command', true],
    ['the calendar gives no command', 'src/calendar/x.ts', '../workflow/portside', true],
    ['the words know no ports', 'src/text/x.ts', '../workflow/ports', true],
    ['the words know no root file', 'src/text/x.ts', '../errors', true],
    ['the domain knows no root file', 'src/domain/x.ts', '../errors', true],
    ['nor from deeper within', 'src/domain/request/x.ts', '../../errors', true],
    ['the workflow knows the root files', 'src/workflow/x.ts', '../errors', false],
    ['a room does not compose the app', 'src/bot/x.ts', '../app', true],
    ['the demo composes the app', 'src/demo/x.ts', '../app', false],
    ['nothing imports the process', 'src/demo/x.ts', '../index', true],
    ['not even the composition root', 'src/app.ts', './index', true],
    ['the composition root imports adapters', 'src/app.ts', './store/sqlite-store', false],
    ['the process imports the composition root', 'src/index.ts', './app', false],
    ['the composition root knows no demo', 'src/app.ts', './demo/personas', true],
    ['the process knows no demo', 'src/index.ts', './demo/personas', true],
    ['the tools of the store open it', 'src/store-tools.ts', './open-records', false],
    ['and know no demo', 'src/store-tools.ts', './demo/personas', true],
    ['the process packs no app', 'src/index.ts', './app-package/zip-files', true],
    ['nor does a room', 'src/bot/x.ts', '../app-package/zip-files', true],
    ['the process examines nothing', 'src/index.ts', './doctor/finding', true],
    ['the doctor does', 'src/doctor.ts', './doctor/finding', false],
    ['what it looks at is given to it', 'src/doctor/x.ts', '../store/open-store', true],
    ['settings import no adapter', 'src/config.ts', './store/open-store', true],
    ['settings may use words of the domain', 'src/config.ts', './domain/kernel', false],
    ['errors compose nothing', 'src/errors.ts', './app', true],
  ])('%s', (_wall, filename, imported, forbidden) => {
    const problems = importProblems(imported, filename);

    expect(problems > 0).toBe(forbidden);
  });
});

describe('fences around packages', () => {
  test.each([
    ['the domain imports no package', 'src/domain/x.ts', 'date-fns', true],
    ['not even what Node brings', 'src/domain/request/x.ts', 'node:fs', true],
    ['the scheduler imports no package', 'src/scheduler/x.ts', 'p-limit', true],
    ['but what Node brings', 'src/scheduler/x.ts', 'node:timers', false],
    ['the bot speaks Bot Framework', 'src/bot/x.ts', 'botbuilder', false],
    ['dialogs speak Bot Framework', 'src/dialogs/x.ts', 'botbuilder-dialogs', false],
    ['cards do not', 'src/cards/x.ts', 'botbuilder', true],
    ['nor by a back door', 'src/workflow/x.ts', 'botframework-schema', true],
    ['nor by a path inside', 'src/workflow/x.ts', 'botbuilder/lib/activityHandler', true],
    ['a name that only begins alike is another', 'src/text/x.ts', 'luxonium', false],
    ['dialogs have no connector', 'src/dialogs/x.ts', 'botframework-connector', true],
    ['the composition root builds the adapter', 'src/app.ts', 'botbuilder', false],
    ['the process does not', 'src/index.ts', 'botbuilder', true],
    ['only the bot listens', 'src/app.ts', 'restify', true],
    ['only the bot reads tokens', 'src/app.ts', 'jsonwebtoken', true],
    ['the bot does', 'src/bot/x.ts', 'jsonwebtoken', false],
    ['only cards draw', 'src/bot/x.ts', 'adaptivecards-templating', true],
    ['only cards evaluate', 'src/dialogs/x.ts', 'adaptive-expressions', true],
    ['only text looks up words', 'src/cards/x.ts', 'i18next', true],
    ['only the calendar counts days', 'src/text/x.ts', 'luxon', true],
    ['only the calendar knows holidays', 'src/workflow/x.ts', 'date-holidays', true],
    ['the calendar does', 'src/calendar/x.ts', 'date-holidays', false],
    ['only the store opens SQLite', 'src/demo/x.ts', 'node:sqlite', true],
    ['nor its twin elsewhere', 'src/graph/x.ts', '@photostructure/sqlite', true],
    ['the store does', 'src/store/x.ts', '@photostructure/sqlite', false],
    ['only the store talks to Cosmos', 'src/bot/x.ts', '@azure/cosmos', true],
    ['only graph talks to Graph', 'src/bot/x.ts', '@microsoft/microsoft-graph-client', true],
    ['no room holds identities', 'src/graph/x.ts', '@azure/identity', true],
    ['nor does the composition root', 'src/app.ts', '@azure/identity', true],
    ['one file does', 'src/azure-credential.ts', '@azure/identity', false],
    ['the store is handed one', 'src/store/x.ts', '@azure/identity', true],
    ['the tools of the store are handed one', 'src/store-tools.ts', '@azure/identity', true],
    [
      'only the demo starts the Playground',
      'src/bot/x.ts',
      '@microsoft/m365agentsplayground',
      true,
    ],
    ['only the app package is zipped', 'src/store/x.ts', 'fflate', true],
    ['and has pictures', 'src/cards/x.ts', 'pngjs', true],
    ['and is checked', 'src/config.ts', 'ajv-draft-04', true],
    ['by the schemas of its kind', 'src/demo/x.ts', '@microsoft/app-manifest', true],
    ['the package of the app may', 'src/app-package/x.ts', 'fflate', false],
    ['cards check what comes in', 'src/cards/x.ts', 'zod', false],
    ['settings check what comes in', 'src/config.ts', 'zod', false],
    ['dialogs leave that to cards', 'src/dialogs/x.ts', 'zod', true],
    ['the log writes lines', 'src/log.ts', 'pino', false],
    ['nobody else does', 'src/app.ts', 'pino', true],
  ])('%s', (_fence, filename, imported, forbidden) => {
    const problems = importProblems(imported, filename);

    expect(problems > 0).toBe(forbidden);
  });
});

describe('bans', () => {
  const syntax = 'no-restricted-syntax';

  test.each([
    ['a bare error', "throw new Error('x');", 'src/bot/x.ts', [syntax]],
    ['a bare error without new', "throw TypeError('x');", 'src/bot/x.ts', [syntax]],
    ['an error of ours', "throw new BugError('bug/unreachable', 'x');", 'src/bot/x.ts', []],
    ['a barrel', "export * from './x';", 'src/bot/x.ts', [syntax]],
    ['a cast through unknown', 'const a = b as unknown as C;', 'src/bot/x.ts', [syntax]],
    ['the environment', 'const a = process.env;', 'src/bot/x.ts', [syntax]],
    ['the environment, taken apart', 'const { env } = process;', 'src/app.ts', [syntax]],
    ['the environment of the process', 'const a = process.env;', 'src/index.ts', []],
    ['the environment of the demo', 'const a = process.env;', 'src/demo/start.ts', []],
    ['the environment of the tools', 'const a = process.env;', 'src/store-tools.ts', []],
    ['the environment elsewhere in it', 'const a = process.env;', 'src/demo/x.ts', [syntax]],
    ['a bare error in the process', "throw new Error('x');", 'src/index.ts', [syntax]],
    ['a throw in the domain', 'throw x;', 'src/domain/x.ts', [syntax]],
    ['a wait in the domain', 'await x;', 'src/domain/x.ts', [syntax]],
    ['a waiting loop in the domain', 'for await (const a of b) c(a);', 'src/domain/x.ts', [syntax]],
    ['a late import in the domain', "void import('./x');", 'src/domain/x.ts', [syntax]],
    ['the clock in the domain', 'const a = Date.now();', 'src/domain/x.ts', [syntax]],
    ['a date of now in the domain', 'const a = new Date();', 'src/domain/x.ts', [syntax]],
    ['a date as text in the domain', 'const a = Date();', 'src/domain/x.ts', [syntax]],
    ['a date of a moment in the domain', 'const a = new Date(at);', 'src/domain/x.ts', []],
    ['chance in the domain', 'const a = Math.random();', 'src/domain/x.ts', [syntax]],
    ['the clock elsewhere', 'const a = Date.now();', 'src/scheduler/x.ts', []],
    ['a timer in the domain', 'setTimeout(x);', 'src/domain/x.ts', ['no-restricted-globals']],
    ['the console in the domain', 'console.log(x);', 'src/domain/x.ts', ['no-restricted-globals']],
    ['a sentence on a card', "const a = 'Who approves this?';", 'src/cards/x.ts', [syntax]],
    ['a sentence in a dialog', "ask('¿Quién lo aprueba?');", 'src/dialogs/x.ts', [syntax]],
    ['a sentence with a gap', 'say(`${n} is waiting for you`);', 'src/bot/x.ts', [syntax]],
    ['two words', "const a = 'request approve';", 'src/cards/x.ts', []],
    ['a pattern', 'const a = /one two three/;', 'src/cards/x.ts', []],
    ['an expression of a template', "const a = '${a == b}';", 'src/cards/x.ts', []],
    ['a sentence elsewhere', "const a = 'Three plain words';", 'src/store/x.ts', []],
    ['a sentence in an error', "f(new PermanentError('x', 'No such chat.'));", 'src/bot/x.ts', []],
    ['a sentence in a log line', "log.warn('The chat is gone');", 'src/bot/x.ts', []],
    ['and in one through ports', "ports.log.warn({}, 'The chat is gone');", 'src/bot/x.ts', []],
    ['an import with blanks', "import a from './one two three.json';", 'src/cards/x.ts', []],
  ])('%s', (_ban, code, filename, expected) => {
    const broken = brokenRules(code, filename, bans);

    expect(broken).toEqual(expected);
  });
});
