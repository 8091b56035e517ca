import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKnownCountry, isKnownZone } from '../../src/calendar/known-places';
import { readDirectory } from '../../src/directory-file';
import { checkDirectory } from '../../src/doctor/check-directory';
import { ADMIN_ID } from '../support/environments';

type Entry = Record<string, unknown>;
interface DirectoryJson {
  people: (Entry & { id: string; home: Entry })[];
  partners: Entry[];
  experts: Entry[];
}

const TEXT = readFileSync(join(__dirname, '../../directory.example.json'), 'utf8');

/** What is told of the example once it was changed. */
async function toldAfter(
  change: (file: DirectoryJson) => void,
  source: Partial<Parameters<typeof checkDirectory>[0]> = {},
): Promise<readonly string[]> {
  const file = JSON.parse(TEXT) as DirectoryJson;
  change(file);
  const findings = await checkDirectory({
    ...{ file: 'people.json', firstAdministrator: ADMIN_ID, isProduction: true },
    read: () =>
      Promise.resolve(readDirectory(JSON.stringify(file), { isKnownZone, isKnownCountry })),
    ...source,
  });
  return findings.map(({ level, says }) => `${level}: ${says}`);
}

const ALONE = 'warn: Other Support has one FPM and no stand-in.';

test('a good directory is counted, and a partner whose FPM is alone is told of', async () => {
  expect(await toldAfter(() => undefined)).toEqual([
    'ok: people.json names 8 people, 2 partners and 3 experts.',
    ALONE,
  ]);
});

test.each<[string, (file: DirectoryJson) => void, RegExp]>([
  ['a partner without FPM', ({ partners }) => (partners[0]!['fpms'] = []), /partners\.0\.fpms/],
  ['a partner without contact', ({ partners }) => (partners[0]!['contacts'] = []), /\.contacts/],
  ['an expert without workload', ({ experts }) => (experts[0]!['workloads'] = []), /\.workloads/],
  ['an expert without language', ({ experts }) => (experts[0]!['languages'] = []), /\.languages/],
  ['a zone nobody knows', ({ people }) => (people[0]!.home['zone'] = 'Madrid'), /is no time zone/],
])('%s is wrong', async (_what, change, says) => {
  const told = await toldAfter((file) => {
    change(file);
  });

  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^wrong/);
  expect(told[0]).toMatch(says);
});

test('every problem is told at once', async () => {
  const told = await toldAfter(({ people, experts }) => {
    people[0]!.home['zone'] = 'Madrid';
    experts[0]!['workloads'] = ['AADP-P9'];
  });

  expect(told).toHaveLength(2);
});

test('somebody who has nothing to do in it is told of', async () => {
  const told = await toldAfter(({ people }) => {
    people.push({ ...people[0]!, id: ADMIN_ID, name: 'Ida Idle', mail: 'ida@contoso.example' });
  });

  expect(told).toContain('warn: Ida Idle belongs to no partner, decides nothing and is no expert.');
});

test('what can be changed after the first start says how', async () => {
  const read = (): Promise<ReturnType<typeof readDirectory>> =>
    Promise.resolve(readDirectory(TEXT, { isKnownZone, isKnownCountry }));

  const findings = await checkDirectory({
    ...{ file: 'people.json', firstAdministrator: ADMIN_ID, isProduction: true },
    read,
  });

  expect(findings.at(-1)?.todo).toContain('npm run directory:import');
});

test('an expert who takes nothing is told of', async () => {
  const told = await toldAfter(({ experts }) => (experts[0]!['limit'] = 0));

  expect(told.filter((line) => line.endsWith('takes no engagement.'))).toHaveLength(1);
});

describe('a directory without an operator', () => {
  const nobody = ({ people }: DirectoryJson): void => {
    people.forEach((person) => delete person['operator']);
  };

  test('is wrong where the first administrator is not in it', async () => {
    expect(await toldAfter(nobody)).toContain(
      'wrong: Nobody is operator, and FIRST_ADMINISTRATOR is not among the people.',
    );
  });

  test('is good where the first administrator is', async () => {
    const { people } = JSON.parse(TEXT) as DirectoryJson;
    const firstAdministrator = people[1]!.id.toLowerCase();

    expect(await toldAfter(nobody, { firstAdministrator })).toContain(
      'ok: Nobody is operator: FIRST_ADMINISTRATOR becomes one.',
    );
  });
});

test('the example is told of in production only', async () => {
  const file = 'directory.example.json';
  const told = `warn: ${file} is the example.`;

  expect(await toldAfter(() => undefined, { file })).toContain(told);
  expect(await toldAfter(() => undefined, { file, isProduction: false })).not.toContain(told);
});

test('a file that cannot be read is wrong', async () => {
  const read = (): Promise<never> => Promise.reject(new Error('ENOENT: no such file'));

  expect(await toldAfter(() => undefined, { read })).toEqual([
    'wrong: people.json cannot be read: ENOENT: no such file',
  ]);
});
