import type { ConversationId, PersonRef } from '../../src/domain/kernel';
import { PermanentError, TransientError } from '../../src/errors';
import { handleCommand } from '../../src/workflow/handle-command';
import { FakeChats } from '../support/fake-chats';
import { EXPERT, FPM, mailOf, PARTNER } from '../support/fake-directory';
import {
  chatOf,
  installFor,
  moveIn,
  openChat,
  openHouse,
  type FakeHouse,
} from '../support/fake-house';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  REQUEST,
  started,
  stored,
  submitted,
} from '../support/fake-requests';
import { leftToSend } from '../support/left-to-do';

const REFUSED = new PermanentError('delivery/refused', 'The bot was removed.');

async function runningHouse(without: readonly PersonRef[] = []): Promise<FakeHouse> {
  const house = openHouse({ isDispatching: true });
  await moveIn(house.ports, without);
  await submitted(house.ports);
  await house.dispatcher.idle();
  return house;
}

async function conversationOf(house: FakeHouse, person: PersonRef): Promise<unknown> {
  const id: ConversationId = `conversation:${chatOf(person)}`;
  return (await stored(house.ports, id)).state;
}

async function reachedBy(house: FakeHouse): Promise<unknown> {
  return ((await stored(house.ports)).state as { readonly reached?: unknown }).reached;
}

describe('a shown card', () => {
  it('is edited in place when its picture changes', async () => {
    const house = await runningHouse();

    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    await house.dispatcher.idle();

    expect(house.messenger.posts(chatOf(FPM))).toHaveLength(1);
    expect(house.messenger.shownIn(chatOf(FPM))).toEqual([
      { card: 'request-fpm', status: 'InReview', reader: FPM.id },
    ]);
  });

  it('is not sent again while its picture is the same', async () => {
    const house = await runningHouse();
    const before = house.messenger.sent.length;

    await handleCommand(house.ports, REQUEST, { redraw: true });
    await house.dispatcher.idle();

    expect(house.messenger.sent).toHaveLength(before);
    const left = (await stored(house.ports)).effects.filter(({ order }) => order.type === 'Show');
    expect(left).toEqual([]);
  });

  it('that moves down leaves one line behind', async () => {
    const house = await runningHouse();

    await approved(house.ports);
    await house.dispatcher.idle();

    expect(house.messenger.shownIn(chatOf(PARTNER))).toEqual([
      { moved: 'request-partner' },
      { card: 'request-partner', status: 'Approved', reader: PARTNER.id },
    ]);
    const copy = (await stored(house.ports)).copies.find(({ key }) => key === 'partner');
    expect(copy?.previous).toEqual([]);
  });

  it('that moves down is shown although the older message is gone', async () => {
    const house = await runningHouse();
    const [older] = house.messenger.posts(chatOf(PARTNER));
    house.messenger.forget(older?.activityId ?? '');

    await approved(house.ports);
    await house.dispatcher.idle();

    expect(house.messenger.posts(chatOf(PARTNER)).map(({ summary }) => summary)).toEqual([
      'silent',
      'P4',
    ]);
    expect(house.log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('whose message was deleted is posted anew', async () => {
    const house = await runningHouse();
    const [deleted] = house.messenger.posts(chatOf(FPM));
    house.messenger.forget(deleted?.activityId ?? '');

    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    await house.dispatcher.idle();

    const [, anew] = house.messenger.posts(chatOf(FPM));
    expect(anew?.content).toEqual({ card: 'request-fpm', status: 'InReview', reader: FPM.id });
    const copy = (await stored(house.ports)).copies.find(({ key }) => key === 'fpm');
    expect(copy?.activityId).toBe(anew?.activityId);
    expect(await conversationOf(house, FPM)).not.toHaveProperty('blocked');
  });

  it('that is retired is shown once more and then left alone', async () => {
    const house = await runningHouse();
    await approved(house.ports);
    await house.dispatcher.idle();
    const decline = { type: 'DeclineOffer', reason: 'DECLINE_ABSENT' };

    await give(house.ports, REQUEST, given(house.ports, EXPERT, decline));
    await house.dispatcher.idle();

    const keys = (await stored(house.ports)).copies.map(({ key }) => key);
    expect(keys).toEqual(['partner', 'fpm', 'offer:person:expert-b']);
    expect(house.messenger.posts(chatOf(EXPERT))).toHaveLength(1);
  });
});

describe('a card whose post arrived without an id', () => {
  it('is sent: nothing is repeated, and nothing waits', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports);
    house.messenger.hideNextId();

    await started(house.ports);
    await house.dispatcher.idle();

    const record = await stored(house.ports);
    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
    expect(leftToSend(record)).toEqual([]);
    expect(house.log.lines).toEqual([]);
  });

  it('is posted anew by the next change, because it cannot be edited, and without another ping', async () => {
    const house = openHouse();
    await moveIn(house.ports);
    await submitted(house.ports);
    const run = async (): Promise<void> => {
      house.dispatcher.kick(REQUEST);
      await house.dispatcher.idle();
    };
    house.messenger.hideNextId();
    house.messenger.hideNextId();
    await run();

    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    await run();

    expect(house.messenger.posts(chatOf(FPM)).map(({ summary }) => summary)).toEqual([
      'P1',
      'silent',
    ]);
    const copy = (await stored(house.ports)).copies.find(({ key }) => key === 'fpm');
    expect(copy).toMatchObject({ activityId: expect.any(String), previous: [] });
  });
});

describe('a chat that refuses for good', () => {
  it('is remembered as blocked, and the ping becomes a mail of which the record is told', async () => {
    const house = await runningHouse();
    house.messenger.refuse(chatOf(PARTNER), REFUSED);

    await approved(house.ports);
    await house.dispatcher.idle();

    expect(await conversationOf(house, PARTNER)).toMatchObject({
      blocked: { code: 'delivery/refused', at: house.clock.now() },
    });
    expect(house.mailer.subjectsTo(mailOf(PARTNER)).toSorted()).toEqual([
      'P4',
      'decision',
      'receipt',
    ]);
    expect(await reachedBy(house)).toEqual({ [PARTNER.id]: 'mail' });
  });

  it('is not tried again, and silent changes send nothing', async () => {
    const house = await runningHouse();
    house.messenger.refuse(chatOf(FPM), REFUSED);
    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    await house.dispatcher.idle();
    const mails = house.mailer.sent.length;
    house.messenger.failNext(new TransientError('delivery/unavailable', 'Nobody expects a call.'));

    await handleCommand(house.ports, REQUEST, { showAgain: 'fpm' });
    await house.dispatcher.idle();

    expect(house.mailer.sent).toHaveLength(mails);
    expect(await reachedBy(house)).toEqual({});
    const pending = (await stored(house.ports)).effects.filter(({ attempts }) => attempts > 0);
    expect(pending).toEqual([]);
  });

  it('is used again once the bot is back', async () => {
    const house = await runningHouse();
    house.messenger.refuse(chatOf(EXPERT), REFUSED);
    await approved(house.ports);
    await house.dispatcher.idle();
    const address = {
      teamsId: 'chat-again',
      kind: 'personal',
      serviceUrl: 'https://smba.example.com/teams/',
      tenantId: 'tenant',
      botId: 'bot',
    };
    const id: ConversationId = `conversation:${chatOf(EXPERT)}`;
    const meta = { by: 'system', at: house.clock.now(), causeId: 'installed-again' } as const;
    await handleCommand(house.ports, id, {
      command: { type: 'NoteAddress', id, address, ...meta },
    });

    await handleCommand(house.ports, REQUEST, { showAgain: `offer:${EXPERT.id}` });
    await house.dispatcher.idle();

    expect(house.messenger.shownIn('chat-again')).toEqual([
      { card: 'offer', status: 'Approved', reader: EXPERT.id },
    ]);
  });

  it('is left to a later attempt when the mail cannot be handed over either', async () => {
    const house = await runningHouse();
    house.messenger.refuse(chatOf(EXPERT), REFUSED);
    const outage = new TransientError('mail/unavailable', 'No mail at the moment.');
    house.mailer.failNext(outage, outage);

    await approved(house.ports);
    await house.dispatcher.idle();
    house.clock.forward(60_000);
    house.dispatcher.kick(REQUEST);
    await house.dispatcher.idle();

    expect(house.mailer.subjectsTo(mailOf(EXPERT))).toEqual(['P5']);
    expect(await reachedBy(house)).toEqual({ [EXPERT.id]: 'mail' });
  });
});

describe('a person without a chat', () => {
  it('gets a ping by mail, and the record is told once', async () => {
    const house = await runningHouse([FPM]);

    expect(house.mailer.subjectsTo(mailOf(FPM))).toEqual(['P1', 'arrival']);
    expect(await reachedBy(house)).toEqual({ [FPM.id]: 'mail' });
    const { events } = await stored(house.ports);
    expect(events.filter(({ type }) => type === 'DeliveryNoted')).toHaveLength(1);
  });

  it('gets nothing for a silent change', async () => {
    const house = await runningHouse([FPM]);
    const before = house.mailer.sent.length;

    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    await house.dispatcher.idle();

    expect(house.mailer.sent).toHaveLength(before);
    expect(house.messenger.posts(chatOf(FPM))).toEqual([]);
  });

  it('finds the card in the chat as soon as there is one and something happens', async () => {
    const house = await runningHouse([FPM]);
    await installFor(house.ports, FPM);

    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
    await house.dispatcher.idle();

    expect(house.messenger.shownIn(chatOf(FPM))).toEqual([
      { card: 'request-fpm', status: 'InReview', reader: FPM.id },
    ]);
  });

  it('loses no ping that is ordered while the mail of the one before is on its way', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports, [FPM]);
    const decline = { type: 'DeclineOffer', reason: 'DECLINE_ABSENT' };
    const expertB = { id: 'person:expert-b', name: 'Expert B' } as const;
    // The mail about the arrival takes as long as it takes until both experts have declined.
    house.mailer.meanwhile(async () => {
      await approved(house.ports);
      await give(house.ports, REQUEST, given(house.ports, EXPERT, decline, 'click:a'));
      await give(house.ports, REQUEST, given(house.ports, expertB, decline, 'click:b'));
    });

    await submitted(house.ports);
    await house.dispatcher.idle();

    expect(house.mailer.subjectsTo(mailOf(FPM)).toSorted()).toEqual(['P1', 'P10', 'arrival']);
  });
});

describe('a mail', () => {
  it('names the FPM to answer to, but not to the FPM', async () => {
    const house = await runningHouse();
    await approved(house.ports);
    await house.dispatcher.idle();

    const answers = house.mailer.sent.map(({ to, replyTo }) => [to, replyTo]);
    expect(answers).toContainEqual([mailOf(PARTNER), mailOf(FPM)]);
    expect(answers).toContainEqual([mailOf(FPM), undefined]);
    expect(answers.filter(([to, replyTo]) => to !== mailOf(FPM) && replyTo === undefined)).toEqual(
      [],
    );
  });
});

describe('a kickoff chat', () => {
  it('is asked for once under one key, and its posts follow from its answer', async () => {
    const chat: ConversationId = 'conversation:group';
    const house = openHouse({ isDispatching: true, chats: new FakeChats([chat]) });
    await moveIn(house.ports);
    await openChat(house.ports, 'group', 'group');
    await submitted(house.ports);
    await approved(house.ports);

    await accepted(house.ports);
    await house.dispatcher.idle();

    expect(house.chats.asked.map(({ key }) => key)).toEqual([`${ENGAGEMENT}:0:1`]);
    expect(house.messenger.posts('group').map(({ summary }) => summary)).toEqual(['P6', 'silent']);
  });

  it('that cannot be opened is no failure: the engagement goes on without', async () => {
    const house = await runningHouse();
    await approved(house.ports);

    await accepted(house.ports);
    await house.dispatcher.idle();

    const engagement = await stored(house.ports, ENGAGEMENT);
    expect(engagement.effects).toEqual([]);
    expect(engagement.state).toMatchObject({ chats: [] });
  });
});
