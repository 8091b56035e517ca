import { TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import type { StoredRecord } from '../../src/workflow/store-port';
import { EXPERT, FPM, mailOf, PARTNER, SECOND_EXPERT } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { chatOf, LEASE_MS, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  approved,
  give,
  given,
  REQUEST,
  started,
  stored,
  submitted,
} from '../support/fake-requests';
import { leftToSend, timersOf } from '../support/left-to-do';

interface FlakyHouse extends FakeHouse {
  readonly store: FlakyStore;
  /** The process that takes over. */
  readonly heir: FakeHouse;
}

async function flakyHouse(): Promise<FlakyHouse> {
  const store = new FlakyStore(new MemoryStore());
  const house = openHouse({ store });
  const { clock, leaseClock, messenger, mailer } = house;
  const heir = openHouse({ store, clock, leaseClock, messenger, mailer, owner: 'heir' });
  await moveIn(house.ports);
  return { ...house, store, heir };
}

/** Whether this write takes the effect with this id out of the record. */
function settles(id: string): (record: StoredRecord) => boolean {
  return (record) => {
    const { effects } = record.body as { readonly effects: readonly { readonly id: string }[] };
    return record.id === REQUEST && effects.every((effect) => effect.id !== id);
  };
}

async function carryOut(house: FakeHouse): Promise<void> {
  house.dispatcher.kick(REQUEST);
  await house.dispatcher.idle();
}

describe('a process that dies between sending and settling', () => {
  it('costs a new message at most one repetition', async () => {
    const house = await flakyHouse();
    await started(house.ports);
    house.store.failWrite(settles(`${REQUEST}:0:0`));
    await carryOut(house);

    await carryOut(house.heir);
    const beforeTheLeaseEnds = house.messenger.posts(chatOf(PARTNER)).length;
    house.leaseClock.forward(LEASE_MS);
    await carryOut(house.heir);
    await carryOut(house.heir);

    expect(beforeTheLeaseEnds).toBe(1);
    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(2);
    const { copies, effects } = await stored(house.ports);
    expect(effects).toEqual([]);
    expect(copies[0]?.activityId).toBe(house.messenger.posts(chatOf(PARTNER))[1]?.activityId);
  });

  it('repeats an edit unseen', async () => {
    const house = await flakyHouse();
    await submitted(house.ports);
    await carryOut(house);
    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    const [edit] = (await stored(house.ports)).effects;
    house.store.failWrite(settles(edit?.id ?? 'none'));
    await carryOut(house);

    house.leaseClock.forward(LEASE_MS);
    await carryOut(house.heir);

    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
    expect(house.messenger.posts(chatOf(FPM))).toHaveLength(1);
    expect(house.messenger.shownIn(chatOf(PARTNER))).toEqual([
      { card: 'request-partner', status: 'InReview', reader: PARTNER.id },
    ]);
    expect(leftToSend(await stored(house.ports))).toEqual([]);
  });

  it('hands a mail over under the same key', async () => {
    const house = await flakyHouse();
    await submitted(house.ports);
    house.store.failWrite(settles(`${REQUEST}:1:2`));
    await carryOut(house);

    house.leaseClock.forward(LEASE_MS);
    await carryOut(house.heir);

    expect(house.mailer.subjectsTo(mailOf(FPM))).toEqual(['arrival']);
    expect(leftToSend(await stored(house.ports))).toEqual([]);
  });

  it('loses nothing when it died right after the commit', async () => {
    const house = await flakyHouse();
    await started(house.ports);
    house.store.loseAnswerOf(({ id }) => id === REQUEST);
    await expect(
      give(house.ports, REQUEST, given(house.ports, PARTNER, { type: 'StartOver' })),
    ).rejects.toBeInstanceOf(TransientError);

    house.leaseClock.forward(LEASE_MS);
    await carryOut(house.heir);

    expect((await stored(house.ports)).effects).toEqual([]);
    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
  });
});

describe('a person without a chat, whose mail was handed over by a process that then died', () => {
  it('gets the next ping as another mail, not as a repetition of the first', async () => {
    const store = new FlakyStore(new MemoryStore());
    const house = openHouse({ store });
    const { clock, leaseClock, messenger, mailer } = house;
    const heir = openHouse({ store, clock, leaseClock, messenger, mailer, owner: 'heir' });
    await moveIn(house.ports, [FPM]);
    await submitted(house.ports);
    store.failWrite(settles(`${REQUEST}:1:0`));
    await carryOut(house);
    await approved(house.ports);
    for (const expert of [EXPERT, SECOND_EXPERT]) {
      const decline = { type: 'DeclineOffer', reason: 'DECLINE_ABSENT' };
      await give(house.ports, REQUEST, given(house.ports, expert, decline, expert.id));
    }

    leaseClock.forward(LEASE_MS);
    await carryOut(heir);

    expect(mailer.subjectsTo(mailOf(FPM)).toSorted()).toEqual(['P1', 'P10', 'arrival']);
  });
});

describe('a process whose settling was committed although the answer was lost', () => {
  it('sends nothing twice', async () => {
    const house = await flakyHouse();
    await started(house.ports);
    house.store.loseAnswerOf(settles(`${REQUEST}:0:0`));
    await carryOut(house);

    await carryOut(house);
    house.leaseClock.forward(LEASE_MS);
    await carryOut(house.heir);

    expect(house.messenger.sent).toHaveLength(1);
    expect((await stored(house.ports)).effects).toEqual([]);
    expect(house.log.lines.map(({ level }) => level)).toEqual(['warn']);
  });

  it('goes on with what is left', async () => {
    const house = await flakyHouse();
    await submitted(house.ports);
    house.store.loseAnswerOf(settles(`${REQUEST}:0:0`));
    await carryOut(house);

    await carryOut(house);

    expect(leftToSend(await stored(house.ports))).toEqual([]);
    expect(house.messenger.posts(chatOf(FPM))).toHaveLength(1);
    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
  });
});

describe('a process that only was slow', () => {
  it('finds its work done by somebody else, and what it posted itself becomes one line', async () => {
    const house = await flakyHouse();
    await started(house.ports);
    const held = house.messenger.holdNext();
    house.dispatcher.kick(REQUEST);
    await held.reached;
    house.leaseClock.forward(LEASE_MS);
    await carryOut(house.heir);
    const before = await stored(house.ports);

    held.release();
    await house.dispatcher.idle();
    await carryOut(house);

    const { copies, effects } = await stored(house.ports);
    expect(effects).toEqual(before.effects);
    expect(copies).toMatchObject([{ activityId: 'message-2', previous: [] }]);
    expect(house.messenger.shownIn(chatOf(PARTNER))).toEqual([
      { moved: 'request-partner' },
      expect.objectContaining({ card: 'request-partner' }),
    ]);
    expect(before.copies[0]?.activityId).toBe('message-2');
  });
});

describe('every single write of the path to an approval', () => {
  /** Fails the n-th write of the request; the caller and the dispatcher try again until all is done. */
  async function approvedInSpiteOf(
    fault: 'failWrite' | 'loseAnswerOf',
    nth: number,
  ): Promise<FlakyHouse> {
    const house = await flakyHouse();
    let writes = 0;
    house.store[fault](({ id }) => {
      writes += id === REQUEST ? 1 : 0;
      return writes === nth;
    });
    for (const step of [submitted, approved]) {
      await step(house.ports).catch(() => step(house.ports));
      await carryOut(house);
      house.leaseClock.forward(LEASE_MS);
      await carryOut(house.heir);
    }
    expect(house.store.faultsLeft).toBe(0);
    return house;
  }

  /** Each once: of the submission, and of the offer that comes with the approval. */
  const TIMERS = ['CheckAcknowledgement', 'CheckOffer', 'CheckDecision', 'CheckDecision'];
  const places = Array.from({ length: 11 }, (_none, index) => index + 1);

  it.each(places)('may fail (number %d): one approval, every card in its state', async (nth) => {
    const house = await approvedInSpiteOf('failWrite', nth);

    const record = await stored(house.ports);
    const { events } = record;
    expect(events.filter(({ type }) => type === 'RequestApproved')).toHaveLength(1);
    expect(leftToSend(record)).toEqual([]);
    expect(timersOf(record)).toEqual(TIMERS);
    expect(house.messenger.shownIn(chatOf(FPM)).at(-1)).toMatchObject({ status: 'Approved' });
    expect(house.messenger.posts(chatOf(FPM)).length).toBeLessThanOrEqual(2);
  });

  it.each(places)('may commit without an answer (number %d): nothing twice', async (nth) => {
    const house = await approvedInSpiteOf('loseAnswerOf', nth);

    const record = await stored(house.ports);
    const { events } = record;
    expect(events.filter(({ type }) => type === 'RequestApproved')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'RequestSubmitted')).toHaveLength(1);
    expect(leftToSend(record)).toEqual([]);
    expect(timersOf(record)).toEqual(TIMERS);
    const pings = house.messenger.sent.filter(
      ({ kind, summary }) => kind === 'post' && summary !== 'silent',
    );
    expect(pings.map(({ summary }) => summary).toSorted()).toEqual(['P1', 'P4', 'P5']);
    expect(house.mailer.sent.map(({ subject }) => subject).toSorted()).toEqual([
      'arrival',
      'decision',
      'receipt',
    ]);
  });
});
