import type { Listing } from '../domain/directory/listing';
import type { PersonEntry } from '../domain/directory/person';
import type { PartnerId, PersonId, RecordId } from '../domain/kernel';
import { handleCommand } from './handle-command';
import type { CommandPorts } from './ports';

/** The directory as the records of the store want it. */
export interface DirectorySeed {
  readonly people: readonly { readonly id: PersonId; readonly entry: PersonEntry }[];
  readonly listings: readonly Listing[];
}

/** A directory file, checked. Structure of `directory-file.ts`, which the house's edge reads. */
export interface CheckedDirectory {
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly mail: string;
    readonly language: PersonEntry['language'];
    readonly home: Omit<PersonEntry['home'], 'subdivision'> & {
      readonly subdivision?: string | undefined;
    };
    readonly operator: boolean;
    readonly account?: 'member' | 'guest' | 'federated';
    /** Of federated people. */
    readonly tenant?: string | undefined;
  }[];
  readonly partners: readonly {
    readonly id: string;
    readonly name: string;
    readonly contacts: readonly string[];
    readonly fpms: readonly string[];
  }[];
  readonly experts: readonly {
    readonly person: string;
    readonly workloads: readonly string[];
    readonly languages: readonly string[];
    readonly regions: readonly ('Amer' | 'APJ' | 'EMEA')[];
    readonly roles: readonly ('engineer' | 'migration')[];
    readonly limit: number;
    readonly absences: readonly { readonly from: string; readonly until: string }[];
  }[];
}

const MARK = 'setting:directory-seeded';

/** The records of a checked directory file. Pure. */
export function seedOf(file: CheckedDirectory): DirectorySeed {
  const ofPerson = (id: string): PersonId => `person:${id.toLowerCase()}`;
  const partnersWith = (key: 'contacts' | 'fpms', id: string): readonly PartnerId[] =>
    file.partners
      .filter((partner) => partner[key].includes(id))
      .map((partner): PartnerId => `partner:${partner.id}`);
  return {
    people: file.people.map(({ id, name, mail, language, home, operator, ...whose }) => ({
      id: ofPerson(id),
      entry: {
        ...{ name, mail, language, home: withoutUndefined(home) },
        contactOf: partnersWith('contacts', id),
        fpmOf: partnersWith('fpms', id),
        isExpert: file.experts.some(({ person }) => person === id),
        isOperator: operator,
        ...accountOf(whose),
      },
    })),
    listings: [
      ...file.partners.map(({ id, name, contacts, fpms }): Listing => ({
        id: `partner:${id}`,
        name,
        contacts: contacts.map(ofPerson),
        fpms: fpms.map(ofPerson),
      })),
      ...file.experts.map(({ person, absences, ...rest }): Listing => ({
        ...rest,
        id: `expert:${person.toLowerCase()}`,
        person: ofPerson(person),
        absences: absences.map(({ from, until }) => ({
          from: Date.parse(from),
          until: Date.parse(until) + DAY_MS,
        })),
      })),
    ],
  };
}

const DAY_MS = 86_400_000;

function accountOf({
  account = 'member',
  tenant = '',
}: Pick<CheckedDirectory['people'][number], 'account' | 'tenant'>): Pick<PersonEntry, 'account'> {
  switch (account) {
    case 'member':
      return {};
    case 'guest':
      return { account: { kind: 'guest' } };
    case 'federated':
      return { account: { kind: 'federated', tenantId: tenant } };
  }
}

function withoutUndefined(home: CheckedDirectory['people'][number]['home']): PersonEntry['home'] {
  const { subdivision, ...rest } = home;
  return subdivision === undefined ? rest : { ...rest, subdivision };
}

/** Fills an empty store from the directory file, once; later `npm run directory:import` changes it (`directory-import.ts`). Whether it was filled now. */
export async function seedDirectory(ports: CommandPorts, seed: DirectorySeed): Promise<boolean> {
  const now = ports.clock.now();
  if ((await ports.store.read(MARK, now)) !== undefined) {
    return false;
  }
  const meta = { by: 'system', at: now } as const;
  for (const { id, entry } of seed.people) {
    await handleCommand(ports, id, {
      command: { type: 'ImportPerson', id, entry, ...meta, causeId: `seed:${id}` },
    });
  }
  for (const entry of seed.listings) {
    const id: RecordId = entry.id;
    await handleCommand(ports, id, {
      command: { type: 'Import', entry, ...meta, causeId: `seed:${id}` },
    });
  }
  await markSeeded(ports);
  return true;
}

/** Notes that this store has its directory, so that no start fills it again; noted twice, nothing happens. */
export async function markSeeded({ store, clock }: CommandPorts): Promise<void> {
  const now = clock.now();
  const mark = {
    id: MARK,
    schema: 1,
    summary: { kind: 'setting', tags: [], search: '', at: now },
    body: {},
  };
  await store.create(mark, now);
}
