'use strict';

/**
 * The import table of ARCHITECTURE.md, executable. `root` stands for config, errors and log,
 * `ports` for the files of src/workflow that only describe what an adapter must offer, `app` for src/app.ts.
 */
const MAY_IMPORT = {
  domain: [],
  workflow: ['domain', 'root'],
  calendar: ['domain', 'ports', 'root'],
  text: ['domain'],
  cards: ['domain', 'text', 'root'],
  dialogs: ['domain', 'text', 'cards', 'root'],
  bot: ['domain', 'workflow', 'text', 'cards', 'dialogs', 'root'],
  store: ['domain', 'ports', 'root'],
  graph: ['domain', 'ports', 'text', 'root'],
  scheduler: ['domain', 'workflow', 'root'],
  watch: ['domain', 'ports', 'root'],
  demo: ['domain', 'workflow', 'text', 'root', 'app'],
  'app-package': ['root'],
  doctor: ['root'],
};

/** Root files that rooms may import, where their row of the table says so. */
const ROOT_FILES = [
  ...[
    'config',
    'graph-config',
    'identity-config',
    'people-config',
    'sign-in-config',
    'store-config',
  ],
  ...['cloud', 'errors', 'last-used', 'log', 'retry-after', 'trace'],
];

/** Fenced packages and who may use them: a room, one file of the root, or `root` for every file there. */
const ONLY_IN = {
  botbuilder: ['bot', 'dialogs', 'app.ts'],
  'botbuilder-core': ['bot', 'dialogs', 'app.ts'],
  'botbuilder-dialogs': ['bot', 'dialogs', 'app.ts'],
  'botframework-connector': ['bot', 'app.ts'],
  'botframework-schema': ['bot', 'dialogs', 'app.ts'],
  restify: ['bot'],
  jsonwebtoken: ['bot'],
  'adaptivecards-templating': ['cards'],
  'adaptive-expressions': ['cards'],
  i18next: ['text'],
  luxon: ['calendar'],
  'date-holidays': ['calendar'],
  'node:sqlite': ['store'],
  '@photostructure/sqlite': ['store'],
  '@azure/cosmos': ['store'],
  '@azure/identity': ['azure-credential.ts'],
  '@microsoft/microsoft-graph-client': ['graph'],
  '@microsoft/microsoft-graph-types': ['graph'],
  '@microsoft/m365agentsplayground': ['demo'],
  '@microsoft/app-manifest': ['app-package'],
  'ajv-draft-04': ['app-package'],
  'ajv-formats': ['app-package'],
  fflate: ['app-package'],
  pngjs: ['app-package'],
  zod: ['cards', 'bot', 'store', 'graph', 'app-package', 'doctor', 'root'],
  pino: ['log.ts'],
  '@opentelemetry/api': ['watch'],
  '@opentelemetry/resources': ['watch'],
  '@opentelemetry/sdk-metrics': ['watch'],
  '@opentelemetry/sdk-trace-base': ['watch'],
  '@azure/monitor-opentelemetry-exporter': ['watch'],
};

/** Rooms that use no package at all. The scheduler may still use what Node brings along. */
const NO_PACKAGES = { domain: '^[^.]', scheduler: '^(?!node:)[^.]' };

const ROOMS = Object.keys(MAY_IMPORT);
const UP = '^(\\.\\./)+(src/)?';

function fences(owner) {
  const names = owner.endsWith('.ts') ? [owner, 'root'] : [owner];
  return Object.entries(ONLY_IN)
    .filter(([, where]) => !where.some((place) => names.includes(place)))
    .map(([name, where]) => ({
      regex: `^${name.replace(/[/.]/g, '\\$&')}(/|$)`,
      message: `Only ${where.map((place) => `src/${place}`).join(', ')} may use ${name}.`,
    }));
}

function wallsOf(room, allowed) {
  const others = ROOMS.filter((other) => other !== room && !allowed.includes(other));
  const walls = others.map((other) => ({
    regex:
      other === 'workflow' && allowed.includes('ports')
        ? `${UP}workflow/(?!(ports|[a-z-]+-port)$)`
        : `${UP}${other}(/|$)`,
    message: `src/${room} must not import src/${other} (ARCHITECTURE.md).`,
  }));
  const closed = [
    ...(allowed.includes('root') ? [] : ROOT_FILES),
    ...(allowed.includes('app') ? [] : ['app']),
    'index',
  ];
  return [
    ...walls,
    {
      regex: `${UP}(${closed.join('|')})$`,
      message: `src/${room} must not import ${closed.join(', ')} (ARCHITECTURE.md).`,
    },
    ...(room in NO_PACKAGES
      ? [{ regex: NO_PACKAGES[room], message: `src/${room} must not import packages.` }]
      : []),
  ];
}

function restrict(files, patterns) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const NOBODY_IMPORTS_INDEX = { regex: '^\\./index$', message: 'Nothing imports the process.' };
const NO_TOOLS = {
  regex: '^\\./(demo|app-package|doctor)(/|$)',
  message: 'Neither the demo nor a tool for operators is part of production.',
};

/** ESLint configurations, one per room and per file of the root. */
const layers = [
  ...Object.entries(MAY_IMPORT).map(([room, allowed]) =>
    restrict([`src/${room}/**/*.ts`], [...wallsOf(room, allowed), ...fences(room)]),
  ),
  ...ROOT_FILES.map((name) =>
    restrict(
      [`src/${name}.ts`],
      [
        {
          regex: `^\\./(?!domain/|workflow/(ports|[a-z-]+-port)$|(${ROOT_FILES.join('|')})$)`,
          message: `src/${name}.ts may import domain, ports and other root files only.`,
        },
        ...fences(`${name}.ts`),
      ],
    ),
  ),
  ...[
    'app.ts',
    'azure-credential.ts',
    'open-edges.ts',
    'open-records.ts',
    'open-bot-parts.ts',
    'store-tools.ts',
    'directory-tools.ts',
    'directory-search.ts',
  ].map((name) => restrict([`src/${name}`], [NOBODY_IMPORTS_INDEX, NO_TOOLS, ...fences(name)])),
  restrict(['src/doctor.ts'], [NOBODY_IMPORTS_INDEX, ...fences('doctor.ts')]),
  restrict(['src/index.ts'], [NO_TOOLS, ...fences('index.ts')]),
];

module.exports = { MAY_IMPORT, layers };
