import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import localizationSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.24/MicrosoftTeams.Localization.schema.json';
import manifestSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.24/MicrosoftTeams.schema.json';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import german from '../../manifest/de.json';
import spanish from '../../manifest/es.json';
import manifest from '../../manifest/manifest.json';

const FOLDER = join(__dirname, '../../manifest');
const EXAMPLE_ID = '11111111-2222-4333-8444-555555555555';
const TRANSLATIONS: Record<string, Readonly<Record<string, string>>> = { es: spanish, de: german };
const LANGUAGES = Object.keys(TRANSLATIONS);

const [bot] = manifest.bots;
const lists = bot?.commandLists ?? [];

function problems(schema: object, subject: object): unknown {
  const ajv = new Ajv({ allErrors: true, strictTypes: false, unicodeRegExp: false });
  addFormats(ajv, ['uri', 'email', 'regex']);
  const validate = ajv.compile(schema);
  validate(subject);
  return validate.errors ?? [];
}

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
  return {
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

/** Width, height and colour type as the PNG header says (PNG specification, section 11.2.2). */
function pngHeader(name: string): { width: number; height: number; hasAlpha: boolean } {
  const bytes = readFileSync(join(FOLDER, name));

  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    hasAlpha: bytes.readUInt8(25) === 6,
  };
}

test('the manifest has the shape that Teams accepts', () => {
  const found = problems(manifestSchema, manifest);

  expect(found).toEqual([]);
});

test('the manifest carries example ids only', () => {
  const ids = [manifest.id, bot?.botId, manifest.webApplicationInfo.id];

  expect(ids).toEqual([EXAMPLE_ID, EXAMPLE_ID, EXAMPLE_ID]);
  expect(manifest.webApplicationInfo.resource).toBe(`api://botid-${EXAMPLE_ID}`);
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
    const found = problems(localizationSchema, TRANSLATIONS[language] ?? {});

    expect(found).toEqual([]);
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

test.each([
  ['color', { width: 192, height: 192, hasAlpha: false }],
  ['outline', { width: 32, height: 32, hasAlpha: true }],
] as const)('the %s icon has the size that Teams asks for', (icon, expected) => {
  const header = pngHeader(manifest.icons[icon]);

  expect(header).toEqual(expected);
});
