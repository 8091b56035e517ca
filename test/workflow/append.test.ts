import type { PersonId } from '../../src/domain/kernel';
import { MemoryStore } from '../../src/store/memory-store';
import { handleCommand } from '../../src/workflow/handle-command';
import type { Copy, LiveRecord, Result } from '../../src/workflow/record';
import { DAY_MS } from '../support/fake-calendar';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { chatOf, LEASE_MS, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { RacingStore } from '../support/fake-racing-store';
import {
  approved,
  give,
  given,
  REQUEST,
  started,
  stored,
  submitted,
} from '../support/fake-requests';
import { dueByThen, leftToSend, timersOf } from '../support/left-to-do';

async function submittedHouse(): Promise<FakeHouse> {
  const house = openHouse();
  await moveIn(house.ports);
  await submitted(house.ports);
  return house;
}

function copyOf(record: LiveRecord, key: string): Copy | undefined {
  return record.copies.find((copy) => copy.key === key);
}

function showsOf(record: LiveRecord, key: string): readonly string[] {
  return record.effects.flatMap(({ id, order }) =>
    order.type === 'Show' && order.copy === key ? [id] : [],
  );
}

/** The pending picture of a copy reaches its chat under this message id. */
async function show(house: FakeHouse, key: string, activityId: string): Promise<LiveRecord> {
  const record = await stored(house.ports);
  const copy = copyOf(record, key);
  const person: PersonId = copy !== undefined && 'person' in copy.to ? copy.to.person : FPM.id;
  const result: Result = {
    kind: 'shown',
    conversation: `conversation:${chatOf({ id: person, name: '' })}`,
    activityId,
    hash: 'hash',
    version: record.events.length,
    epoch: copy?.epoch ?? 0,
  };
  const [effect = 'none'] = showsOf(record, key);
  await handleCommand(house.ports, REQUEST, { settle: { effect, generation: 1, result } });
  return stored(house.ports);
}

describe('the effects of an event', () => {
  it('are named after record, event and place, so that they are the same in every attempt', async () => {
    const store = new RacingStore(new MemoryStore());
    const { ports } = openHouse({ store });
    await moveIn(ports);
    await started(ports);
    store.loseNext(3);

    await submitted(ports);

    expect((await stored(ports)).effects.map(({ id, order }) => [id, order.type])).toEqual([
      [`${REQUEST}:0:0`, 'Show'],
      [`${REQUEST}:1:0`, 'Show'],
      [`${REQUEST}:1:1`, 'SendMail'],
      [`${REQUEST}:1:2`, 'SendMail'],
      [`${REQUEST}:1:3`, 'WakeUp'],
      [`${REQUEST}:1:4`, 'WakeUp'],
      [`${REQUEST}:1:5`, 'WakeUp'],
    ]);
  });

  it('are born leased to the process that commits them', async () => {
    const house = await submittedHouse();

    const effects = leftToSend(await stored(house.ports));

    const taken = {
      lease: { owner: 'one', until: house.leaseClock.now() + LEASE_MS },
      generation: 1,
    };
    expect(effects).toHaveLength(4);
    expect(effects).toMatchObject([taken, taken, taken, taken]);
  });

  it('make the record due when the first lease runs out, or a timer is earlier', async () => {
    const house = await submittedHouse();

    const before = await dueByThen(house.ports.store, house.clock.now() + LEASE_MS - 1);
    const after = await dueByThen(house.ports.store, house.clock.now() + LEASE_MS);

    expect([before, after]).toEqual([[], [REQUEST]]);
  });

  it('make the record due in business time, however far that is ahead of real time', async () => {
    const house = openHouse();
    await moveIn(house.ports);
    house.clock.forward(30 * DAY_MS);
    await submitted(house.ports);

    const early = await dueByThen(house.ports.store, house.clock.now() + LEASE_MS - 1);
    const late = await dueByThen(house.ports.store, house.clock.now() + LEASE_MS);

    expect([early, late]).toEqual([[], [REQUEST]]);
  });

  it('wait without a lease when they are timers', async () => {
    const house = await submittedHouse();
    await approved(house.ports);

    const record = await stored(house.ports);

    const timers = record.effects.filter(({ order }) => order.type === 'WakeUp');
    expect(timersOf(record)).toEqual([
      'CheckAcknowledgement',
      'CheckOffer',
      'CheckDecision',
      'CheckDecision',
    ]);
    expect(timers.at(-1)).toMatchObject({
      order: { command: { type: 'CheckOffer' } },
      notBefore: house.clock.now() + DAY_MS,
    });
    expect(timers.map(({ lease, attempts }) => [lease, attempts])).toEqual(
      timers.map(() => [undefined, 0]),
    );
  });
});

describe('the copies of a record', () => {
  it('are due to be drawn again, each once, whenever something happens', async () => {
    const house = await submittedHouse();
    await show(house, 'partner', 'message-1');
    await show(house, 'fpm', 'message-2');

    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));

    const record = await stored(house.ports);
    expect(showsOf(record, 'partner')).toHaveLength(1);
    expect(showsOf(record, 'fpm')).toHaveLength(1);
  });

  it('need one pending picture only: it draws what is true when it is carried out', async () => {
    const house = await submittedHouse();

    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    const { record } = await approved(house.ports);

    expect(showsOf(record, 'partner')).toHaveLength(1);
    expect(showsOf(record, 'fpm')).toHaveLength(1);
  });

  it('that move down are posted anew, and the message left behind is remembered', async () => {
    const house = await submittedHouse();
    await show(house, 'partner', 'message-1');

    const { record } = await approved(house.ports);

    const copy = copyOf(record, 'partner');
    expect(copy?.activityId).toBeUndefined();
    expect(copy).toMatchObject({
      ping: 'P4',
      epoch: 2,
      previous: [{ conversation: `conversation:${chatOf(PARTNER)}`, activityId: 'message-1' }],
    });
  });

  it('that never were shown leave nothing behind when they move down', async () => {
    const house = await submittedHouse();

    const { record } = await approved(house.ports);

    expect(copyOf(record, 'partner')).toMatchObject({ ping: 'P4', previous: [] });
  });

  it('that are retired are shown once more', async () => {
    const house = await submittedHouse();
    await approved(house.ports);
    await show(house, `offer:${EXPERT.id}`, 'message-1');
    const decline = { type: 'DeclineOffer', reason: 'DECLINE_ABSENT' };

    const { record } = await give(house.ports, REQUEST, given(house.ports, EXPERT, decline));

    expect(copyOf(record, `offer:${EXPERT.id}`)).toMatchObject({ retiring: true });
    expect(showsOf(record, `offer:${EXPERT.id}`)).toHaveLength(1);
  });
});

describe('a message in which somebody decides one after the other', () => {
  const TODAY = 'today:fpm';

  async function todayHouse(): Promise<FakeHouse> {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await give(house.ports, TODAY, given(house.ports, FPM, { type: 'OpenToday' }));
    await house.dispatcher.idle();
    return house;
  }

  it('is not edited by the click that begins it', async () => {
    const house = await todayHouse();
    const sent = house.messenger.sent.length;

    const { record } = await give(
      house.ports,
      TODAY,
      given(house.ports, FPM, { type: 'WorkThrough' }),
    );
    await house.dispatcher.idle();

    expect(showsOf(record, 'today')).toEqual([]);
    expect(house.messenger.sent).toHaveLength(sent);
  });

  it('is sent Today again when nobody clicks any more, although nothing on it has changed', async () => {
    const house = await todayHouse();
    await give(house.ports, TODAY, given(house.ports, FPM, { type: 'WorkThrough' }));
    house.clock.forward(15 * 60_000);

    house.dispatcher.kick(TODAY);
    await house.dispatcher.idle();

    const [shown] = (await stored(house.ports, TODAY)).copies;
    const edits = house.messenger.sent.filter(
      ({ kind, activityId }) => kind === 'edit' && activityId === shown?.activityId,
    );
    expect(edits).toHaveLength(1);
    expect(edits[0]?.content).toMatchObject({ card: 'today' });
  });
});

describe('showing a copy again', () => {
  it('moves it to the bottom of its chat', async () => {
    const house = await submittedHouse();
    const before = await show(house, 'fpm', 'message-1');

    await handleCommand(house.ports, REQUEST, { showAgain: 'fpm' });

    const after = await stored(house.ports);
    expect(copyOf(after, 'fpm')).toMatchObject({
      epoch: (copyOf(before, 'fpm')?.epoch ?? 0) + 1,
      previous: [{ activityId: 'message-1' }],
    });
    expect(showsOf(after, 'fpm')).toHaveLength(1);
  });

  it('twice orders one new picture', async () => {
    const house = await submittedHouse();
    await show(house, 'fpm', 'message-1');

    await handleCommand(house.ports, REQUEST, { showAgain: 'fpm' });
    await handleCommand(house.ports, REQUEST, { showAgain: 'fpm' });

    expect(showsOf(await stored(house.ports), 'fpm')).toHaveLength(1);
  });

  it('changes nothing when the record has no such copy', async () => {
    const house = await submittedHouse();
    const before = await stored(house.ports);

    await handleCommand(house.ports, REQUEST, { showAgain: 'nobody' });

    expect(await stored(house.ports)).toEqual(before);
  });
});

describe('drawing a record again', () => {
  it('orders every shown copy, under a name that was not used before', async () => {
    const house = await submittedHouse();
    await show(house, 'partner', 'message-1');
    await handleCommand(house.ports, REQUEST, { redraw: true });
    const [first] = showsOf(await stored(house.ports), 'partner');
    await show(house, 'partner', 'message-1');

    await handleCommand(house.ports, REQUEST, { redraw: true });

    const [second] = showsOf(await stored(house.ports), 'partner');
    expect([first, second]).toEqual([expect.any(String), expect.any(String)]);
    expect(second).not.toBe(first);
  });
});
