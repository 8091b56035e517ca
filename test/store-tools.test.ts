import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../src/demo/child-env';
import { markImport } from '../src/store/import-mark';
import { openStore } from '../src/store/open-store';
import { buildBot } from './e2e/build-bot';
import { CosmosAccount } from './support/cosmos-account';
import { MONDAY_9, listAll, recordWith, writeAll } from './support/store-records';

jest.setTimeout(120_000);

let account: CosmosAccount;
let folder: string;
let source: string;
let dump: string;

beforeAll(async () => {
  await buildBot();
  account = await CosmosAccount.start();
});

afterAll(async () => {
  await account.close();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tools-'));
  source = join(folder, 'source.sqlite');
  dump = join(folder, 'dump.jsonl');
  const store = await openStore({ kind: 'sqlite', file: source });
  await writeAll(store, [{ id: 'request:1', search: 'señor\u2028' }, { id: 'request:2' }]);
  await store.close();
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** How a program of the build ended, with these settings on top of an empty environment. */
async function run(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly said: string }> {
  const child = spawn(process.execPath, [join('dist', script), ...args], {
    cwd: PROJECT_ROOT,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { code, said };
}

describe('the tools of the store', () => {
  it('carry the records from a file into the store that the settings name', async () => {
    const { endpoint, key = '' } = account.location;
    const settings = { STORE: 'cosmos', COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key };

    const exported = await run('store-tools.js', ['export', '--to', dump, '--sqlite', source]);
    const imported = await run('store-tools.js', ['import', '--from', dump], settings);

    const { sha256 } = JSON.parse((await readFile(dump, 'utf8')).split('\n').at(-2)!) as {
      sha256: string;
    };
    expect(exported).toEqual({ code: 0, said: `Exported 2 records, SHA-256 ${sha256}.\n` });
    expect(imported).toEqual({
      code: 0,
      said: 'Imported and compared 2 records; 0 had expired.\n',
    });
    const target = await openStore({ kind: 'cosmos', ...account.location });
    const ids = await listAll(target, { kind: 'request', limit: 9 });
    const found = await target.read('request:1', MONDAY_9);
    await target.close();
    expect(ids).toEqual(['request:2', 'request:1']);
    expect(found?.record).toEqual(recordWith({ search: 'señor\u2028' }));
  });

  it('say what is wrong and fail', async () => {
    const ends = await Promise.all([
      run('store-tools.js', ['import', '--from', dump, '--sqlite', source]),
      run('store-tools.js', ['export', '--from', dump, '--sqlite', source]),
      run('store-tools.js', ['export', '--to', dump], { STORE: 'memory' }),
      run('store-tools.js', ['export', '--to', dump, '--into', 'x']),
      run('store-tools.js', ['export', '--to', dump, '--sqlite', join(folder, 'none')]),
    ]);

    expect(ends.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
    const [missing, mixed, memory, unknown, none] = ends.map(({ said }) => said);
    expect(missing).toBe('The file cannot be read. (dump/refused)\n');
    expect(mixed).toContain('npm run store:export -- --to <file>');
    expect(memory).toContain('memory keeps nothing');
    expect(unknown).toContain('--into');
    expect(none).toContain('no such store');
  });
});

it('a bot does not start on half an import', async () => {
  const store = await openStore({ kind: 'sqlite', file: source });
  await markImport(store, 'sum', Date.now());
  await store.close();

  const { code, said } = await run('index.js', [], {
    ...{ PROFILE: 'local', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' },
    SQLITE_FILE: source,
  });

  expect(code).toBe(1);
  expect(said).toContain('half an import');
});
