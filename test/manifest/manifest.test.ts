import { spawnSync } from 'node:child_process';
import project from '../../package.json';
import { EXAMPLES } from '../../src/app-package/package-options';
import { schemaProblems } from '../../src/app-package/schema-problems';
import german from '../../manifest/de.json';
import spanish from '../../manifest/es.json';
import manifest from '../../manifest/manifest.json';

const TRANSLATIONS: Record<string, Readonly<Record<string, string>>> = { es: spanish, de: german };
const LANGUAGES = Object.keys(TRANSLATIONS);

const [bot] = manifest.bots;
const lists = bot?.commandLists ?? [];

/** Every text of the manifest that people read, under the key that a translation uses for it. */
function readableTexts(): Record<string, string> {
  const texts = lists.flatMap(({ commands }, list) =>
    commands.flatMap(({ title, description }, command) => {
      const key = `bots[0].commandLists[${list}].commands[${command}]`;
      return [
        [`${key}.title`, title],
        [`${key}.description`, description],
      ];
    }),
  );
  const notices = manifest.activities.activityTypes.flatMap(
    ({ description, templateText }, index) => {
      const key = `activities.activityTypes[${index}]`;
      return [
        [`${key}.description`, description],
        [`${key}.templateText`, templateText],
      ];
    },
  );
  return {
    ...(Object.fromEntries(notices) as Record<string, string>),
    'name.short': manifest.name.short,
    'name.full': manifest.name.full,
    'description.short': manifest.description.short,
    'description.full': manifest.description.full,
    ...(Object.fromEntries(texts) as Record<string, string>),
  };
}

/** Translations under their keys, without the address of the schema. */
function translated(language: string): Record<string, string> {
  const entries = Object.entries(TRANSLATIONS[language] ?? {});
  return Object.fromEntries(entries.filter(([key]) => key !== '$schema'));
}

test('the manifest has the shape that Teams accepts', () => {
  expect(schemaProblems('manifest', manifest.manifestVersion, manifest)).toEqual([]);
});

test("Microsoft's validator accepts it offline, for a tenant that lags behind as well", () => {
  const program = require.resolve('./validate.cjs');

  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', program, '1.24', '1.27', manifest.manifestVersion],
    { encoding: 'utf8' },
  );

  expect({ stdout, stderr }).toEqual({
    stdout: JSON.stringify({ '1.24': [], '1.27': [], [manifest.manifestVersion]: [] }),
    stderr: '',
  });
});

test.each([
  ['a scope that is spelt otherwise', { bots: [{ ...bot, scopes: ['groupchat'] }] }],
  ['a property nobody knows', { colour: '#4F52B2' }],
  [
    'a short description of 81 characters',
    { description: { ...manifest.description, short: 'x'.repeat(81) } },
  ],
])('%s would be found', (_what, change) => {
  expect(
    schemaProblems('manifest', manifest.manifestVersion, { ...manifest, ...change }),
  ).not.toEqual([]);
});

test('the manifest carries example ids only', () => {
  const { id, resource } = manifest.webApplicationInfo;

  expect([manifest.id, bot?.botId, id, resource]).toEqual([
    EXAMPLES.appId,
    EXAMPLES.botId,
    EXAMPLES.botId,
    `api://botid-${EXAMPLES.botId}`,
  ]);
});

test('the app has the version of the project', () => {
  expect(manifest.version).toBe(project.version);
  expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('every file is written for the same version of the schema', () => {
  const versions = [manifest, spanish, german].map(
    ({ $schema }) => /\/v([\d.]+)\//.exec($schema)?.[1],
  );

  expect(versions).toEqual(Array(3).fill(manifest.manifestVersion));
});

test('the manifest names each translation', () => {
  const { defaultLanguageTag, additionalLanguages } = manifest.localizationInfo;

  expect(defaultLanguageTag).toBe('en');
  expect(additionalLanguages).toEqual(
    LANGUAGES.map((language) => ({ languageTag: language, file: `${language}.json` })),
  );
});

describe.each(LANGUAGES)('the translation %s', (language) => {
  test('has the shape that Teams accepts', () => {
    expect(schemaProblems('translation', manifest.manifestVersion, TRANSLATIONS[language])).toEqual(
      [],
    );
  });

  test('translates exactly what people read', () => {
    const keys = Object.keys(translated(language));

    expect(keys.sort()).toEqual(Object.keys(readableTexts()).sort());
  });

  test('calls a command the same in every list', () => {
    const texts = translated(language);
    const names = Object.entries(readableTexts())
      .filter(([key]) => key.endsWith('.title'))
      .map(([key, english]) => `${english} = ${texts[key] ?? ''}`);

    const english = new Set(names.map((name) => name.split(' = ')[0]));

    expect(new Set(names).size).toBe(english.size);
  });
});

describe.each(lists)('the commands of $scopes', ({ scopes, commands }) => {
  test('are at most ten', () => {
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.length).toBeLessThanOrEqual(10);
  });

  test.each(['en', ...LANGUAGES])('differ from each other (%s)', (language) => {
    const texts: Record<string, string> =
      language === 'en' ? readableTexts() : translated(language);
    const list = lists.findIndex((candidate) => candidate.scopes === scopes);
    const titles = commands.map((_, at) =>
      texts[`bots[0].commandLists[${list}].commands[${at}].title`]?.toLowerCase(),
    );

    expect(new Set(titles).size).toBe(commands.length);
    expect(titles.filter((title) => title?.startsWith('/') !== false)).toEqual([]);
  });
});

test('every scope of the bot has one command list', () => {
  const scopes = lists.flatMap((list) => list.scopes);

  expect(scopes.sort()).toEqual([...(bot?.scopes ?? [])].sort());
});
