import type { Today } from '../../src/domain/today/today';
import { storedRecord } from '../../src/workflow/append';
import { handleCommand } from '../../src/workflow/handle-command';
import type { Copy, Drawn, LiveRecord, PendingEffect } from '../../src/workflow/record';
import { runEffects } from '../../src/workflow/run-effects';
import { FPM, PARTNER } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  accepted,
  approved,
  give,
  given,
  REQUEST,
  stored,
  submitted,
} from '../support/fake-requests';
import { copyOf, land, showsOf, submittedHouse, takenOff, type InFlight } from '../support/landing';
import { PermanentError, TransientError } from '../../src/errors';

const HOUR_MS = 3_600_000;

/** The request is submitted, and everybody has their cards. */
async function shownHouse(): Promise<FakeHouse> {
  const house = await submittedHouse();
  await runEffects(house.ports, REQUEST, 'sends');
  return house;
}

function mark(house: FakeHouse): Promise<unknown> {
  return give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
}

/** The record with one copy changed, as something before has left it. */
async function leave(house: FakeHouse, key: string, change: Partial<Copy>): Promise<void> {
  const record = await stored(house.ports);
  const copies = record.copies.map((copy) => (copy.key === key ? { ...copy, ...change } : copy));
  const changed = storedRecord(house.ports, { ...record, copies });
  await house.ports.store.replace(changed, record.version ?? '');
}

function effectOf(record: LiveRecord, key: string): PendingEffect | undefined {
  return record.effects.find(({ order }) => order.type === 'Show' && order.copy === key);
}

/** What a carrier knew of the copy when it began. */
function drawnIn({ version, epoch, redraws }: InFlight['result']): Drawn {
  return { version, epoch, ...(redraws === undefined ? {} : { redraws }) };
}

const OLDER = { conversation: `conversation:${chatOf(PARTNER)}`, activityId: 'message-0' } as const;

describe('a chat that is closed while an older message there still has to become one line', () => {
  async function closed(): Promise<FakeHouse> {
    const house = await shownHouse();
    await leave(house, 'partner', { previous: [OLDER] });
    await mark(house);
    return house;
  }

  it('leaves it as it is, and nothing is tried again and again', async () => {
    const house = await closed();
    const { effect, result } = await takenOff(house, 'partner', 'none');
    const drawn = drawnIn(result);

    const record = await land(house, { effect, result: { kind: 'done', ...drawn } });

    expect(showsOf(record, 'partner')).toEqual([]);
    expect(copyOf(record, 'partner')).toMatchObject({ previous: [OLDER] });
  });

  it('folds it once it is open again', async () => {
    const house = await closed();
    const { effect, result } = await takenOff(house, 'partner', 'none');
    const drawn = drawnIn(result);
    await land(house, { effect, result: { kind: 'done', ...drawn } });

    await handleCommand(house.ports, REQUEST, { redraw: { in: OLDER.conversation } });
    await runEffects(house.ports, REQUEST, 'sends');

    const record = await stored(house.ports);
    expect(copyOf(record, 'partner')).toMatchObject({ previous: [] });
  });
});

describe('a record without cards', () => {
  it('is not written because they are drawn again', async () => {
    const { ports } = openHouse();

    await handleCommand(ports, 'today:nobody', { redraw: true });

    expect(await ports.store.read('today:nobody', ports.clock.now())).toBeUndefined();
  });
});

describe('a ping that is held back', () => {
  /** The partner's ping is on its way, to be held back until the morning. */
  async function heldBack(
    meanwhile: (house: FakeHouse) => Promise<unknown>,
  ): Promise<{ readonly house: FakeHouse; readonly record: LiveRecord }> {
    const house = await shownHouse();
    await approved(house.ports);
    const { effect, result } = await takenOff(house, 'partner', 'none');
    const drawn = drawnIn(result);
    await meanwhile(house);
    const at = house.clock.now() + 12 * HOUR_MS;
    const record = await land(house, { effect, result: { kind: 'later', at, ...drawn } });
    return { house, record };
  }

  it('waits for the morning when nothing happened meanwhile', async () => {
    const { house, record } = await heldBack(() => Promise.resolve());

    const notBefore = house.clock.now() + 12 * HOUR_MS;
    expect(effectOf(record, 'partner')).toMatchObject({ isHeldBack: true, notBefore });
  });

  it.each([
    ['something happens', (house: FakeHouse) => accepted(house.ports)],
    [
      'its reader types for the card',
      (house: FakeHouse) => handleCommand(house.ports, REQUEST, { showAgain: 'partner' }),
    ],
    [
      'its reader chooses another language',
      (house: FakeHouse) => handleCommand(house.ports, REQUEST, { redraw: true }),
    ],
  ])('is looked at again at once where %s while it is on its way', async (_what, meanwhile) => {
    const { house, record } = await heldBack(meanwhile);

    expect(effectOf(record, 'partner')).toMatchObject({ notBefore: house.clock.now() });
    expect(effectOf(record, 'partner')).not.toHaveProperty('isHeldBack');
    expect(effectOf(record, 'partner')).not.toHaveProperty('lease');
  });

  it('keeps no later card of its reader waiting, although Teams did not take it before', async () => {
    const house = await shownHouse();
    house.messenger.failNext(new TransientError('delivery/unavailable', 'Not now.'));
    await approved(house.ports);
    await runEffects(house.ports, REQUEST, 'sends');
    const { id = '', generation = 0 } = effectOf(await stored(house.ports), 'partner') ?? {};
    house.clock.forward(HOUR_MS);
    const record = await stored(house.ports);
    const effects = record.effects.map((one) =>
      one.id === id ? { ...one, lease: { owner: 'one', until: house.clock.now() } } : one,
    );
    const changed = storedRecord(house.ports, { ...record, effects });
    await house.ports.store.replace(changed, record.version ?? '');

    const at = house.clock.now() + HOUR_MS;
    const after = await land(house, { effect: id, result: { kind: 'later', at } }, generation);

    expect(effectOf(record, 'partner')).toMatchObject({ attempts: 1 });
    expect(effectOf(after, 'partner')).toMatchObject({ attempts: 0, isHeldBack: true });
  });

  it('keeps to its back-off in the morning, whatever happens meanwhile', async () => {
    const { house, record } = await heldBack(() => Promise.resolve());
    house.clock.set(effectOf(record, 'partner')?.notBefore ?? 0);
    house.messenger.refuse(
      chatOf(PARTNER),
      new TransientError('delivery/throttled', 'Not now.', { details: { retryAfterMs: HOUR_MS } }),
    );
    await runEffects(house.ports, REQUEST, 'sends');

    await handleCommand(house.ports, REQUEST, { redraw: true });

    const { notBefore = 0 } = effectOf(await stored(house.ports), 'partner') ?? {};
    expect(notBefore).toBe(house.clock.now() + HOUR_MS);
  });
});

describe('an edit that is refused for good', () => {
  it('is drawn again where the chat came back while it was on its way', async () => {
    const house = await shownHouse();
    await mark(house);
    const { effect, result } = await takenOff(house, 'partner', 'none');
    const drawn = drawnIn(result);
    await handleCommand(house.ports, REQUEST, { redraw: { in: OLDER.conversation } });

    const record = await land(house, { effect, result: { kind: 'done', ...drawn } });

    expect(showsOf(record, 'partner')).toHaveLength(1);
    expect(showsOf(record, 'partner')).not.toContain(effect);
  });
});

describe('a picture that Teams cannot take as it is', () => {
  async function faulty(meanwhile: (house: FakeHouse) => Promise<unknown>): Promise<LiveRecord> {
    const house = await shownHouse();
    const answer = house.messenger.holdNext(
      new PermanentError('delivery/faulty', 'Not this.'),
      chatOf(PARTNER),
    );
    await mark(house);
    const running = runEffects(house.ports, REQUEST, 'sends');
    await answer.reached;
    await meanwhile(house);
    answer.release();
    await running;
    return stored(house.ports);
  }

  it('is followed by one that was ordered while it was on its way', async () => {
    const record = await faulty((house) => handleCommand(house.ports, REQUEST, { redraw: true }));

    expect(showsOf(record, 'partner')).toHaveLength(1);
    expect(effectOf(record, 'partner')).toMatchObject({ stuck: { code: 'delivery/faulty' } });
    expect(copyOf(record, 'partner')).toMatchObject({ shownVersion: record.count });
  });

  it('is left alone where nothing was', async () => {
    const record = await faulty(() => Promise.resolve());

    expect(effectOf(record, 'partner')).toMatchObject({ stuck: { code: 'delivery/faulty' } });
    expect(copyOf(record, 'partner')?.shownVersion).toBeLessThan(record.count);
  });
});

describe('a carrier that another one has overtaken', () => {
  it('has its own message folded', async () => {
    const house = await shownHouse();
    const conversation = OLDER.conversation;
    const { effect, result } = await takenOff(house, 'partner', 'message-late');

    const record = await land(house, {
      effect,
      result: { ...result, conversation, copy: 'partner' },
    });

    expect(copyOf(record, 'partner')?.previous).toEqual([
      { conversation, activityId: 'message-late' },
    ]);
    expect(showsOf(record, 'partner')).toHaveLength(1);
  });

  it.each([
    ['is drawn over where its late edit shows something else', 'another', 1],
    ['changes nothing where its edit shows the same', 'same', 0],
  ])('%s', async (_what, hash, shows) => {
    const house = await shownHouse();
    const { activityId = '', shownHash = '' } = copyOf(await stored(house.ports), 'partner') ?? {};
    const { effect, result } = await takenOff(house, 'partner', activityId);
    const late = { ...result, copy: 'partner', hash: hash === 'same' ? shownHash : hash };

    const record = await land(house, { effect, result: late });

    expect(showsOf(record, 'partner')).toHaveLength(shows);
    expect(copyOf(record, 'partner')).toMatchObject({ activityId, previous: [] });
  });
});

describe('a card that somebody asks for', () => {
  it('is an answer also where an older picture was on its way', async () => {
    const house = await shownHouse();
    await mark(house);
    const edit = await takenOff(house, 'partner', 'message-1');
    await handleCommand(house.ports, REQUEST, { showAgain: 'partner' });

    const record = await land(house, edit);

    expect(effectOf(record, 'partner')).toMatchObject({ isAnswer: true });
  });

  it('is an answer also where its message turns out to be gone', async () => {
    const house = await shownHouse();
    await mark(house);
    const { effect } = await takenOff(house, 'partner', 'message-1');
    await handleCommand(house.ports, REQUEST, { showAgain: 'partner' });

    const record = await land(house, { effect, result: { kind: 'gone' } });

    expect(effectOf(record, 'partner')).toMatchObject({ isAnswer: true });
  });

  it('is shown also where an operator just has the ping sent by mail', async () => {
    const house = await shownHouse();
    await approved(house.ports);
    const { effect } = await takenOff(house, 'partner', 'none');
    await land(house, { effect, result: { kind: 'stuck', code: 'delivery/faulty' } });
    await handleCommand(house.ports, REQUEST, { revive: { effect, how: 'mail' } });
    house.mailer.meanwhile(() => handleCommand(house.ports, REQUEST, { showAgain: 'partner' }));

    await runEffects(house.ports, REQUEST, 'sends');

    const record = await stored(house.ports);
    expect(copyOf(record, 'partner')).not.toHaveProperty('mailed');
    expect(copyOf(record, 'partner')).toHaveProperty('activityId');
  });
});

describe('what somebody pressed while their card was to be drawn', () => {
  it('does not stay there when it was taken back: the card is sent though it looks like the last one', async () => {
    const house = await shownHouse();
    await mark(house);
    await runEffects(house.ports, REQUEST, 'sends');
    const edits = (): number =>
      house.messenger.sent.filter(({ kind, chat }) => kind === 'edit' && chat === chatOf(FPM))
        .length;
    const before = edits();
    const note = 'There is one already, by mistake.';
    await give(
      house.ports,
      REQUEST,
      given(house.ports, FPM, { type: 'Deny', reason: 'DENY_DUPLICATE', note }),
    );
    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'ReopenDenied', note }));

    await runEffects(house.ports, REQUEST, 'sends');

    const shown = house.messenger.shownIn(chatOf(FPM));
    expect(shown).toMatchObject([{ status: 'InReview' }]);
    expect(edits()).toBeGreaterThan(before);
  });
});

describe('a ping whose reader has the card moved down while it is on its way', () => {
  it('rings once', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await house.dispatcher.idle();
    const { nextAt } = (await stored(house.ports, 'today:fpm')).state as Today;
    house.clock.set(nextAt);
    const post = house.messenger.holdNext(undefined, chatOf(FPM));
    const begins = given(house.ports, FPM, { type: 'BeginDay' });
    await give(house.ports, 'today:fpm', { ...begins, by: 'system' });
    await post.reached;

    await give(house.ports, 'today:fpm', given(house.ports, FPM, { type: 'OpenToday' }));
    post.release();
    await house.dispatcher.idle();

    const today = house.messenger
      .posts(chatOf(FPM))
      .filter(({ content }) => (content as { readonly card?: string }).card === 'today');
    expect(today.map(({ summary }) => summary)).toEqual(['P8', 'silent']);
  });
});

describe('a reader whose chat is another one by now', () => {
  it('finds the older message folded', async () => {
    const house = await shownHouse();
    await mark(house);
    const post = await takenOff(house, 'partner', 'message-9');
    const elsewhere = { ...post.result, conversation: `conversation:elsewhere` } as const;

    const record = await land(house, { ...post, result: elsewhere });

    const { activityId } = (await stored(house.ports)).copies[0] ?? {};
    expect(activityId).toBe('message-9');
    expect(copyOf(record, 'partner')?.previous).toMatchObject([{ activityId: 'message-1' }]);
    expect(showsOf(record, 'partner')).toHaveLength(1);
  });
});
