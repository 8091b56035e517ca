import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../src/demo/child-env';
import type { Person } from '../src/domain/directory/person';
import { openStore } from '../src/store/open-store';
import { everyState } from '../src/workflow/find-states';
import { buildBot } from './e2e/build-bot';
import { CosmosAccount } from './support/cosmos-account';
import { ADMIN_ID } from './support/environments';
import { runProgram, type Ended } from './support/run-program';

jest.setTimeout(120_000);

interface Entry {
  id: string;
  name: string;
  mail: string;
  operator?: boolean;
}
interface DirectoryJson {
  people: Entry[];
  partners: { id: string; contacts: string[]; fpms: string[] }[];
  experts: { person: string; limit?: number; workloads: string[] }[];
}

let folder: string;
let sqlite: string;
let file: string;
let example: string;

beforeAll(async () => {
  await buildBot();
  example = await readFile(join(PROJECT_ROOT, 'directory.example.json'), 'utf8');
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'directory-'));
  sqlite = join(folder, 'store.sqlite');
  file = join(folder, 'directory.json');
  await (await openStore({ kind: 'sqlite', file: sqlite })).close();
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Writes the example, changed like this. */
async function directoryWith(
  change: (file: DirectoryJson) => void = () => undefined,
): Promise<void> {
  const directory = JSON.parse(example) as DirectoryJson;
  change(directory);
  await writeFile(file, JSON.stringify(directory));
}

function run(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return runProgram('directory-tools.js', ['--from', file, '--sqlite', sqlite, ...args], { env });
}

async function peopleThere(): Promise<readonly Person[]> {
  const store = await openStore({ kind: 'sqlite', file: sqlite });
  try {
    return await everyState<Person>({ store, clock: { now: () => Date.now() } }, 'person');
  } finally {
    await store.close();
  }
}

/** A directory large enough to be interrupted in. */
function crowded({ people, partners }: DirectoryJson): void {
  const [pattern] = people;
  for (let number = 100; number < 400; number += 1) {
    const id = `7f2c3b1e-0000-4000-8000-000000000${String(number)}`;
    people.push({ ...pattern!, id, name: `Person ${String(number)}` });
    partners[0]!.contacts.push(id);
  }
}

describe('the import of a directory', () => {
  it('tells every change by id, none by mail address, and has nothing to do the second time', async () => {
    await directoryWith();
    const first = await run();
    await directoryWith(({ people, partners, experts }) => {
      people[0]!.mail = 'pat.new@partner.example';
      partners[0]!.fpms = [people[5]!.id];
      experts[0]!.limit = 7;
      people.splice(1, 1);
      partners[1]!.fpms = [people[4]!.id];
      experts.splice(2, 1);
    });

    const second = await run();
    const third = await run();

    expect(first.out.split('\n').at(-2)).toBe('13 changes: 13 new, 0 changed, 0 left.');
    expect(second).toEqual({
      code: 0,
      err: '',
      out: expect.stringContaining(
        '~ partner northwind (Northwind Consulting): FPM Fran Manager, Finn Manager → Finn Manager',
      ),
    });
    const lines = second.out.split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^~ person \S+10 \(Pat Partner\): mail$/));
    expect(lines).toContainEqual(expect.stringMatching(/^~ expert \S+ \(.*\): limit \d → 7$/));
    expect(lines).toContainEqual(expect.stringMatching(/^- person \S+11 \(Fran Manager\)$/));
    expect(lines).toContainEqual(expect.stringMatching(/^- expert /));
    expect(`${first.out}${second.out}`).not.toContain('@');
    expect(third).toEqual({ code: 0, err: '', out: 'Nothing to do.\n' });
  });

  it('only tells, when it is a dry run', async () => {
    await directoryWith();

    const dry = await run(['--dry-run']);

    expect(dry.out).toContain('\n+ partner northwind (Northwind Consulting)\n');
    expect(dry.out).toMatch(/\n13 changes: 13 new, 0 changed, 0 left; nothing was written\.\n$/);
    expect(await peopleThere()).toEqual([]);
  });

  it('is finished by the next one when it was killed', async () => {
    await directoryWith(crowded);

    const killed = await runProgram('directory-tools.js', ['--from', file, '--sqlite', sqlite], {
      killAtOnce: true,
    });
    const there = (await peopleThere()).length;
    const again = await run();

    expect(killed.code).toBeNull();
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(308);
    expect(again.code).toBe(0);
    expect(again.out).toContain(`${String(313 - there)} changes: ${String(313 - there)} new,`);
    expect(await peopleThere()).toHaveLength(308);
    expect((await run()).out).toBe('Nothing to do.\n');
  });

  it('writes nothing when the file has problems, and names them all', async () => {
    await directoryWith();
    await run();
    await directoryWith(({ people, partners, experts }) => {
      people.forEach((person) => delete person.operator);
      experts[0]!.workloads = ['AADP-P9'];
      partners[0]!.fpms = [ADMIN_ID];
    });

    const { code, out, err } = await run([], { FIRST_ADMINISTRATOR: ADMIN_ID });

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('partners.0.fpms');
    expect(err).toContain('AADP-P9 is no workload id');
    expect(err).toContain('nobody is operator');
    await directoryWith();
    expect((await run()).out).toBe('Nothing to do.\n');
  });

  it('leaves the first administrator operator where the file marks nobody', async () => {
    await directoryWith();
    await run();
    await directoryWith(({ people }) => {
      people.forEach((person) => delete person.operator);
    });
    const FIRST_ADMINISTRATOR = '7F2C3B1E-0000-4000-8000-000000000011';

    const { out } = await run([], { FIRST_ADMINISTRATOR });

    expect(out.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^~ person \S+11 \(Fran Manager\): operator no → yes$/),
      expect.stringMatching(/^~ person \S+14 \(Ada Operator\): operator yes → no$/),
    ]);
    expect((await run([], { FIRST_ADMINISTRATOR })).out).toBe('Nothing to do.\n');
  });

  it('says what is wrong with what it is given', async () => {
    await directoryWith();
    const ends = await Promise.all([
      runProgram('directory-tools.js', []),
      run(['--into', 'x']),
      runProgram('directory-tools.js', ['--from', join(folder, 'none'), '--sqlite', sqlite]),
      runProgram('directory-tools.js', ['--from', file, '--sqlite', join(folder, 'none')]),
      runProgram('directory-tools.js', ['--from', file], { env: { STORE: 'memory' } }),
    ]);

    expect(ends.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
    const [nothing, unknown, noFile, noStore, memory] = ends.map(({ err }) => err);
    expect(nothing).toContain('npm run directory:import -- --from <directory file>');
    expect(unknown).toContain('--into');
    expect(noFile).toBe('The directory file cannot be read. (directory/invalid)\n');
    expect(noStore).toContain('no such store');
    expect(memory).toContain('memory keeps nothing');
  });
});

it('says that it is to be run again when the store does not answer', async () => {
  await directoryWith();

  const ended = await runProgram('directory-tools.js', ['--from', file, '--sqlite', folder]);

  expect(ended).toMatchObject({ code: 2, out: '' });
});

it('works on the Cosmos DB account that the settings name', async () => {
  await directoryWith();
  const account = await CosmosAccount.start();
  const { endpoint, key = '' } = account.location;
  const env = { STORE: 'cosmos', COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key };

  const first = await runProgram('directory-tools.js', ['--from', file], { env });
  const second = await runProgram('directory-tools.js', ['--from', file], { env });
  await account.close();

  expect(first.out).toContain('13 changes: 13 new');
  expect(second.out).toBe('Nothing to do.\n');
});
