import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../../manifest/manifest.json';
import { manifestOf } from '../../src/app-package/manifest-of';
import { schemaProblems } from '../../src/app-package/schema-problems';
import { zipFiles } from '../../src/app-package/zip-files';
import { checkManifest } from '../../src/doctor/check-manifest';
import { OTHER_ID } from '../support/environments';

const BOT = manifest.bots[0]!.botId;

function toldOf(
  text: string,
  changes: Partial<Parameters<typeof checkManifest>[0]> = {},
): string[] {
  const findings = checkManifest({
    ...{ file: 'desk.zip', appId: BOT, read: () => text },
    problems: (version, content) => schemaProblems('manifest', version, content),
    ...changes,
  });
  return findings.map(({ level, says }) => `${level}: ${says}`);
}

test('a manifest that Teams takes and that names our bot is good', () => {
  expect(toldOf(JSON.stringify(manifest))).toEqual([
    `ok: desk.zip follows the schema of version ${manifest.manifestVersion}.`,
    'ok: Its bot is MICROSOFT_APP_ID.',
  ]);
});

test('the bot of another environment is wrong', () => {
  expect(toldOf(JSON.stringify(manifest), { appId: OTHER_ID }).at(-1)).toBe(
    `wrong: Its bot is ${BOT}, not MICROSOFT_APP_ID.`,
  );
});

test('ids are compared whatever their letters, and with nothing where there is no bot', () => {
  const lettered = 'abcdef12-7777-4888-8999-000000000000';
  const text = JSON.stringify(manifest).replaceAll(BOT, lettered);

  expect(toldOf(text, { appId: lettered.toUpperCase() }).at(-1)).toMatch(/^ok/);
  expect(toldOf(JSON.stringify(manifest), { appId: '' }).at(-1)).toMatch(/^ok: Without/);
});

test('each departure from the schema is wrong', () => {
  const { developer: _who, ...rest } = manifest;

  const told = toldOf(JSON.stringify({ ...rest, accentColor: 'indigo' }));

  expect(told.filter((line) => line.startsWith('wrong'))).toHaveLength(2);
});

test.each([
  ['no JSON', '{', /cannot be read/],
  ['no bot', JSON.stringify({ ...manifest, bots: [] }), /no version or no bot/],
])('a file with %s is wrong', (_what, text, says) => {
  const told = toldOf(text);

  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(says);
});

test('a package that is not there is wrong', () => {
  const read = (): never => {
    throw new Error('ENOENT');
  };

  expect(toldOf('', { read })).toEqual(['wrong: desk.zip cannot be read: ENOENT']);
});

test('where no schema is installed it is said that none was compared', () => {
  const problems = (): never => {
    throw new Error('MODULE_NOT_FOUND');
  };

  expect(toldOf(JSON.stringify(manifest), { problems })[0]).toMatch(/^warn: .*not compared/);
});

describe('the manifest of a package', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'package-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('is read out of the zip, and a file that is no zip is the manifest itself', () => {
    const [zip, json] = [join(folder, 'desk.zip'), join(folder, 'desk.json')];
    const content = Buffer.from('{"bots":[]}');
    writeFileSync(zip, zipFiles([{ name: 'manifest.json', content }]));
    writeFileSync(json, content);

    expect([manifestOf(zip), manifestOf(json)]).toEqual(['{"bots":[]}', '{"bots":[]}']);
  });

  test('is missed in a zip that holds it in a folder', () => {
    const zip = join(folder, 'desk.zip');
    writeFileSync(zip, zipFiles([{ name: 'manifest/manifest.json', content: Buffer.from('{}') }]));

    expect(() => manifestOf(zip)).toThrow(/no manifest\.json at its top/);
  });
});
