import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { CLOUDS } from '../../src/cloud';
import { SETTINGS } from '../../src/config';
import { observeHealth } from '../../src/watch/measured-watch';
import { bicepProblems, openBicep, type ReadBicep } from '../support/bicep';

const ROOT = join(__dirname, '../../deploy');
const PATHS = (readdirSync(ROOT, { recursive: true }) as string[])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.bicep(param)?$/.test(path));
const sources = Object.fromEntries(
  PATHS.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
);

let read: ReadBicep;
beforeAll(async () => {
  read = await openBicep();
});

/** The unit of everything that the process measures, by name. */
async function unitsMeasured(): Promise<Readonly<Record<string, string>>> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meters = new MeterProvider({ readers: [reader] });
  const some = { count: 1, oldest: 0 };
  observeHealth(
    meters.getMeter('test'),
    () => Promise.resolve({ stuck: some, waiting: some, late: some, hasMore: false }),
    () => 0,
  );
  await reader.forceFlush();
  const [collected] = exporter.getMetrics();
  await meters.shutdown();
  const metrics = collected?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
  return Object.fromEntries(metrics.map(({ descriptor }) => [descriptor.name, descriptor.unit]));
}

/** What is wrong with the files once `edit` has changed one of them. */
function problemsAfter(path: string, edit: (text: string) => string): readonly string[] {
  const text = sources[path] ?? '';
  const edited = edit(text);
  expect(edited).not.toBe(text);
  return bicepProblems(PATHS.map((one) => read(one, one === path ? edited : (sources[one] ?? ''))));
}

test('every Bicep file follows the grammar, and what they say of each other is so', () => {
  expect(PATHS.length).toBeGreaterThan(5);
  expect(bicepProblems(PATHS.map((path) => read(path, sources[path] ?? '')))).toEqual([]);
});

test('a file that the Bicep loads is there', () => {
  const loaded = PATHS.flatMap((path) => read(path, sources[path] ?? '').loaded);

  expect(loaded.toSorted()).toEqual(['cosmos-container.json', 'directory.json']);
  // Written by whoever deploys, and never committed.
  expect(readFileSync(join(ROOT, '../.gitignore'), 'utf8')).toContain('deploy/directory.json\n');
  expect(existsSync(join(ROOT, 'cosmos-container.json'))).toBe(true);
});

test('every setting that the container is given is one that the process reads', () => {
  const given = read('app.bicep', sources['app.bicep'] ?? '').environment;
  // Read by the telemetry, which is not a setting of the process itself.
  const known = SETTINGS.map(({ name }) => name);

  expect(given).toContain('MICROSOFT_APP_ID');
  expect(given.filter((name) => !known.includes(name))).toEqual([]);
});

test('every metric that an alert asks for is one that is measured, in its unit', async () => {
  const measured = await unitsMeasured();
  const text = sources['modules/watch.bicep'] ?? '';
  const asked = [...text.matchAll(/Name == "([^"]+)" and Sum > (\d+)/g)];

  expect(asked.length).toBe(text.match(/AppMetrics/g)?.length);
  expect(asked.map(([, name]) => measured[name ?? ''])).toEqual(['{effect}', 's']);
});

/** What `azd` knows by itself before the bot is deployed. */
const OF_AZD = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'SERVICE_BOT_IMAGE_NAME'];

test('every value that must be set is one of azd, an output of the step before, or told in the README', () => {
  const guide = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const told = [...guide.matchAll(/azd env set (\w+) /g)].map(([, name]) => name ?? '');
  const { outputs } = read('main.bicep', sources['main.bicep'] ?? '');
  const mustBeSet = (path: string): readonly string[] =>
    [...read(path, sources[path] ?? '').variables].flatMap(([name, isSet]) => (isSet ? name : []));
  const known = [...OF_AZD, ...told];

  expect(mustBeSet('main.bicepparam')).toContain('ALERT_MAIL');
  expect(mustBeSet('main.bicepparam').filter((name) => !known.includes(name))).toEqual([]);
  expect(mustBeSet('app.bicepparam')).toContain('MAIL_SENDER');
  expect(
    mustBeSet('app.bicepparam').filter((name) => !known.includes(name) && !outputs.has(name)),
  ).toEqual([]);
});

test('what azd deploys as the bot is the file with its container', () => {
  const project = readFileSync(join(ROOT, '../azure.yaml'), 'utf8');

  expect(project).toMatch(/^ {4}module: app$/m);
  expect(PATHS).toContain('app.bicepparam');
});

test('the bot listens where it is asked, on a port that needs no root', () => {
  const text = sources['app.bicep'] ?? '';
  const [, port] = /^var port = (\d+)$/m.exec(text) ?? [];
  const probes = text.match(/httpGet: \{ path: '\/(?:healthz|readyz)', port: port \}/g) ?? [];

  expect(Number(port)).toBeGreaterThan(1_023);
  expect(text).toContain('targetPort: port');
  expect(text).toContain("{ name: 'PORT', value: string(port) }");
  expect(probes).toHaveLength(3);
  expect(text.match(/timeoutSeconds: 5\n/g)).toHaveLength(probes.length);
});

test('a secret that stands in the template is found', () => {
  const problems = problemsAfter('app.bicep', (text) =>
    text.replace(
      'param directory string',
      "param directory string = loadTextContent('directory.json')",
    ),
  );

  expect(problems).toEqual(['app.bicep: directory is a secret and has a default']);
});

describe('what the compiler would refuse is found:', () => {
  test.each([
    [
      'a brace that is missing',
      'modules/bot.bicep',
      ["sku: { name: 'F0' }", "sku: { name: 'F0'"],
      /^modules\/bot\.bicep:\d+: /,
    ],
    [
      'a declaration without a name',
      'main.bicep',
      ['param signIn bool', 'param bool'],
      /^main\.bicep:\d+: /,
    ],
    [
      'a module whose file is not there',
      'main.bicep',
      ['modules/vault.bicep', 'modules/safe.bicep'],
      /^main\.bicep: module vault is modules\/safe\.bicep, which does not exist$/,
    ],
    [
      'a parameter that is not given',
      'main.bicep',
      ['    maxThroughput: maxThroughput\n', ''],
      /^main\.bicep: module store is not given maxThroughput$/,
    ],
    [
      'a parameter that is not taken',
      'main.bicep',
      ['alertMail: alertMail', 'alertMail: alertMail\n    colour: token'],
      /^main\.bicep: module watch does not take colour$/,
    ],
    [
      'a parameter that a module gives up',
      'modules/watch.bicep',
      ['param alertMail string\n', "var alertMail = ''\n"],
      /^main\.bicep: module watch does not take alertMail$/,
    ],
    [
      'an output that does not exist',
      'main.bicep',
      ['store.outputs.endpoint', 'store.outputs.address'],
      /^main\.bicep: module store has no output address$/,
    ],
    [
      'an output that a module no longer has',
      'modules/host.bicep',
      ['output registry string', 'output images string'],
      /^main\.bicep: module host has no output registry$/,
    ],
    [
      'a name that nothing has',
      'app.bicep',
      ['value: clientId', 'value: clientld'],
      /^app\.bicep: clientld is not declared$/,
    ],
    [
      'a parameter that must have a value and gets none from azd',
      'app.bicepparam',
      [/^param mailSender.*$/m, ''],
      /^app\.bicepparam: module app\.bicep is not given mailSender$/,
    ],
    [
      'a value for a parameter that is gone',
      'main.bicepparam',
      ['param signIn =', 'param signOn ='],
      /^main\.bicepparam: module main\.bicep does not take signOn$/,
    ],
    [
      'a bracket that is missing in a file of parameters',
      'app.bicepparam',
      ["loadTextContent('directory.json')", "loadTextContent('directory.json'"],
      /^app\.bicepparam:\d+: /,
    ],
  ] as const)('%s', (_what, path, [from, to], expected) => {
    const problems = problemsAfter(path, (text) => text.replace(from, to));

    expect(problems).toContainEqual(expect.stringMatching(expected));
  });
});

test('the clouds that can be deployed for are those that the process knows', () => {
  const allowed = /@allowed\(\[([^\]]*)\]\)(?:\s*@description[^\n]*)?\s*param cloud /.exec(
    sources['app.bicep'] ?? '',
  );
  const names = [...(allowed?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => name);

  expect(names).toEqual(Object.keys(CLOUDS));
});
