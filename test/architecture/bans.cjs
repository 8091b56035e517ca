'use strict';

const OUR_ERRORS = '/^(Transient|Permanent|Bug)Error$/';

/** Everywhere in src/. */
const EVERYWHERE = [
  {
    selector: `ThrowStatement > NewExpression[callee.name!=${OUR_ERRORS}]`,
    message: 'Throw a TransientError, PermanentError or BugError with a code.',
  },
  {
    selector: 'ThrowStatement > CallExpression[callee.name=/Error$/]',
    message: 'Throw a TransientError, PermanentError or BugError with a code.',
  },
  {
    selector: 'ExportAllDeclaration',
    message: 'No barrels: import from the file that defines it.',
  },
  {
    selector: "TSAsExpression > TSAsExpression[typeAnnotation.type='TSUnknownKeyword']",
    message: 'A cast through unknown hides a bug; parse or narrow.',
  },
];

/** Where a process begins. */
const PROGRAMS = [
  'src/index.ts',
  'src/store-tools.ts',
  'src/directory-tools.ts',
  'src/directory-search.ts',
  'src/doctor.ts',
  'src/demo/start.ts',
  'src/app-package/make-package.ts',
];
const ONLY_PROGRAMS = `Only ${PROGRAMS.join(', ')} read the environment; take a Config.`;

/** Everywhere in src/ but where a process begins. */
const ENVIRONMENT = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: ONLY_PROGRAMS,
  },
  {
    selector: "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
    message: ONLY_PROGRAMS,
  },
];

/** In src/domain: nothing that waits, fails, or differs from run to run. */
const PURE = [
  { selector: 'ThrowStatement', message: 'The domain returns refusals, it never throws.' },
  { selector: 'AwaitExpression', message: 'The domain waits for nothing.' },
  { selector: 'ForOfStatement[await=true]', message: 'The domain waits for nothing.' },
  { selector: 'ImportExpression', message: 'The domain imports nothing at run time.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time comes in with the command.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time comes in with the command.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Time comes in with the command.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance comes in with the command.',
  },
];

const THREE_WORDS = '/(\\S*\\p{L}\\S*\\s+){2}\\S*\\p{L}/u';
const FOR_OPERATORS = [
  `NewExpression[callee.name=${OUR_ERRORS}] *`,
  'CallExpression[callee.object.name=/^log(ger)?$/] *',
  'CallExpression[callee.object.property.name=/^log(ger)?$/] *',
  'ImportDeclaration *',
].join(', ');

/** In the rooms that speak with people: sentences come from src/text. Errors and log lines are for operators. */
const SENTENCES = [
  {
    selector: `Literal[value=${THREE_WORDS}]:not(${FOR_OPERATORS})`,
    message: 'A sentence belongs into src/text, in every language.',
  },
  {
    selector: `TemplateElement[value.raw=${THREE_WORDS}]:not(${FOR_OPERATORS})`,
    message: 'A sentence belongs into src/text, in every language.',
  },
];

const PURE_GLOBALS = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'crypto'],
  ...['console', 'process', 'performance', 'require', 'globalThis'],
].map((name) => ({ name, message: 'The domain knows nothing of the machine.' }));

function ban(files, selectors) {
  return { files, rules: { 'no-restricted-syntax': ['error', ...selectors] } };
}

/** ESLint configurations; a later one replaces an earlier one for the files it names. */
const bans = [
  ban(['src/**/*.ts'], [...EVERYWHERE, ...ENVIRONMENT]),
  ban(PROGRAMS, EVERYWHERE),
  ban(['src/domain/**/*.ts'], [...EVERYWHERE, ...ENVIRONMENT, ...PURE]),
  ban(
    ['src/cards/**/*.ts', 'src/dialogs/**/*.ts', 'src/bot/**/*.ts'],
    [...EVERYWHERE, ...ENVIRONMENT, ...SENTENCES],
  ),
  {
    files: ['src/domain/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...PURE_GLOBALS] },
  },
];

module.exports = { bans };
