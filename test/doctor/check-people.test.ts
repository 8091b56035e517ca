import {
  checkPeople,
  type LookUpPeople,
  type PeopleDirectory,
} from '../../src/doctor/check-people';

type Looked =
  Awaited<ReturnType<LookUpPeople>>['users'] extends ReadonlyMap<string, infer One> ? One : never;
type Found = Extract<Looked, { found: unknown }>['found'];
type Listed = PeopleDirectory['people'][number];

function listed(id: string, more: Partial<Listed> = {}): Listed {
  return { id, name: `Name ${id}`, mail: `${id}@contoso.example`, account: 'member', ...more };
}

const PAT = listed('pat');
const FRAN = listed('fran');
const FINN = listed('finn');
const SAM = listed('sam');
const DIRECTORY: PeopleDirectory = {
  people: [PAT, FRAN, FINN, SAM],
  partners: [
    { id: 'north', name: 'North', contacts: ['pat'], fpms: ['fran', 'finn'] },
    { id: 'south', name: 'South', contacts: ['pat'], fpms: ['finn'] },
  ],
  experts: [{ person: 'sam' }],
};

function asListed({ id, name, mail }: Listed, more: Partial<Found> = {}): Looked {
  return {
    found: { id, displayName: name, mail, accountEnabled: true, userType: 'Member', ...more },
  };
}

interface Tenant {
  readonly users?: Readonly<Record<string, Looked>>;
  readonly managers?: Readonly<Record<string, Looked>>;
  readonly directory?: PeopleDirectory;
}

let asked: Parameters<LookUpPeople>[0] | undefined;

/** What is told where the tenant has everybody as the file does, but for these. */
async function told({
  users = {},
  managers = {},
  directory = DIRECTORY,
}: Tenant): Promise<readonly string[]> {
  const everybody = directory.people.map((person) => [person.id, asListed(person)] as const);
  const findings = await checkPeople(directory, (about) => {
    asked = about;
    return Promise.resolve({
      users: new Map([...everybody, ...Object.entries(users)]),
      managers: new Map(Object.entries(managers)),
    });
  });
  return findings.map(({ level, says, todo = '' }) => `${level}: ${says} → ${todo}`);
}

test('a directory that fits the tenant is one line, and asks only for the managers of those who decide alone', async () => {
  expect(await told({})).toEqual(['ok: Found in the tenant: 4 of 4 people. → ']);
  expect(asked).toEqual({ people: ['pat', 'fran', 'finn', 'sam'], managersOf: ['finn'] });
});

test('people of other tenants are not asked about', async () => {
  const away = listed('away', { account: 'federated' });
  const partner = { id: 'east', name: 'East', contacts: ['pat'], fpms: ['away'] };
  const directory = {
    ...DIRECTORY,
    people: [PAT, away],
    partners: [partner],
    experts: [],
  };

  const [first, ...rest] = await told({ directory, users: { away: { missed: 'gone' } } });

  expect(first).toContain('1 person of other tenants cannot be looked up from here.');
  expect(rest).toEqual([]);
  expect(asked).toEqual({ people: ['pat'], managersOf: [] });
});

test('who is not in the tenant is told with what they do', async () => {
  const lines = await told({ users: { finn: { missed: 'gone' }, sam: { missed: 'gone' } } });

  expect(lines.slice(1)).toEqual([
    expect.stringMatching(
      /^wrong: Name finn is not in the tenant: FPM of North, FPM of South\. → .*directory:find/,
    ),
    expect.stringMatching(/^wrong: Name sam is not in the tenant: expert\./),
  ]);
});

test('an account that is disabled is told with what they do, and how to count what waits', async () => {
  const lines = await told({ users: { pat: asListed(PAT, { accountEnabled: false }) } });

  expect(lines[1]).toMatch(
    /^warn: The account of Name pat is disabled: contact of North, contact of South\. → .*--dry-run/,
  );
});

test('a mail address that differs is told without telling it, capitals aside', async () => {
  const lines = await told({
    users: {
      pat: asListed(PAT, { mail: 'PAT@contoso.example' }),
      fran: asListed(FRAN, { mail: 'secret@contoso.example' }),
      sam: asListed(SAM, { mail: null }),
    },
  });

  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^warn: Name fran has another mail address in the tenant\./),
    expect.stringMatching(/^warn: Name sam has no mail address in the tenant\./),
  ]);
  expect(lines.join()).not.toContain('@');
});

test('a guest who stands there as a member is told, and the other way round, where they come into chats', async () => {
  const directory = {
    ...DIRECTORY,
    people: [...DIRECTORY.people, listed('gus', { account: 'guest' }), listed('ada')],
    experts: [{ person: 'gus' }],
  };
  const users = {
    pat: asListed(PAT, { userType: 'Guest' }),
    ada: asListed(listed('ada'), { userType: 'Guest' }),
    sam: asListed(SAM, { userType: null }),
  };

  const lines = await told({ directory, users });

  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/Name pat is a guest of the tenant .* as a member.*"account": "guest"/),
    expect.stringMatching(/Name gus is a member of the tenant .* as a guest.*"account": "member"/),
  ]);
});

test.each<[string, Partial<Tenant>, readonly RegExp[]]>([
  [
    'in the directory',
    { managers: { finn: asListed({ ...FRAN, id: 'FRAN' }) } },
    [
      /^warn: Name finn alone decides for South; their manager is Name fran, who is in the directory\. → .* FRAN to the fpms of south/,
    ],
  ],
  [
    'who is not in the directory',
    { managers: { finn: asListed(listed('boss')) } },
    [
      /their manager is Name boss, who is not in the directory\. → .*add them to the people.* boss to the fpms of south/,
    ],
  ],
  ['who asks for the company', { managers: { finn: asListed(PAT) } }, []],
  [
    'who cannot sign in',
    {
      managers: { finn: asListed(SAM) },
      users: { sam: asListed(SAM, { accountEnabled: false }) },
    },
    [/^warn: The account of Name sam is disabled/],
  ],
  ['whom nobody knows', { managers: { finn: { missed: 'gone' } } }, []],
])('who decides alone has a manager %s', async (_what, tenant, says) => {
  const lines = (await told(tenant)).slice(1);

  expect(lines).toEqual(says.map((one) => expect.stringMatching(one) as string));
});

test('a permission that is missing is ours, and what failed is asked again later', async () => {
  const lines = await told({
    users: { pat: { missed: 'refused' }, fran: { missed: 'refused' }, sam: { missed: 'failed' } },
    managers: { finn: { missed: 'refused' } },
  });

  expect(lines).toEqual([
    'ok: Found in the tenant: 1 of 4 people. → ',
    expect.stringMatching(
      /^wrong: Microsoft Graph refuses to look 3 people up\. → .*User\.Read\.All/,
    ),
    expect.stringMatching(/^warn: 1 person could not be looked up\./),
  ]);
});

test('of many alike only the first are told, and how many there are', async () => {
  const people = Array.from({ length: 40 }, (_one, index) => listed(`p${String(index)}`));
  const users = Object.fromEntries(people.map(({ id }) => [id, { missed: 'gone' } as const]));

  const lines = await told({ directory: { people, partners: [], experts: [] }, users });

  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toMatch(/^warn: There are 30 more like that\./);
});
