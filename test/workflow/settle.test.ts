import { storedRecord } from '../../src/workflow/append';
import { handleCommand } from '../../src/workflow/handle-command';
import { runEffects } from '../../src/workflow/run-effects';
import { undeliveredSince } from '../../src/workflow/health';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { chatOf, type FakeHouse } from '../support/fake-house';
import { approved, give, given, REQUEST, stored } from '../support/fake-requests';
import { copyOf, land, showsOf, submittedHouse, takenOff, type InFlight } from '../support/landing';
import { dueByThen, firstTimer, leftToSend } from '../support/left-to-do';

const OFFER = `offer:${EXPERT.id}`;

describe('an effect that was carried out', () => {
  it('leaves the record, and the copy knows its message', async () => {
    const house = await submittedHouse();

    const record = await land(house, await takenOff(house, 'fpm', 'message-1'));

    expect(showsOf(record, 'fpm')).toEqual([]);
    expect(copyOf(record, 'fpm')).toMatchObject({
      activityId: 'message-1',
      shownHash: 'hash',
      shownVersion: 2,
      previous: [],
    });
    expect(copyOf(record, 'fpm')).not.toHaveProperty('ping');
  });

  it('is settled once', async () => {
    const house = await submittedHouse();
    const flight = await takenOff(house, 'fpm', 'message-1');
    const before = await land(house, flight);

    const after = await land(house, {
      ...flight,
      result: { ...flight.result, activityId: 'message-2' },
    });

    expect(after).toEqual(before);
  });

  it.each([0, 2])('is not settled under generation %d of the lease', async (generation) => {
    const house = await submittedHouse();
    const before = await stored(house.ports);

    const after = await land(house, await takenOff(house, 'fpm', 'message-1'), generation);

    expect(after).toEqual(before);
  });

  it('is not settled a second time by a command that comes with it', async () => {
    const house = await submittedHouse();
    const flight = await takenOff(house, 'fpm', 'message-1');
    const before = await land(house, flight);
    const note = { type: 'NoteDelivery', person: FPM.id, way: 'mail' };
    const meta = { by: 'system', at: house.clock.now(), causeId: flight.effect } as const;

    await handleCommand(house.ports, REQUEST, {
      settle: { effect: flight.effect, generation: 1, result: { kind: 'done' } },
      command: { ...note, ...meta },
    });

    expect(await stored(house.ports)).toEqual(before);
  });

  it('is shown again when the record has moved on meanwhile', async () => {
    const house = await submittedHouse();
    const flight = await takenOff(house, 'partner', 'message-1');
    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));

    const record = await land(house, flight);

    expect(showsOf(record, 'partner')).toEqual([expect.stringContaining(':show:')]);
    expect(showsOf(record, 'partner')).not.toContain(flight.effect);
    expect(copyOf(record, 'partner')).toMatchObject({ activityId: 'message-1' });
  });
});

describe('a picture that is wanted again while another one is on its way', () => {
  it('follows it, in the same message', async () => {
    const house = await submittedHouse();
    const flight = await takenOff(house, 'partner', 'message-1');
    await handleCommand(house.ports, REQUEST, { redraw: true });

    const record = await land(house, flight);

    expect(showsOf(record, 'partner')).toEqual([expect.stringContaining(':show:')]);
    expect(showsOf(record, 'partner')).not.toContain(flight.effect);
    expect(copyOf(record, 'partner')).toMatchObject({ activityId: 'message-1', previous: [] });
  });

  it('is drawn once where it was not under way yet', async () => {
    const house = await submittedHouse();
    await handleCommand(house.ports, REQUEST, { redraw: true });

    await runEffects(house.ports, REQUEST, 'sends');

    expect(house.messenger.shownIn(chatOf(PARTNER))).toHaveLength(1);
    expect(leftToSend(await stored(house.ports))).toEqual([]);
  });
});

/** As an event leaves a copy that shows the same card where it stands. */
async function orderedAgain(house: FakeHouse, key: string): Promise<void> {
  const record = await stored(house.ports);
  const copies = record.copies.map(({ shownHash: _turned, ...copy }) =>
    copy.key === key ? { ...copy, epoch: copy.epoch + 1 } : copy,
  );
  await house.ports.store.replace(
    storedRecord(house.ports, { ...record, copies }),
    record.version ?? '',
  );
}

describe('a ping that is ordered while an older picture is on its way', () => {
  it('is not lost: the card is posted anew and what just arrived is left behind', async () => {
    const house = await submittedHouse();
    const flight = await takenOff(house, 'partner', 'message-1');
    await approved(house.ports);

    const record = await land(house, flight);

    const copy = copyOf(record, 'partner');
    expect(copy?.activityId).toBeUndefined();
    expect(copy).toMatchObject({
      ping: 'P4',
      previous: [{ conversation: `conversation:${chatOf(PARTNER)}`, activityId: 'message-1' }],
    });
    expect(showsOf(record, 'partner')).toHaveLength(1);
  });

  it('leaves an edited message behind once, not twice', async () => {
    const house = await submittedHouse();
    await land(house, await takenOff(house, 'partner', 'message-1'));
    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    const edit = await takenOff(house, 'partner', 'message-1');
    await approved(house.ports);

    const record = await land(house, edit);

    expect(copyOf(record, 'partner')?.previous.map(({ activityId }) => activityId)).toEqual([
      'message-1',
    ]);
    expect(copyOf(record, 'partner')).toMatchObject({ ping: 'P4' });
  });

  it('is sent though it looks like the edit that was on its way: its reader may see the answer to a press', async () => {
    const house = await submittedHouse();
    await land(house, await takenOff(house, 'fpm', 'message-1'));
    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    const edit = await takenOff(house, 'fpm', 'message-1');
    await orderedAgain(house, 'fpm');

    const record = await land(house, edit);

    expect(copyOf(record, 'fpm')).toMatchObject({ activityId: 'message-1' });
    expect(copyOf(record, 'fpm')).not.toHaveProperty('shownHash');
    expect(showsOf(record, 'fpm')).toHaveLength(1);
  });

  it('is not lost when the older picture had no chat to go to', async () => {
    const house = await submittedHouse();
    const { effect, result } = await takenOff(house, 'partner', 'none');
    await approved(house.ports);

    const { epoch } = result;
    const record = await land(house, { effect, result: { kind: 'done', epoch } });

    expect(copyOf(record, 'partner')).toMatchObject({ ping: 'P4' });
    expect(showsOf(record, 'partner')).toHaveLength(1);
  });

  it('is not lost when the older message turned out to be gone', async () => {
    const house = await submittedHouse();
    await land(house, await takenOff(house, 'partner', 'message-1'));
    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    const { effect } = await takenOff(house, 'partner', 'message-1');
    await approved(house.ports);

    const record = await land(house, { effect, result: { kind: 'gone' } });

    expect(copyOf(record, 'partner')).toMatchObject({ ping: 'P4' });
    expect(copyOf(record, 'partner')).not.toHaveProperty('activityId');
    expect(showsOf(record, 'partner')).toHaveLength(1);
  });
});

describe('a retired copy', () => {
  async function declined(house: FakeHouse): Promise<InFlight> {
    await approved(house.ports);
    const posted = await takenOff(house, OFFER, 'message-1');
    const decline = { type: 'DeclineOffer', reason: 'DECLINE_ABSENT' };
    await give(house.ports, REQUEST, given(house.ports, EXPERT, decline));
    return posted;
  }

  it('is dropped once its last picture has been shown', async () => {
    const house = await submittedHouse();
    await land(house, await declined(house));

    const record = await land(house, await takenOff(house, OFFER, 'message-1'));

    expect(copyOf(record, OFFER)).toBeUndefined();
  });

  it('is not dropped with a picture of before', async () => {
    const house = await submittedHouse();

    const record = await land(house, await declined(house));

    expect(copyOf(record, OFFER)).toMatchObject({ retiring: true, activityId: 'message-1' });
    expect(showsOf(record, OFFER)).toHaveLength(1);
  });

  it('is not drawn again by what happens later', async () => {
    const house = await submittedHouse();
    await land(house, await declined(house));
    await land(house, await takenOff(house, OFFER, 'message-1'));
    const denial = { type: 'DeclineOffer', reason: 'DECLINE_ABSENT' };
    await give(
      house.ports,
      REQUEST,
      given(house.ports, { id: 'person:expert-b', name: 'Expert B' }, denial, 'click:second'),
    );

    const record = await stored(house.ports);

    expect(showsOf(record, OFFER)).toEqual([]);
  });
});

describe('an effect that has failed so far', () => {
  /** The FPM's picture, failing since the beginning. */
  async function failing(house: FakeHouse): Promise<string> {
    const { effect } = await takenOff(house, 'fpm', 'none');
    const record = await stored(house.ports);
    const since = house.clock.now();
    const effects = record.effects.map((one) =>
      one.id === effect ? { ...one, failingSince: since } : one,
    );
    await house.ports.store.replace(
      storedRecord(house.ports, { ...record, effects }),
      record.version ?? '',
    );
    return effect;
  }

  it('counts as failing no longer once its ping only waits for the morning', async () => {
    const house = await submittedHouse();
    const effect = await failing(house);
    const before = await undeliveredSince(house.ports);

    await land(house, { effect, result: { kind: 'later', at: house.clock.now() + 1 } });

    expect(before).toEqual([house.clock.now()]);
    expect(await undeliveredSince(house.ports)).toEqual([]);
  });

  it('counts from its first failure when it is given up, and no longer once it is tried anew', async () => {
    const house = await submittedHouse();
    const effect = await failing(house);
    const since = house.clock.now();
    house.clock.forward(3_600_000);
    await land(house, { effect, result: { kind: 'stuck', code: 'delivery/unavailable' } });
    const stuck = await undeliveredSince(house.ports);

    await handleCommand(house.ports, REQUEST, { revive: { effect, how: 'retry' } });

    expect(stuck).toEqual([since]);
    expect(await undeliveredSince(house.ports)).toEqual([]);
  });
});

describe('an effect that is stuck', () => {
  it('stays visible with its reason and makes nothing due', async () => {
    const house = await submittedHouse();
    const sends = leftToSend(await stored(house.ports));
    for (const { id } of sends) {
      await land(house, { effect: id, result: { kind: 'stuck', code: 'delivery/unreachable' } });
    }

    const record = await stored(house.ports);

    const stuck = { code: 'delivery/unreachable', at: house.clock.now() };
    expect(sends).toHaveLength(4);
    expect(leftToSend(record)).toMatchObject(sends.map(({ id }) => ({ id, stuck })));
    expect(await dueByThen(house.ports.store, firstTimer(record) - 1)).toEqual([]);
    expect(await dueByThen(house.ports.store, firstTimer(record))).toEqual([REQUEST]);
  });

  it('does not keep the next picture of the same copy from being ordered', async () => {
    const house = await submittedHouse();
    const { effect } = await takenOff(house, 'fpm', 'none');
    await land(house, { effect, result: { kind: 'stuck', code: 'delivery/unreachable' } });

    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));

    const shows = showsOf(await stored(house.ports), 'fpm');
    expect(shows.filter((id) => id !== effect)).toHaveLength(1);
  });

  it('does not share its name with a later picture, or neither could be settled', async () => {
    const house = await submittedHouse();
    await land(house, await takenOff(house, 'fpm', 'message-1'));
    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    const { effect } = await takenOff(house, 'fpm', 'message-1');
    await land(house, { effect, result: { kind: 'stuck', code: 'delivery/unavailable' } });

    await handleCommand(house.ports, REQUEST, { redraw: true });

    const ids = (await stored(house.ports)).effects.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});
