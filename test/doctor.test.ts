import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../src/demo/child-env';
import type { DirectoryFile } from '../src/directory-file';
import type { Finding } from '../src/doctor/finding';
import { openStore } from '../src/store/open-store';
import { buildBot } from './e2e/build-bot';
import { LOCAL } from './support/environments';
import { StrictGraph } from './support/strict-graph';

jest.setTimeout(120_000);

const SECRET = 'a1~never-to-be-told';
const ROLES = [
  ...['Chat.Create', 'TeamsAppInstallation.ReadWriteSelfForChat.All', 'AppCatalog.Read.All'],
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
];

let graph: StrictGraph;
let folder: string;

beforeAll(buildBot);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  graph = new StrictGraph();
  await graph.start();
  await (await openStore({ kind: 'sqlite', file: join(folder, 'desk.sqlite') })).close();
});

afterEach(async () => {
  await graph.stop();
  await rm(folder, { recursive: true });
});

interface Examined {
  readonly code: number;
  readonly said: string;
  readonly findings: readonly Finding[];
}

/** Runs the command as an operator would, with these settings on top of an empty environment. */
async function examine(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Examined> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/doctor.js'), '--json', ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], SQLITE_FILE: join(folder, 'desk.sqlite'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, , [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  const { findings } = JSON.parse(said) as Pick<Examined, 'findings'>;
  return { code, said, findings };
}

/** Settings of a bot on this machine whose Graph is the strict one. */
function settings(roles: readonly string[]): Readonly<Record<string, string>> {
  return {
    ...LOCAL,
    DIRECTORY_FILE: join(PROJECT_ROOT, 'directory.example.json'),
    ...{ GRAPH: 'on', GRAPH_HOST: graph.baseUrl, GRAPH_TOKEN: graph.token(roles) },
  };
}

/** The people of the example. */
function directoryPeople(): DirectoryFile['people'] {
  const text = readFileSync(join(PROJECT_ROOT, 'directory.example.json'), 'utf8');
  return (JSON.parse(text) as DirectoryFile).people;
}

function levelsOf({ findings }: Examined, area: string): readonly string[] {
  return findings.filter((one) => one.area === area).map(({ level }) => level);
}

it('goes through everything, and ends with what to look at', async () => {
  const examined = await examine(settings(ROLES));

  expect(examined.code).toBe(1); // One partner of the example has one FPM.
  expect(examined.findings.filter(({ level }) => level !== 'ok')).toHaveLength(1);
  expect([...new Set(examined.findings.map(({ area }) => area))]).toEqual([
    ...['settings', 'bot', 'graph', 'permissions', 'secret', 'store', 'manifest', 'directory'],
  ]);
});

describe('where people may be looked up', () => {
  const [pat, fran, , sue] = directoryPeople();

  it('compares the directory with the tenant', async () => {
    const everybody = directoryPeople().map(({ id, mail }) => ({
      ...{ id, mail, kind: 'member' as const, tenantId: '' },
    }));
    graph.know(...everybody.filter(({ id }) => id !== sue?.id));
    graph.state.users[0] = { ...graph.state.users[0]!, mail: 'other@partner.example' };
    const env = { ...settings([...ROLES, 'User.Read.All']), GRAPH_USES: 'people' };

    const examined = await examine(env);

    const told = examined.findings.filter(({ area }) => area === 'people').map(({ says }) => says);
    expect(told).toEqual([
      'Found in the tenant: 7 of 8 people.',
      `${sue?.name ?? ''} is not in the tenant: expert.`,
      `${pat?.name ?? ''} has another mail address in the tenant.`,
    ]);
    expect(examined.said).not.toContain('other@partner.example');
    expect(graph.to('POST /$batch')).toHaveLength(1);
  });

  it('says whose permission is missing', async () => {
    graph.know({ id: fran?.id ?? '', mail: '', kind: 'member', tenantId: '' });

    const examined = await examine({ ...settings(ROLES), GRAPH_USES: 'people' });

    expect(levelsOf(examined, 'people')).toEqual(['ok', 'wrong']);
    expect(examined.findings).toContainEqual(
      expect.objectContaining({ says: expect.stringMatching(/^User\.Read\.All is missing/) }),
    );
  });

  it('asks about nobody unless that is among the uses', async () => {
    const examined = await examine(settings([...ROLES, 'User.Read.All']));

    expect(levelsOf(examined, 'people')).toEqual([]);
    expect(graph.requests).toEqual([]);
  });
});

it('reads the end of the secret from the registration, tells of what fails, and never a secret', async () => {
  graph.state.secrets.push({ hint: 'a1~', endDateTime: '2000-01-01T00:00:00Z' });
  const env: Readonly<Record<string, string>> = {
    ...settings(['Chat.Create', 'Application.Read.All']),
    ...{ MICROSOFT_APP_TYPE: 'SingleTenant', MICROSOFT_APP_PASSWORD: SECRET },
    MICROSOFT_APP_ID: graph.state.app.externalId,
    MICROSOFT_APP_TENANT_ID: '66666666-7777-4888-8999-000000000000',
    CONNECTOR_TIMEOUT_MS: '1500', // Nobody signs this bot in: there is no such tenant.
  };

  const examined = await examine(env);

  expect(examined.code).toBe(2);
  expect(levelsOf(examined, 'bot')).toEqual(['wrong']);
  expect(levelsOf(examined, 'permissions').filter((level) => level === 'wrong')).toHaveLength(3);
  expect(examined.findings).toContainEqual(
    expect.objectContaining({ says: 'The client secret ended on 2000-01-01.' }),
  );
  expect(examined.said).not.toContain(SECRET);
  expect(examined.said).not.toContain(env['GRAPH_TOKEN']);
});

it('tells of a broken store, package, address and directory in one go', async () => {
  const [store, zip, directory] = ['s.sqlite', 'p.zip', 'd.json'].map((name) => join(folder, name));
  await Promise.all(
    [store, zip, directory].map((file) =>
      writeFile(file ?? '', 'not what it should be'.repeat(99)),
    ),
  );

  const examined = await examine(
    { ...settings(ROLES), SQLITE_FILE: store ?? '', DIRECTORY_FILE: directory ?? '' },
    ['--manifest', zip ?? '', '--endpoint', 'http://bot.example.com'],
  );

  expect(examined.code).toBe(2);
  expect(levelsOf(examined, 'store')).toEqual(['wrong', 'ok']);
  expect(['manifest', 'endpoint', 'directory'].map((area) => levelsOf(examined, area))).toEqual([
    ['wrong'],
    ['wrong'],
    ['wrong'],
  ]);
});

it('names wrong settings and looks at nothing else', async () => {
  const examined = await examine({ PORT: 'high', MICROSOFT_APP_PASSWORD: SECRET });

  expect(examined.code).toBe(2);
  expect(levelsOf(examined, 'settings').length).toBeGreaterThan(4);
  expect(levelsOf(examined, 'store')).toEqual([]);
  expect(examined.said).not.toContain(SECRET);
});
