import { TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { seedDirectory, seedOf, type CheckedDirectory } from '../../src/workflow/seed-directory';
import { DIRECTORY, EXPERT, FPM, PARTNER, SEED } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { openHouse } from '../support/fake-house';
import { RacingStore } from '../support/fake-racing-store';
import { give, given, stored } from '../support/fake-requests';

const RECORDS = SEED.people.length + SEED.listings.length;

describe('the records of a directory file', () => {
  it('know each person under every role the file gives them', () => {
    const roles = SEED.people.map(({ id, entry }) => [
      id,
      entry.contactOf,
      entry.fpmOf,
      entry.isExpert,
    ]);

    expect(roles).toEqual([
      [PARTNER.id, ['partner:fabrikam'], [], false],
      [FPM.id, [], ['partner:fabrikam'], false],
      [EXPERT.id, [], [], true],
      ['person:expert-b', [], [], true],
    ]);
  });

  it('write ids of people in lower case, wherever they stand', () => {
    const [first, ...others] = DIRECTORY.people;
    const [company] = DIRECTORY.partners;
    const file = {
      ...DIRECTORY,
      people: [{ ...first, id: 'ABC-Def' }, ...others],
      partners: [{ ...company, contacts: ['ABC-Def'] }],
    } as CheckedDirectory;

    const seed = seedOf(file);

    expect(seed.people[0]).toMatchObject({
      id: 'person:abc-def',
      entry: { contactOf: ['partner:fabrikam'] },
    });
    expect(seed.listings[0]).toMatchObject({ contacts: ['person:abc-def'] });
  });

  it('tell whose account it is, where it is not one of our own', () => {
    const tenant = '7f2c3b1e-0000-4000-8000-0000000000ff';
    const kinds = [{ account: 'member' }, { account: 'guest' }, { account: 'federated', tenant }];
    const people = kinds.map((kind, index) => ({ ...DIRECTORY.people[index], ...kind }));

    const seed = seedOf({ ...DIRECTORY, people } as CheckedDirectory);

    expect(seed.people.map(({ entry }) => entry.account)).toEqual([
      undefined,
      { kind: 'guest' },
      { kind: 'federated', tenantId: tenant },
    ]);
  });

  it('count the last day of an absence as absent', () => {
    const [expert, ...others] = DIRECTORY.experts;
    const absences = [{ from: '2026-12-24', until: '2026-12-31' }];
    const file = { ...DIRECTORY, experts: [{ ...expert, absences }, ...others] };

    const seed = seedOf(file as CheckedDirectory);

    const entry = seed.listings.find(({ id }) => id === 'expert:expert-a');
    expect(entry).toMatchObject({
      absences: [{ from: Date.UTC(2026, 11, 24), until: Date.UTC(2027, 0, 1) }],
    });
  });
});

describe('filling the directory', () => {
  it('writes every entry into an empty store and says so', async () => {
    const { ports } = openHouse();

    const isFilled = await seedDirectory(ports, SEED);

    expect(isFilled).toBe(true);
    expect((await stored(ports, FPM.id)).state).toMatchObject({
      id: FPM.id,
      name: 'Fpm',
      fpmOf: ['partner:fabrikam'],
    });
    expect((await stored(ports, 'partner:fabrikam')).state).toMatchObject({ fpms: [FPM.id] });
    expect((await stored(ports, 'expert:expert-a')).state).toMatchObject({ person: EXPERT.id });
  });

  it('happens once: what people changed since is not overwritten', async () => {
    const { ports } = openHouse();
    await seedDirectory(ports, SEED);
    const language = { type: 'ChooseLanguage', language: 'es' };
    await give(ports, PARTNER.id, given(ports, PARTNER, language));
    const changed = SEED.people.map((one) => ({
      ...one,
      entry: { ...one.entry, name: 'Changed' },
    }));

    const isFilled = await seedDirectory(ports, { ...SEED, people: changed });

    expect(isFilled).toBe(false);
    expect((await stored(ports, PARTNER.id)).state).toMatchObject({
      name: 'Partner',
      chosenLanguage: 'es',
    });
  });

  it('is finished by the next start when it was interrupted, and nothing is written twice', async () => {
    const store = new RacingStore(new MemoryStore());
    const flaky = new FlakyStore(store);
    const { ports } = openHouse({ store: flaky });
    flaky.failWrite(({ id }) => id === 'partner:fabrikam');
    await expect(seedDirectory(ports, SEED)).rejects.toBeInstanceOf(TransientError);

    const isFilled = await seedDirectory(ports, SEED);

    expect(isFilled).toBe(true);
    expect(store.written).toHaveLength(RECORDS + 1);
    expect(new Set(store.written).size).toBe(RECORDS + 1);
  });

  it('by two processes at once leaves every entry once', async () => {
    const store = new RacingStore(new MemoryStore());
    const one = openHouse({ store });
    const other = openHouse({ store, owner: 'other' });

    await Promise.all([seedDirectory(one.ports, SEED), seedDirectory(other.ports, SEED)]);

    expect(store.written).toHaveLength(RECORDS + 1);
    expect((await stored(one.ports, FPM.id)).events).toHaveLength(1);
  });
});
