import type { NumberedRequest } from '../../src/domain/request/request';
import { fpmChoices } from '../../src/workflow/fpm-choices';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { seedDirectory, type CheckedDirectory } from '../../src/workflow/seed-directory';
import { importDirectory } from '../support/directory-imports';
import { DIRECTORY, FPM, SEED } from '../support/fake-directory';
import { openHouse, type FakeHouse } from '../support/fake-house';
import { give, given, REQUEST, submitted } from '../support/fake-requests';
import { SECOND_FPM, secondFpmJoins } from '../support/second-fpm';

const [LIKE] = DIRECTORY.people;
const DAY_MS = 86_400_000;

function withOthers(...companies: readonly (readonly string[])[]): CheckedDirectory {
  const ids = [...new Set(companies.flat())];
  const people = ids.map((id) => ({ ...LIKE!, id, name: id.toUpperCase() }));
  const partners = companies.map((fpms, nth) => ({
    ...{ id: `company-${String(nth)}`, name: `Company ${String(nth)}`, contacts: [], fpms },
  }));
  return {
    ...DIRECTORY,
    people: [...DIRECTORY.people, ...people],
    partners: [...DIRECTORY.partners, ...partners],
  };
}

async function namesOf({ ports }: FakeHouse): Promise<readonly string[]> {
  const request = await loadState<NumberedRequest>(ports, REQUEST);
  return (await fpmChoices(ports, [request!])).map(({ person }) => person.name);
}

describe('the FPMs to whom a request can be handed over', () => {
  let house: FakeHouse;

  beforeEach(async () => {
    house = openHouse();
    await seedDirectory(house.ports, SEED);
    await submitted(house.ports);
  });

  it('are those of its company first, then the others by name, and never its own', async () => {
    await secondFpmJoins(house.ports);
    expect(await namesOf(house)).toEqual(['Fpm B']);

    await importDirectory(house.ports, withOthers(['zoe', 'abe'], ['abe']));
    expect(await namesOf(house)).toEqual(['ABE', 'ZOE']);
  });

  it('are nobody who left, nor whoever decides for a company that left', async () => {
    const both = withOthers(['zoe'], ['abe']);
    await importDirectory(house.ports, both);
    const partners = both.partners.filter(({ id }) => id !== 'company-0');
    await importDirectory(house.ports, { ...both, partners });

    expect(await namesOf(house)).toEqual(['ABE']);
  });

  it('are as many as a card holds', async () => {
    const many = Array.from({ length: 70 }, (_none, nth) => `fpm-${String(nth)}`);
    await importDirectory(house.ports, withOthers(many));

    expect(await namesOf(house)).toHaveLength(60);
  });
});

it('whoever handed a request over does not stand in for it when it is late', async () => {
  const house = openHouse();
  await seedDirectory(house.ports, SEED);
  await submitted(house.ports);
  await secondFpmJoins(house.ports);
  const order = { type: 'HandOver', to: SECOND_FPM.id, note: '' };
  await give(house.ports, REQUEST, given(house.ports, FPM, order));

  house.clock.forward(9 * DAY_MS);
  const at = house.ports.clock.now();
  await give(house.ports, REQUEST, { type: 'CheckDecision', by: 'system', at, causeId: 'late' });

  const { state } = await loadRecord(house.ports, REQUEST);
  expect((state as NumberedRequest).late).toEqual({ at });
});
