import type { ConversationId } from '../../src/domain/kernel';
import { FakeChats } from '../support/fake-chats';
import { EXPERT, FPM, mailOf, PARTNER, PEOPLE } from '../support/fake-directory';
import { chatOf, moveIn, openChat, openHouse, type FakeHouse } from '../support/fake-house';
import {
  accepted,
  ANSWERS,
  approved,
  ENGAGEMENT,
  give,
  given,
  REPORT,
  REQUEST,
  started,
  statusOf,
  stored,
} from '../support/fake-requests';
import { leftToSend, timersOf } from '../support/left-to-do';

const GROUPS = ['group-of-partner', 'group-of-fpm', 'group-of-expert'];

describe('the whole path of one request, from the form to the confirmed end', () => {
  let house: FakeHouse;
  const outcomes: boolean[] = [];

  beforeAll(async () => {
    const kickoff = GROUPS.map((name): ConversationId => `conversation:${name}`);
    house = openHouse({ isDispatching: true, chats: new FakeChats(kickoff) });
    const { ports, dispatcher } = house;
    await moveIn(ports);
    for (const name of GROUPS) {
      await openChat(ports, name, 'group');
    }
    const steps = [
      () => started(ports),
      () => give(ports, REQUEST, given(ports, PARTNER, { type: 'Submit', answers: ANSWERS })),
      () => give(ports, REQUEST, given(ports, FPM, { type: 'MarkComplete' })),
      () => approved(ports),
      () => accepted(ports),
      () => give(ports, REQUEST, given(ports, EXPERT, { type: 'ConfirmContact' })),
      () => give(ports, REQUEST, given(ports, FPM, { type: 'CloseRequest' })),
      () => give(ports, ENGAGEMENT, given(ports, PARTNER, { type: 'TickTask', task: '3723' })),
      () => give(ports, ENGAGEMENT, given(ports, EXPERT, REPORT)),
      () => give(ports, ENGAGEMENT, given(ports, PARTNER, { type: 'ConfirmCompletion' })),
    ];
    for (const step of steps) {
      outcomes.push((await step()).ok);
      await dispatcher.idle();
      house.clock.forward(60_000);
    }
  });

  function pings(chat: string): readonly string[] {
    return house.messenger
      .posts(chat)
      .map(({ summary }) => summary)
      .filter((summary) => summary !== 'silent');
  }

  it('is refused at no step', () => {
    expect(outcomes).toEqual(Array.from({ length: 10 }, () => true));
  });

  it('ends with a closed request that knows the outcome, and a completed engagement', async () => {
    const request = await stored(house.ports);
    const engagement = await stored(house.ports, ENGAGEMENT);

    expect(request.state).toMatchObject({
      status: 'Closed',
      number: 1001,
      outcome: { criteriaMet: true },
    });
    expect(statusOf(engagement)).toBe('Completed');
  });

  it.each([
    ['the partner: approved, confirm completion', chatOf(PARTNER), ['P4', 'P13']],
    ['the FPM: arrival', chatOf(FPM), ['P1']],
    ['the expert: the offer', chatOf(EXPERT), ['P5']],
    ['each kickoff chat: once', 'group-of-partner', ['P6']],
    ['each kickoff chat: once', 'group-of-fpm', ['P6']],
    ['each kickoff chat: once', 'group-of-expert', ['P6']],
    ['nobody else', 'chat-of-expert-b', []],
  ])('keeps to the attention budget of %s', (_who, chat, budget) => {
    expect(pings(chat)).toEqual(budget);
  });

  it('posts nothing else but the form and the post about Teams first', () => {
    const silent = house.messenger.sent
      .filter(({ kind, summary }) => kind === 'post' && summary === 'silent')
      .map(({ chat, content }) => [chat, (content as { readonly card: string }).card]);

    expect(silent).toEqual([
      [chatOf(PARTNER), 'request-partner'],
      ...GROUPS.map((group) => [group, 'teams-first']),
    ]);
  });

  it.each([
    ['the partner: receipt, decision, closing', PARTNER, ['receipt', 'decision', 'closing']],
    ['the FPM: arrival, closing', FPM, ['arrival', 'closing']],
    ['the expert: none', EXPERT, []],
  ])('sends mail to %s', (_who, person, subjects) => {
    expect(house.mailer.subjectsTo(mailOf(person))).toEqual(subjects);
  });

  it('leaves every card of a 1:1 chat in its final state', () => {
    const shown = PEOPLE.slice(0, 3).map((person) => house.messenger.shownIn(chatOf(person)));

    expect(shown).toEqual([
      [
        { moved: 'request-partner' },
        { card: 'request-partner', status: 'Closed', reader: PARTNER.id },
        { card: 'completion', status: 'Completed', reader: PARTNER.id },
      ],
      [{ card: 'request-fpm', status: 'Closed', reader: FPM.id }],
      [{ card: 'expert', status: 'Completed', reader: EXPERT.id }],
    ]);
  });

  it.each(GROUPS)('leaves the two posts of %s in their final state', (group) => {
    expect(house.messenger.shownIn(group)).toEqual([
      { card: 'kickoff', status: 'Completed', reader: 'everybody' },
      { card: 'teams-first', status: 'Completed', reader: 'everybody' },
    ]);
  });

  it('opens the kickoff chat once, for the three parties', () => {
    const members = [PARTNER, FPM, EXPERT].map(({ id }) => ({ id }));

    expect(house.chats.asked).toEqual([
      { key: `${ENGAGEMENT}:0:1`, topic: 'Kickoff es Preparing', members },
    ]);
  });

  it('leaves nothing to do but timers that will find nothing late', async () => {
    const request = await stored(house.ports);
    const engagement = await stored(house.ports, ENGAGEMENT);

    expect([...leftToSend(request), ...leftToSend(engagement)]).toEqual([]);
    expect(timersOf(request)).toEqual([
      'CheckOffer',
      'CheckDecision',
      'CheckDecision',
      'CheckClosing',
    ]);
    expect(timersOf(engagement)).toEqual(['CheckConfirmation']);
  });

  it('logs nothing worse than info', () => {
    const levels = house.log.lines.map(({ level }) => level);

    expect(levels).not.toContain('warn');
    expect(levels).not.toContain('error');
  });
});
