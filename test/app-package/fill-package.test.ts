import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import german from '../../manifest/de.json';
import manifest from '../../manifest/manifest.json';
import { fillPackage } from '../../src/app-package/fill-package';
import { EXAMPLES, type PackageOptions } from '../../src/app-package/package-options';
import { schemaProblems } from '../../src/app-package/schema-problems';
import { PermanentError } from '../../src/errors';

const OPTIONS: PackageOptions = {
  botId: '9f0a1b2c-3d4e-4f50-8a6b-7c8d9e0f1a2b',
  appId: '0a1b2c3d-4e5f-4061-8b7c-8d9e0f1a2b3c',
  domain: 'desk.contoso.com',
  nameSuffix: '',
  signIn: false,
  out: 'unused.zip',
};

type Source = (name: string) => Buffer;

const source: Source = (name) => readFileSync(join(__dirname, '../../manifest', name));

/** The texts of the package by file name; pictures as their size in bytes. */
function packed(options: Partial<PackageOptions> = {}, read = source): Record<string, unknown> {
  const files = fillPackage(read, { ...OPTIONS, ...options });
  return Object.fromEntries(
    files.map(({ name, content }) => [
      name,
      name.endsWith('.json') ? JSON.parse(Buffer.from(content).toString('utf8')) : content.length,
    ]),
  );
}

/** `manifest/` with another manifest. */
function withManifest(change: Readonly<Record<string, unknown>>): Source {
  return (name) =>
    name === 'manifest.json'
      ? Buffer.from(JSON.stringify({ ...manifest, ...change }))
      : source(name);
}

test('the package holds the manifest, both icons and the two translations, nothing else', () => {
  const files = fillPackage(source, OPTIONS);

  expect(files.map(({ name }) => name)).toEqual([
    'manifest.json',
    'color.png',
    'outline.png',
    'es.json',
    'de.json',
  ]);
});

test('each id and address is filled in where it belongs', () => {
  expect(packed()['manifest.json']).toEqual({
    ...manifest,
    id: OPTIONS.appId,
    bots: manifest.bots.map((bot) => ({ ...bot, botId: OPTIONS.botId })),
    webApplicationInfo: { id: OPTIONS.botId, resource: `api://botid-${OPTIONS.botId}` },
    developer: {
      ...manifest.developer,
      websiteUrl: 'https://desk.contoso.com/sme-desk',
      privacyUrl: 'https://desk.contoso.com/sme-desk/privacy',
      termsOfUseUrl: 'https://desk.contoso.com/sme-desk/terms',
    },
  });
});

test('no example, no placeholder and no gap is left', () => {
  const texts = fillPackage(source, OPTIONS)
    .filter(({ name }) => name.endsWith('.json'))
    .map(({ content }) => Buffer.from(content).toString('utf8'));

  const left = [...Object.values(EXAMPLES), '{{', '${', '""', '.example', 'TODO'];
  expect(left.filter((trace) => texts.some((text) => text.includes(trace)))).toEqual([]);
});

test('what is packed is what Teams accepts', () => {
  const files = packed();

  expect(schemaProblems('manifest', manifest.manifestVersion, files['manifest.json'])).toEqual([]);
  expect(schemaProblems('translation', manifest.manifestVersion, files['es.json'])).toEqual([]);
  expect(schemaProblems('translation', manifest.manifestVersion, files['de.json'])).toEqual([]);
});

test('a second environment has another name in every language', () => {
  const files = packed({ nameSuffix: 'staging-2026-eu' });

  expect(files['manifest.json']).toMatchObject({
    name: {
      short: 'SME Desk staging-2026-eu',
      full: 'SME Desk for FastTrack partners staging-2026-eu',
    },
  });
  expect(files['de.json']).toEqual({
    ...german,
    'name.short': 'SME Desk staging-2026-eu',
    'name.full': `${german['name.full']} staging-2026-eu`,
  });
});

test('only where FPMs sign in does Teams open a page for it', () => {
  expect(packed()['manifest.json']).toMatchObject({ validDomains: [] });
  expect(packed({ signIn: true })['manifest.json']).toEqual({
    ...(packed()['manifest.json'] as object),
    validDomains: ['token.botframework.com'],
  });
});

test('a tenant that lags behind gets an older version, of which nothing is lost', () => {
  const older: Source = (name) =>
    name.endsWith('.json')
      ? Buffer.from(source(name).toString('utf8').replaceAll('1.30', '1.24'))
      : source(name);

  expect(packed({}, older)['manifest.json']).toEqual({
    ...(packed()['manifest.json'] as object),
    $schema: manifest.$schema.replace('1.30', '1.24'),
    manifestVersion: '1.24',
  });
});

test.each([
  ['a manifest that Teams refuses', { accentColor: 'blue' }, /manifest\.json: \/accentColor must/],
  ['a name that is too long', { name: { short: 'x'.repeat(31), full: 'x' } }, /\/name\/short must/],
])('%s is not packed', (_what, change, reason) => {
  expect(() => packed({}, withManifest(change))).toThrow(PermanentError);
  expect(() => packed({}, withManifest(change))).toThrow(reason);
});

test('a translation that Teams refuses is not packed', () => {
  const read: Source = (name) =>
    name === 'de.json'
      ? Buffer.from(JSON.stringify({ ...german, 'description.brief': 'kurz' }))
      : source(name);

  expect(() => packed({}, read)).toThrow(/de\.json: root must NOT have additional properties/);
});
