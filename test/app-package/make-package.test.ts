import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { unzipSync } from 'fflate';
import manifest from '../../manifest/manifest.json';
import { PROJECT_ROOT } from '../../src/demo/child-env';
import { buildBot } from '../e2e/build-bot';

jest.setTimeout(120_000);

const PROGRAM = join(PROJECT_ROOT, 'dist/app-package/make-package.js');
const BOT = '9f0a1b2c-3d4e-4f50-8a6b-7c8d9e0f1a2b';
const APP = '0a1b2c3d-4e5f-4061-8b7c-8d9e0f1a2b3c';
const DOMAIN = ['--domain', 'desk.contoso.com'];

let folder: string;

beforeAll(buildBot);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** How the program ended in an empty folder, with these settings on top of an empty environment. */
async function make(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly said: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { code, said };
}

function read(zip: string): Promise<Buffer> {
  return readFile(join(folder, zip));
}

test('one command makes the zip that Teams is given', async () => {
  const { code, said } = await make(['--bot-id', BOT, ...DOMAIN]);

  const files = unzipSync(await read('dist/sme-desk.zip'));
  expect({ code, said }).toEqual({
    code: 0,
    said: expect.stringContaining(
      'manifest.json, color.png, outline.png, es.json, de.json.\nSHA-256 ',
    ),
  });
  expect(Object.keys(files)).toEqual([
    'manifest.json',
    'color.png',
    'outline.png',
    'es.json',
    'de.json',
  ]);
  expect(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString('utf8'))).toMatchObject({
    id: BOT,
    name: manifest.name,
    bots: [{ botId: BOT }],
  });
  expect(Buffer.from(files['color.png'] ?? [])).toEqual(
    await readFile(join(PROJECT_ROOT, 'manifest/color.png')),
  );
});

test('the same input gives the same bytes, wherever it is made', async () => {
  const args = ['--bot-id', BOT, ...DOMAIN, '--out'];

  await make([...args, 'here.zip'], { TZ: 'America/Los_Angeles', LANG: 'es_ES.UTF-8' });
  await make([...args, 'deeper/there.zip'], { TZ: 'Asia/Tokyo' });

  expect((await read('here.zip')).equals(await read('deeper/there.zip'))).toBe(true);
});

test('the id of the bot may stand in .env; the environment goes before it', async () => {
  await writeFile(join(folder, '.env'), `MICROSOFT_APP_ID=${APP}\n`);

  await make([...DOMAIN, '--out', 'file.zip']);
  await make([...DOMAIN, '--out', 'environment.zip'], { MICROSOFT_APP_ID: BOT });

  const ids = (await Promise.all(['file.zip', 'environment.zip'].map(read))).map(
    (zip) =>
      JSON.parse(Buffer.from(unzipSync(zip)['manifest.json'] ?? []).toString('utf8')) as object,
  );
  expect(ids).toEqual([expect.objectContaining({ id: APP }), expect.objectContaining({ id: BOT })]);
});

test('an app under an id of its own is said to need its id in the catalogue', async () => {
  const { code, said } = await make(['--bot-id', BOT, '--app-id', APP, ...DOMAIN]);

  expect({ code, said }).toEqual({
    code: 0,
    said: expect.stringContaining('TEAMS_APP_CATALOG_ID'),
  });
});

test('what is wrong is said, and nothing is written', async () => {
  const { code, said } = await make(['--domain', 'https://desk.contoso.com']);

  expect(code).toBe(1);
  expect(said).toContain('--bot-id: is missing');
  expect(said).toContain('leave out the scheme');
  expect(said).toContain('(config/invalid)');
  expect(await readdir(folder)).toEqual([]);
});
