import { appointFirstOperator } from '../../src/workflow/first-operator';
import { seedDirectory } from '../../src/workflow/seed-directory';
import { MemoryStore } from '../../src/store/memory-store';
import { FPM, PARTNER, SEED } from '../support/fake-directory';
import { openHouse } from '../support/fake-house';
import { give, given, stored } from '../support/fake-requests';

const STRANGER = 'person:99999999-7777-4888-8999-000000000000';

describe('a directory in which nobody is operator', () => {
  it('gets the first administrator as one, who keeps what they chose', async () => {
    const { ports } = openHouse();
    await seedDirectory(ports, SEED);
    const language = { type: 'ChooseLanguage', language: 'de' };
    await give(ports, FPM.id, given(ports, FPM, language));

    const outcome = await appointFirstOperator(ports, FPM.id);

    expect(outcome).toBe('appointed');
    expect((await stored(ports, FPM.id)).state).toMatchObject({
      ...{ id: FPM.id, name: 'Fpm', isOperator: true, chosenLanguage: 'de' },
      fpmOf: ['partner:fabrikam'],
    });
  });

  it('stays without one when it does not know the first administrator', async () => {
    const { ports } = openHouse();
    await seedDirectory(ports, SEED);

    expect(await appointFirstOperator(ports, STRANGER)).toBe('nobody');
    expect((await stored(ports, FPM.id)).state).toMatchObject({ isOperator: false });
  });

  it('gets one again after the one it had was relieved', async () => {
    const { ports, clock } = openHouse();
    await seedDirectory(ports, SEED);
    await appointFirstOperator(ports, FPM.id);
    const { entry } = SEED.people.find(({ id }) => id === FPM.id)!;
    const relieved = { type: 'ImportPerson', id: FPM.id, entry, by: 'system', causeId: 'import' };
    await give(ports, FPM.id, { ...relieved, at: clock.now() } as Parameters<typeof give>[2]);
    clock.forward(1_000);

    await appointFirstOperator(ports, FPM.id);

    expect((await stored(ports, FPM.id)).state).toMatchObject({ isOperator: true });
  });

  it('gets one once, when two processes start', async () => {
    const store = new MemoryStore();
    const one = openHouse({ store });
    const other = openHouse({ store, owner: 'other' });
    await seedDirectory(one.ports, SEED);

    await Promise.all([
      appointFirstOperator(one.ports, FPM.id),
      appointFirstOperator(other.ports, FPM.id),
    ]);

    expect((await stored(one.ports, FPM.id)).events).toHaveLength(2);
  });
});

test('a directory that has an operator is left as it is', async () => {
  const { ports } = openHouse();
  const [first, ...others] = SEED.people;
  const people = [{ ...first!, entry: { ...first!.entry, isOperator: true } }, ...others];
  await seedDirectory(ports, { ...SEED, people });

  expect(await appointFirstOperator(ports, FPM.id)).toBe('there-is-one');
  expect((await stored(ports, FPM.id)).state).toMatchObject({ isOperator: false });
  expect((await stored(ports, PARTNER.id)).events).toHaveLength(1);
});
