import type { Expert, Partner } from '../../src/domain/directory/listing';
import type { Person } from '../../src/domain/directory/person';
import { TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { directoryChanges, withOperator } from '../../src/workflow/directory-import';
import { directoryGaps } from '../../src/workflow/directory-gaps';
import { expertProfiles } from '../../src/workflow/expert-profiles';
import { loadState } from '../../src/workflow/load-record';
import { appointFirstOperator } from '../../src/workflow/first-operator';
import { requesterFacts } from '../../src/workflow/requester-facts';
import { seedDirectory, seedOf, type CheckedDirectory } from '../../src/workflow/seed-directory';
import { standInFor } from '../../src/workflow/stand-ins';
import { importDirectory } from '../support/directory-imports';
import { DIRECTORY, EXPERT, FPM, PARTNER, SECOND_EXPERT, SEED } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { openHouse, type FakeHouse } from '../support/fake-house';
import { RacingStore } from '../support/fake-racing-store';
import {
  accepted,
  approved,
  give,
  given,
  statusOf,
  stored,
  submitted,
} from '../support/fake-requests';

type FilePerson = CheckedDirectory['people'][number];
type FileExpert = CheckedDirectory['experts'][number];
type FilePartner = CheckedDirectory['partners'][number];

/** {@link DIRECTORY} with one of each kind said otherwise. */
function directoryWith(changes: {
  readonly person?: Partial<FilePerson>;
  readonly expert?: Partial<FileExpert>;
  readonly partner?: Partial<FilePartner>;
}): CheckedDirectory {
  const [first, ...people] = DIRECTORY.people;
  const [partner] = DIRECTORY.partners;
  const [expert, ...experts] = DIRECTORY.experts;
  return {
    people: [{ ...first!, ...changes.person }, ...people],
    partners: [{ ...partner!, ...changes.partner }],
    experts: [{ ...expert!, ...changes.expert }, ...experts],
  };
}

/** {@link DIRECTORY} without somebody; who is the only FPM is followed by the second expert. */
function directoryWithout({ id }: { readonly id: string }): CheckedDirectory {
  const gone = id.slice('person:'.length);
  const stays = (one: string): boolean => one !== gone;
  return {
    people: DIRECTORY.people.filter((person) => stays(person.id)),
    partners: DIRECTORY.partners.map((partner) => ({
      ...partner,
      contacts: partner.contacts.filter(stays),
      fpms: partner.fpms.map((fpm) => (stays(fpm) ? fpm : 'expert-b')),
    })),
    experts: DIRECTORY.experts.filter(({ person }) => stays(person)),
  };
}

const LISBON = { ...SEED.people[0]!.entry.home, zone: 'Europe/Lisbon', country: 'PT' };

let house: FakeHouse;

beforeEach(async () => {
  house = openHouse();
  await seedDirectory(house.ports, SEED);
});

describe('an import', () => {
  it('has nothing to do where the store says the same', async () => {
    expect(await importDirectory(house.ports, DIRECTORY)).toEqual([]);
  });

  it.each<[string, Partial<FilePerson>, Partial<Person>]>([
    ['name', { name: 'Pat' }, { name: 'Pat' }],
    ['mail', { mail: 'pat@example.com' }, { mail: 'pat@example.com' }],
    ['language', { language: 'de' }, { language: 'de' }],
    ['operator', { operator: true }, { isOperator: true }],
    ['account', { account: 'guest' }, { account: { kind: 'guest' } }],
    ['home calendar', { home: LISBON }, { home: LISBON }],
  ])('changes the %s of a person, once', async (_what, person, expected) => {
    const directory = directoryWith({ person });

    expect(await importDirectory(house.ports, directory)).toEqual([`~ ${PARTNER.id}`]);
    expect(await loadState<Person>(house.ports, PARTNER.id)).toMatchObject(expected);
    expect(await importDirectory(house.ports, directory)).toEqual([]);
    expect(await importDirectory(house.ports, DIRECTORY)).toEqual([`~ ${PARTNER.id}`]);
    expect(await loadState<Person>(house.ports, PARTNER.id)).toEqual({
      ...SEED.people[0]!.entry,
      id: PARTNER.id,
    });
  });

  it.each<[string, Partial<FileExpert>]>([
    ['workloads', { workloads: ['MDATP-P1'] }],
    ['languages', { languages: ['de'] }],
    ['regions', { regions: ['APJ'] }],
    ['roles', { roles: ['migration'] }],
    ['limit', { limit: 0 }],
  ])('changes the %s of an expert, once', async (_what, expert) => {
    const directory = directoryWith({ expert });

    expect(await importDirectory(house.ports, directory)).toEqual(['~ expert:expert-a']);
    expect(await loadState<Expert>(house.ports, 'expert:expert-a')).toMatchObject(expert);
    expect(await importDirectory(house.ports, directory)).toEqual([]);
  });

  it('changes absences of an expert', async () => {
    const absences = [{ from: '2026-12-24', until: '2026-12-24' }];

    await importDirectory(house.ports, directoryWith({ expert: { absences } }));

    expect(await loadState<Expert>(house.ports, 'expert:expert-a')).toMatchObject({
      absences: [{ from: Date.UTC(2026, 11, 24), until: Date.UTC(2026, 11, 25) }],
    });
  });

  it('changes name, contacts and FPMs of a partner, on both sides', async () => {
    const partner = { name: 'Fabrikam SL', contacts: ['partner', 'expert-a'], fpms: ['expert-b'] };

    const changed = await importDirectory(house.ports, directoryWith({ partner }));

    expect(changed).toEqual([
      ...[`~ ${FPM.id}`, `~ ${EXPERT.id}`, `~ ${SECOND_EXPERT.id}`],
      '~ partner:fabrikam',
    ]);
    expect(await loadState<Partner>(house.ports, 'partner:fabrikam')).toEqual({
      ...{ id: 'partner:fabrikam', name: 'Fabrikam SL' },
      ...{ contacts: [PARTNER.id, EXPERT.id], fpms: [SECOND_EXPERT.id] },
    });
    expect(await loadState<Person>(house.ports, FPM.id)).toMatchObject({ fpmOf: [] });
  });

  it('takes new people, partners and experts, more than a list has places for', async () => {
    const people = Array.from({ length: 50 }, (_none, index) => ({
      ...DIRECTORY.people[0]!,
      id: `new-${String(index)}`,
    }));
    const partners = people.map(({ id }) => ({
      ...DIRECTORY.partners[0]!,
      ...{ id, contacts: people.map((one) => one.id) },
    }));
    const directory = {
      people: [...DIRECTORY.people, ...people],
      partners: [...DIRECTORY.partners, ...partners],
      experts: [...DIRECTORY.experts, { ...DIRECTORY.experts[0]!, person: 'new-0' }],
    };

    const changed = await importDirectory(house.ports, directory);

    expect(changed.filter((line) => line.startsWith('+'))).toHaveLength(101);
    expect(changed).toContain('+ expert:new-0');
    expect(await importDirectory(house.ports, directory)).toEqual([]);
  });

  it('leaves what a person chose, and where they are reached', async () => {
    const language = { type: 'ChooseLanguage', language: 'de' };
    await give(house.ports, PARTNER.id, given(house.ports, PARTNER, language));
    const chat = { type: 'NoteChat', chat: 'conversation:pat' };
    await give(house.ports, PARTNER.id, given(house.ports, PARTNER, chat));

    await importDirectory(house.ports, directoryWith({ person: { language: 'es', name: 'Pat' } }));
    await importDirectory(house.ports, directoryWithout(PARTNER));
    await importDirectory(house.ports, DIRECTORY);

    expect(await loadState<Person>(house.ports, PARTNER.id)).toEqual({
      ...{ ...SEED.people[0]!.entry, id: PARTNER.id },
      ...{ chosenLanguage: 'de', chat: 'conversation:pat' },
    });
  });

  it('keeps what somebody chooses at the very moment of the write', async () => {
    const store = new RacingStore(new MemoryStore());
    const { ports } = openHouse({ store });
    await seedDirectory(ports, SEED);
    const language = { type: 'ChooseLanguage', language: 'de' };
    const beside = openHouse({ store }).ports; // Another process: commands of one stand in line.
    store.beforeWriteOf(PARTNER.id, () =>
      give(beside, PARTNER.id, given(beside, PARTNER, language)),
    );

    await importDirectory(ports, directoryWith({ person: { name: 'Pat' } }));

    expect(await loadState<Person>(ports, PARTNER.id)).toMatchObject({
      ...{ name: 'Pat', chosenLanguage: 'de' },
    });
  });

  it('that broke off at any write is finished by the next one, and always leaves an operator', async () => {
    const store = new FlakyStore(new MemoryStore());
    const { ports } = openHouse({ store });
    const before = operatedBy('fpm', DIRECTORY);
    await seedDirectory(ports, seedOf(before));
    const after = operatedBy('partner', directoryWithout(EXPERT));
    const ids = (await directoryChanges(ports, seedOf(after))).map(({ id }) => id);
    for (const broken of ids) {
      await importDirectory(ports, before);
      store.failWrite(({ id }) => id === broken);

      await expect(importDirectory(ports, after)).rejects.toThrow(TransientError);

      const page = await ports.store.find({ kind: 'person', tag: 'role:operator', limit: 9 }, 0);
      expect(page.records).not.toEqual([]);
      await importDirectory(ports, after);
      expect(await importDirectory(ports, after)).toEqual([]);
    }
    expect(ids).toEqual([PARTNER.id, FPM.id, 'expert:expert-a', EXPERT.id]);
  });
});

function operatedBy(operator: string, directory: CheckedDirectory): CheckedDirectory {
  const people = directory.people.map((person) => ({
    ...person,
    operator: person.id === operator,
  }));
  return { ...directory, people };
}

describe('somebody who is no longer in the directory', () => {
  it('as an expert is proposed no more, and what runs stays with them', async () => {
    await submitted(house.ports);
    await approved(house.ports);

    const changed = await importDirectory(house.ports, directoryWithout(EXPERT));
    const outcome = await accepted(house.ports);

    expect(changed).toEqual(['- expert:expert-a', `- ${EXPERT.id}`]);
    expect((await expertProfiles(house.ports)).map(({ id }) => id)).toEqual([SECOND_EXPERT.id]);
    expect(outcome.ok).toBe(true);
    expect((await stored(house.ports)).state).toMatchObject({ expert: { id: EXPERT.id } });
  });

  it('as an expert cannot be asked by name either', async () => {
    await submitted(house.ports);
    await importDirectory(house.ports, directoryWithout(EXPERT));

    const order = { type: 'Approve', expert: EXPERT.id };
    const outcome = await give(house.ports, 'request:r1', given(house.ports, FPM, order));

    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'expert-missing' } });
  });

  it('as an expert alone stays who they are otherwise', async () => {
    const experts = DIRECTORY.experts.slice(1);

    const changed = await importDirectory(house.ports, { ...DIRECTORY, experts });

    expect(changed).toEqual([`~ ${EXPERT.id}`, '- expert:expert-a']);
    expect((await expertProfiles(house.ports)).map(({ id }) => id)).toEqual([SECOND_EXPERT.id]);
  });

  it('as an FPM decides what they have, and is followed by the one who is named', async () => {
    await submitted(house.ports);

    await importDirectory(house.ports, directoryWithout(FPM));

    const { requester } = await requesterFacts(house.ports, PARTNER);
    expect(requester?.options.companies[0]?.fpms).toEqual([SECOND_EXPERT]);
    expect(
      await standInFor(house.ports, 'partner:fabrikam', [FPM.id], house.ports.clock.now()),
    ).toEqual(SECOND_EXPERT);
    expect((await approved(house.ports)).ok).toBe(true);
  });

  it('as a contact can request nothing new', async () => {
    await submitted(house.ports);

    await importDirectory(house.ports, directoryWithout(PARTNER));

    expect(await requesterFacts(house.ports, PARTNER)).toEqual({});
    expect(statusOf(await stored(house.ports))).toBe('Submitted');
  });

  it('takes a company along: nobody requests for it, stands in for it, or is missed by it', async () => {
    const people = DIRECTORY.people.filter(({ id }) => id !== 'fpm');

    const changed = await importDirectory(house.ports, { ...DIRECTORY, people, partners: [] });

    expect(changed).toEqual([`~ ${PARTNER.id}`, '- partner:fabrikam', `- ${FPM.id}`]);
    expect(await requesterFacts(house.ports, PARTNER)).toEqual({});
    expect(
      await standInFor(house.ports, 'partner:fabrikam', [], house.ports.clock.now()),
    ).toBeUndefined();
    expect((await directoryGaps(house.ports)).withoutFpm).toEqual([]);
  });

  it('is not made operator', async () => {
    await importDirectory(house.ports, directoryWithout(FPM));

    expect(await appointFirstOperator(house.ports, FPM.id)).toBe('nobody');
  });

  it('is missed where the company still names them', async () => {
    await importDirectory(house.ports, directoryWithout(FPM));
    const entry = SEED.listings[0]!;
    const order = { type: 'Import', entry, by: 'system', at: 0, causeId: 'old' } as const;
    await give(house.ports, entry.id, order);

    expect((await directoryGaps(house.ports)).withoutFpm).toEqual(['Fabrikam']);
    expect(await requesterFacts(house.ports, PARTNER)).toEqual({});
  });

  it('leaves once, and comes back as somebody new', async () => {
    const without = directoryWithout(EXPERT);

    await importDirectory(house.ports, without);

    expect(await importDirectory(house.ports, without)).toEqual([]);
    expect(await importDirectory(house.ports, DIRECTORY)).toEqual([
      `+ ${EXPERT.id}`,
      '+ expert:expert-a',
    ]);
    expect(await expertProfiles(house.ports)).toHaveLength(2);
  });

  it('is told with what still waits for them', async () => {
    await submitted(house.ports);

    const changes = await directoryChanges(house.ports, seedOf(directoryWithout(FPM)));

    expect(changes.at(-1)).toMatchObject({ id: FPM.id, waiting: 1, handable: [1001] });
  });
});

describe('a directory that marks nobody as operator', () => {
  it('gets the first administrator as one', () => {
    const { people } = withOperator(SEED, FPM.id);

    expect(people.filter(({ entry }) => entry.isOperator).map(({ id }) => id)).toEqual([FPM.id]);
  });

  it('stays as it is without one, as does one that has an operator', () => {
    const operated = seedOf(operatedBy('partner', DIRECTORY));

    expect(withOperator(SEED, undefined)).toEqual(SEED);
    expect(withOperator(operated, FPM.id)).toEqual(operated);
  });
});
