import { idInRow, placeInRow, type Place, type Row } from '../../src/bot/place-in-row';
import type { QuestionId } from '../../src/domain/kernel';
import type { Question } from '../../src/domain/question/question';
import { MemoryStore } from '../../src/store/memory-store';
import { findRecords } from '../../src/workflow/find-states';
import { handleCommand } from '../../src/workflow/handle-command';
import { PARTNER } from '../support/fake-directory';
import { moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { activityOf, FakeTeams, FRAN, PAT } from '../support/fake-teams';

const ROW: Row<'question'> = { kind: 'question', by: PARTNER.id, about: 'question' };
const DAY_MS = 86_400_000;

/** A store that counts how often it is asked for a record. */
class ReadCountingStore extends MemoryStore {
  reads = 0;

  override read(id: string, now: number): ReturnType<MemoryStore['read']> {
    this.reads += 1;
    return super.read(id, now);
  }
}

function place({ ports }: FakeHouse, causeId: string): Promise<Place<QuestionId>> {
  return placeInRow(ports, ROW, causeId, (last) => (last as Question).status === 'Draft');
}

/** The n-th question of the row, begun by this cause. */
async function begin({ ports }: FakeHouse, n: number, causeId: string): Promise<QuestionId> {
  const id = idInRow(ROW, n);
  const order = { type: 'StartQuestion', id, kind: 'question', by: PARTNER };
  await handleCommand(ports, id, { command: { ...order, at: ports.clock.now(), causeId } });
  return id;
}

async function discard({ ports }: FakeHouse, id: QuestionId): Promise<void> {
  const command = { type: 'Discard', by: PARTNER, at: ports.clock.now(), causeId: `end ${id}` };
  await handleCommand(ports, id, { command });
}

/** A row of so many questions, all of them over; the n-th was begun by `press n`. */
async function rowOf(count: number, store = new ReadCountingStore()): Promise<FakeHouse> {
  const house = openHouse({ store });
  await moveIn(house.ports);
  for (let n = 1; n <= count; n += 1) {
    await discard(house, await begin(house, n, `press ${String(n)}`));
  }
  return house;
}

describe('a press that begins something', () => {
  it.each([0, 1, 2, 3, 4, 7, 8, 9])('comes behind %d that are over', async (count) => {
    const house = await rowOf(count);

    expect(await place(house, 'anew')).toEqual({ how: 'new', id: idInRow(ROW, count + 1) });
  });

  it('leads to the unfinished one', async () => {
    const house = await rowOf(2);
    const id = await begin(house, 3, 'press 3');

    expect(await place(house, 'anew')).toEqual({ how: 'open', id });
  });

  it('leads to the one that it has begun itself, whatever became of it and was begun since', async () => {
    const house = await rowOf(3);

    expect(await place(house, 'press 1')).toEqual({ how: 'repeated', id: idInRow(ROW, 1) });
  });

  it('is looked for for a day', async () => {
    const house = await rowOf(2);
    house.clock.forward(DAY_MS);
    const known = await place(house, 'press 1');
    house.clock.forward(1);

    expect(known.how).toBe('repeated');
    expect((await place(house, 'press 1')).how).toBe('new');
  });

  it('costs few reads however many there were', async () => {
    const store = new ReadCountingStore();
    const house = await rowOf(100, store);
    house.clock.forward(DAY_MS + 1);
    store.reads = 0;

    await place(house, 'anew');

    expect(store.reads).toBeLessThan(20);
  });
});

describe('ids in a row', () => {
  it('differ by kind, person, topic and place', () => {
    const rows = [
      ROW,
      { ...ROW, kind: 'request' as const },
      { ...ROW, by: FRAN.id },
      { ...ROW, about: 'concern' },
    ];
    const ids = rows.flatMap((row) => [idInRow(row, 1), idInRow(row, 2)]);

    expect(new Set(ids.map((id) => id.slice(id.indexOf(':')))).size).toBe(ids.length);
    expect(ids[0]).toMatch(/^question:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe('a command that opens a form', () => {
  it.each([
    ['question', 'ask my FPM'],
    ['request', 'request SME'],
  ])('opens one %s when two processes hear it twice at the same moment', async (kind, text) => {
    const teams = new FakeTeams();
    await teams.open();
    await teams.install(PAT);
    const { store } = teams.ports;
    const other = new FakeTeams({ store, owner: 'other', clock: teams.house.clock });
    const said = (id: string): ReturnType<typeof activityOf> =>
      activityOf('message', PAT, { text, id });

    await Promise.all([teams.take(said('one')), other.take(said('another'))]);

    const begun = await findRecords(teams.ports, { kind, limit: 5 });
    expect(begun.map(({ count }) => count)).toEqual([1]);
  });
});
