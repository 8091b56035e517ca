import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { SETTINGS } from '../../src/config';
import { observeHealth } from '../../src/watch/measured-watch';
import { bicepProblems, openBicep, type ReadBicep } from '../support/bicep';

const ROOT = join(__dirname, '../../deploy');
const PATHS = (readdirSync(ROOT, { recursive: true }) as string[])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.bicep'));
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

  expect(loaded).toEqual(['cosmos-container.json']);
  expect(loaded.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('every setting that the container is given is one that the process reads', () => {
  const given = read('modules/app.bicep', sources['modules/app.bicep'] ?? '').environment;
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

test('the parameters that azd fills in are those of main.bicep, and each that has no default', () => {
  const { params } = read('main.bicep', sources['main.bicep'] ?? '');
  const file = JSON.parse(readFileSync(join(ROOT, 'main.parameters.json'), 'utf8')) as {
    readonly parameters: object;
  };
  const given = Object.keys(file.parameters);

  expect(given.filter((name) => !params.has(name))).toEqual([]);
  expect([...params].filter(([name, isRequired]) => isRequired && !given.includes(name))).toEqual(
    [],
  );
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
      ['    maxReplicas: maxReplicas\n', ''],
      /^main\.bicep: module app is not given maxReplicas$/,
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
      'modules/app.bicep',
      ['output registry string', 'output images string'],
      /^main\.bicep: module app has no output registry$/,
    ],
    [
      'a name that nothing has',
      'modules/app.bicep',
      ['value: clientId', 'value: clientld'],
      /^modules\/app\.bicep: clientld is not declared$/,
    ],
  ] as const)('%s', (_what, path, [from, to], expected) => {
    const problems = problemsAfter(path, (text) => text.replace(from, to));

    expect(problems).toContainEqual(expect.stringMatching(expected));
  });
});
