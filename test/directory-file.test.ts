import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKnownCountry, isKnownZone } from '../src/calendar/known-places';
import {
  directorySchema,
  readDirectory,
  refuseWithoutOperator,
  type KnownPlaces,
} from '../src/directory-file';
import { PermanentError } from '../src/errors';

const ROOT = join(__dirname, '..');
const ADA = '7f2c3b1e-0000-4000-8000-00000000000a';
const BEN = '7f2c3b1e-0000-4000-8000-00000000000b';
const CAM = '7f2c3b1e-0000-4000-8000-00000000000c';
const NOBODY = '7f2c3b1e-0000-4000-8000-0000000000ff';

/** Knows Spain with Madrid, and no other place. */
const PLACES: KnownPlaces = {
  isKnownZone: (zone) => zone === 'Europe/Madrid',
  isKnownCountry: (country, subdivision = 'MD') => country === 'ES' && subdivision === 'MD',
};

type Part = Readonly<Record<string, unknown>>;

const HOME: Part = { zone: 'Europe/Madrid', country: 'ES', subdivision: 'MD' };

function person(id: string, more: Part = {}): Part {
  const mail = `p${id.slice(-1)}@example.com`;
  return { id, name: `Person ${id.slice(-1)}`, mail, language: 'en', home: HOME, ...more };
}

const FILE = {
  people: [person(ADA), person(BEN), person(CAM)],
  partners: [{ id: 'fabrikam', name: 'Fabrikam', contacts: [ADA], fpms: [BEN] }] as Part[],
  experts: [
    { person: CAM, workloads: ['AADP-P2'], languages: ['en'], regions: ['EMEA'] },
  ] as Part[],
};

/** The good file with another first person, partner or expert. */
function fileWith(parts: { person?: Part; partner?: Part; expert?: Part; home?: Part }): Part {
  const home = { ...HOME, ...parts.home };
  return {
    people: [person(ADA, { home, ...parts.person }), ...FILE.people.slice(1)],
    partners: [{ ...FILE.partners[0], ...parts.partner }],
    experts: [{ ...FILE.experts[0], ...parts.expert }],
  };
}

function problemsOf(text: string): readonly string[] {
  try {
    readDirectory(text, PLACES);
  } catch (error) {
    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toMatchObject({ code: 'directory/invalid' });
    const [heading, ...problems] = (error as PermanentError).message.split('\n  - ');
    expect(heading).toBe('The directory file has problems:');
    return problems;
  }
  return [];
}

/** The places in the file that are complained about. */
function placesOf(file: unknown): readonly string[] {
  return problemsOf(JSON.stringify(file)).map((line) => line.split(':')[0] ?? '');
}

describe('the example in the repository', () => {
  const text = readFileSync(join(ROOT, 'directory.example.json'), 'utf8');

  it('is a directory without problems, in places whose holidays are known', () => {
    const directory = readDirectory(text, { isKnownZone, isKnownCountry });

    expect(directory.people.length).toBeGreaterThanOrEqual(4);
    expect(directory.people.filter(({ operator }) => operator)).toHaveLength(1);
    expect(directory.partners.length).toBeGreaterThanOrEqual(1);
    expect(directory.experts.length).toBeGreaterThanOrEqual(2);
  });

  it('points editors to the schema beside it, which is the one that is checked', () => {
    const { $schema } = JSON.parse(text) as { readonly $schema: string };

    const schema: unknown = JSON.parse(readFileSync(join(ROOT, $schema), 'utf8'));

    expect(schema).toEqual(directorySchema());
  });
});

describe('a good file', () => {
  it('gets what it leaves out', () => {
    const directory = readDirectory(JSON.stringify(FILE), PLACES);

    expect(directory.people[0]).toEqual({
      ...person(ADA),
      home: { ...HOME, workingDays: [1, 2, 3, 4, 5], from: '08:00', until: '18:00' },
      operator: false,
      account: 'member',
    });
    expect(directory.experts[0]).toEqual({
      ...FILE.experts[0],
      roles: ['engineer'],
      limit: 3,
      absences: [],
    });
  });

  it('may have no experts yet, and absences of one day', () => {
    const absences = [{ from: '2026-12-24', until: '2026-12-24' }];

    const without = placesOf({ ...FILE, experts: [] });
    const withAbsence = placesOf(fileWith({ expert: { absences } }));

    expect([...without, ...withAbsence]).toEqual([]);
  });
});

describe('a person of another organisation', () => {
  const tenant = NOBODY;

  it.each<[string, Part]>([
    ['a guest', { account: 'guest' }],
    ['somebody of another tenant, which is named', { account: 'federated', tenant }],
  ])('is %s', (_what, more) => {
    expect(placesOf(fileWith({ person: more }))).toEqual([]);
  });

  it.each<[string, Part]>([
    ['federated without a tenant', { account: 'federated' }],
    ['a guest with one', { account: 'guest', tenant }],
    ['a member with one', { tenant }],
  ])('is not %s', (_what, more) => {
    expect(placesOf(fileWith({ person: more }))).toEqual(['people.0.tenant']);
  });
});

describe('a file that is not JSON', () => {
  it.each(['', '{', '{"people": [}', 'people:\n  - name: Ada'])('is refused: %j', (text) => {
    const problems = problemsOf(text);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^not JSON: ./);
  });

  it.each(['null', '[]', '"people"', '7'])('is refused when it is no object: %s', (text) => {
    const problems = problemsOf(text);

    expect(problems).toHaveLength(1);
  });
});

describe('a problem of shape', () => {
  it.each<[string, unknown]>([
    ['people', { ...FILE, people: [] }],
    ['partners', { ...FILE, partners: [] }],
    ['experts', { people: FILE.people, partners: FILE.partners }],
    ['people.0.id', fileWith({ person: { id: 'ada' } })],
    ['people.0.name', fileWith({ person: { name: '' } })],
    ['people.0.mail', fileWith({ person: { mail: 'ada' } })],
    ['people.0.language', fileWith({ person: { language: 'fr' } })],
    ['people.0.home', fileWith({ person: { home: undefined } })],
    ['people.0.home.country', fileWith({ home: { country: 'es' } })],
    ['people.0.home.workingDays', fileWith({ home: { workingDays: [] } })],
    ['people.0.home.workingDays.1', fileWith({ home: { workingDays: [1, 8] } })],
    ['people.0.home.from', fileWith({ home: { from: '8:00' } })],
    ['people.0.home.until', fileWith({ home: { until: '24:00' } })],
    ['people.0.operator', fileWith({ person: { operator: 'yes' } })],
    ['partners.0.id', fileWith({ partner: { id: 'Fabrikam Inc.' } })],
    ['partners.0.contacts', fileWith({ partner: { contacts: [] } })],
    ['partners.0.fpms', fileWith({ partner: { fpms: [] } })],
    ['experts.0.regions.0', fileWith({ expert: { regions: ['Europe'] } })],
    ['experts.0.roles.0', fileWith({ expert: { roles: ['chef'] } })],
    ['experts.0.limit', fileWith({ expert: { limit: -1 } })],
    [
      'experts.0.absences.0.until',
      fileWith({ expert: { absences: [{ from: '2026-12-24', until: '2026-02-30' }] } }),
    ],
  ])('is named with its place: %s', (place, file) => {
    const places = placesOf(file);

    expect(places).toEqual([place]);
  });

  it('is a word that nobody asked for, so that a slip of the pen is seen', () => {
    const problems = problemsOf(JSON.stringify(fileWith({ person: { operater: true } })));

    expect(problems).toEqual([expect.stringMatching(/^people\.0: .*operater/)]);
  });

  it('does not hide the next one', () => {
    const file = fileWith({
      person: { mail: 'ada', language: 'fr' },
      partner: { fpms: [] },
      expert: { limit: 101 },
    });

    const places = placesOf(file);

    expect(places).toEqual([
      'people.0.mail',
      'people.0.language',
      'partners.0.fpms',
      'experts.0.limit',
    ]);
  });
});

describe('a problem of meaning', () => {
  const ada = person(ADA);
  const fabrikam = FILE.partners[0];
  const cam = FILE.experts[0];

  it.each<[string, Part, string]>([
    [
      'a time zone that is none',
      fileWith({ home: { zone: 'Madrid' } }),
      'people.0.home.zone: Madrid is no time zone',
    ],
    [
      'a country without holidays',
      fileWith({ home: { country: 'ZZ', subdivision: undefined } }),
      'people.0.home.country: ZZ  is not known',
    ],
    [
      'a part of a country that is not listed',
      fileWith({ home: { subdivision: 'XX' } }),
      'people.0.home.country: ES XX is not known',
    ],
    [
      'a day that ends before it begins',
      fileWith({ home: { from: '18:00', until: '08:00' } }),
      'people.0.home: 18:00 is not before 08:00',
    ],
    [
      'a day without any time',
      fileWith({ home: { from: '09:00', until: '09:00' } }),
      'people.0.home: 09:00 is not before 09:00',
    ],
    [
      'a person twice, however the id is written',
      { ...FILE, people: [...FILE.people, { ...ada, id: ADA.toUpperCase() }] },
      `people: ${ADA} is there twice`,
    ],
    [
      'a company twice',
      { ...FILE, partners: [fabrikam, fabrikam] },
      'partners: fabrikam is there twice',
    ],
    ['an expert twice', { ...FILE, experts: [cam, cam] }, `experts: ${CAM} is there twice`],
    [
      'a stranger as contact',
      fileWith({ partner: { contacts: [ADA, NOBODY] } }),
      `partners.0.contacts: ${NOBODY} is not among the people`,
    ],
    [
      'a stranger as FPM',
      fileWith({ partner: { fpms: [NOBODY] } }),
      `partners.0.fpms: ${NOBODY} is not among the people`,
    ],
    [
      'a stranger as expert',
      fileWith({ expert: { person: NOBODY } }),
      `experts.0.person: ${NOBODY} is not among the people`,
    ],
    [
      'somebody who would decide their own requests',
      fileWith({ partner: { contacts: [ADA, BEN], fpms: [CAM, BEN] } }),
      'partners.0: somebody is contact and FPM of the same company',
    ],
    [
      'a workload that does not exist',
      fileWith({ expert: { workloads: ['AADP-P2', 'AADP-P3'] } }),
      'experts.0.workloads: AADP-P3 is no workload id',
    ],
    [
      'a language nobody can ask for',
      fileWith({ expert: { languages: ['en', 'tlh'] } }),
      'experts.0.languages: tlh cannot be asked for',
    ],
    [
      'an absence that ends before it begins',
      fileWith({ expert: { absences: [{ from: '2026-12-24', until: '2026-12-23' }] } }),
      'experts.0.absences: the one from 2026-12-24 ends before it begins',
    ],
  ])('is named with its place: %s', (_what, file, expected) => {
    const problems = problemsOf(JSON.stringify(file));

    expect(problems).toHaveLength(1);
    expect(problems[0]?.startsWith(expected)).toBe(true);
  });

  it('does not hide the next one, in any part of the file', () => {
    const file = fileWith({
      home: { zone: 'Madrid', country: 'ZZ', from: '19:00' },
      partner: { contacts: [ADA, NOBODY] },
      expert: { workloads: ['?'], languages: ['?'] },
    });

    const places = placesOf(file);

    expect(places).toEqual([
      'people.0.home.zone',
      'people.0.home.country',
      'people.0.home',
      'partners.0.contacts',
      'experts.0.workloads',
      'experts.0.languages',
    ]);
  });
});

describe('a directory without an operator', () => {
  const directory = readDirectory(JSON.stringify(FILE), PLACES);

  it('is taken where the first administrator is among the people, or somebody is operator', () => {
    const file = fileWith({ person: { operator: true } });
    const operated = readDirectory(JSON.stringify(file), PLACES);

    expect(() => {
      refuseWithoutOperator(directory, CAM);
      refuseWithoutOperator(operated, NOBODY);
    }).not.toThrow();
  });

  it('is refused where nobody could become one', () => {
    expect(() => {
      refuseWithoutOperator(directory, NOBODY);
    }).toThrow(new RegExp(`people: nobody is operator, and FIRST_ADMINISTRATOR \\(${NOBODY}\\)`));
  });
});
