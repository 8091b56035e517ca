import type { Effect } from '../../../src/domain/effects';
import { typed } from '../../../src/domain/kernel';
import type {
  EngagementHistory,
  EngagementOrder,
} from '../../../src/domain/engagement/engagement-messages';
import { effectsOfEngagement } from '../../../src/domain/engagement/engagement-effects';
import { FRAN, hoursIn, ID, PAT, SAM } from '../cast';
import type { Told } from '../stories';
import {
  ACTIVE,
  AGREED,
  CHAT,
  CHATTING,
  COMPLETED,
  engagementAfter,
  givenEngagement,
  happenedThere,
  OPENED,
  REPORT,
  REPORTED,
  SENT_BACK,
  UNMET,
} from '../engagement-stories';

function ordersAfter(...story: readonly EngagementHistory[]): readonly Effect[] {
  return effectsOfEngagement(story.at(-1)!, engagementAfter(...story)!);
}

const ASK_PARTNER = {
  type: 'Show',
  copy: 'completion',
  card: 'completion',
  to: { person: PAT.id },
  ping: 'P13',
  moveDown: true,
};

describe('what each event orders', () => {
  test('an opening shows the expert the engagement, without a ping, and asks for the kickoff chat', () => {
    expect(ordersAfter(...OPENED)).toEqual([
      { type: 'Show', copy: 'expert', card: 'expert', to: { person: SAM.id } },
      { type: 'OpenKickoffChat', members: [PAT, FRAN, SAM] },
    ]);
  });

  test('an open chat gets the kickoff with one ping, and Teams first without', () => {
    expect(ordersAfter(...CHATTING)).toEqual([
      {
        type: 'Show',
        copy: 'kickoff:0',
        card: 'kickoff',
        to: { conversation: CHAT },
        ping: 'P6',
      },
      {
        type: 'Show',
        copy: 'teams-first:0',
        card: 'teams-first',
        to: { conversation: CHAT },
      },
    ]);
  });

  test('several windows of one chat get a copy each', () => {
    const chats = [CHAT, 'conversation:second'] as const;

    const orders = ordersAfter(...OPENED, happenedThere({ type: 'KickoffChatOpened', chats }));

    expect(orders.map((order) => (order.type === 'Show' ? order.copy : order.type))).toEqual([
      'kickoff:0',
      'teams-first:0',
      'kickoff:1',
      'teams-first:1',
    ]);
  });

  test('a reported completion pings the partner only, and wakes at the day to confirm', () => {
    expect(ordersAfter(...REPORTED)).toEqual([
      ASK_PARTNER,
      { type: 'WakeUp', at: hoursIn(200), command: { type: 'CheckConfirmation' } },
    ]);
  });

  test('an unmet criterion pings the FPM only', () => {
    const orders = ordersAfter(...UNMET);

    expect(orders[0]).toEqual({
      type: 'Show',
      copy: 'completion:fpm',
      card: 'completion',
      to: { person: FRAN.id },
      ping: 'P16',
      moveDown: true,
    });
    expect(orders.slice(1).map(({ type }) => type)).toEqual(['WakeUp']);
  });

  test('agreed to end, the partner is asked until the new day', () => {
    expect(ordersAfter(...AGREED)).toEqual([
      ASK_PARTNER,
      { type: 'WakeUp', at: hoursIn(210), command: { type: 'CheckConfirmation' } },
    ]);
  });

  test('sent back pings the expert only', () => {
    expect(ordersAfter(...SENT_BACK)).toEqual([
      {
        type: 'Show',
        copy: 'expert',
        card: 'expert',
        to: { person: SAM.id },
        ping: 'P17',
        moveDown: true,
      },
    ]);
  });

  test('completed tells the request and mails the summary to contact and FPM, without a ping', () => {
    expect(ordersAfter(...COMPLETED)).toEqual([
      {
        type: 'Tell',
        record: ID,
        command: {
          type: 'NoteOutcome',
          outcome: {
            completedAt: hoursIn(100),
            summary: typed('Conditional access is live.'),
            criteriaMet: true,
          },
        },
      },
      { type: 'SendMail', mail: 'closing', to: { address: 'pat@contoso.example' } },
      { type: 'SendMail', mail: 'closing', to: { person: FRAN.id } },
    ]);
  });

  test('feedback goes to the request, for the FPM', () => {
    const answer = givenEngagement(...ACTIVE).when({ ...REPORT, by: SAM, feedback: 'Quick.' });
    const told = answer.ok ? answer.events.map((event) => happenedThere(event, SAM)) : [];

    const orders = ordersAfter(
      ...ACTIVE,
      ...told,
      happenedThere({ type: 'EngagementCompleted' }, PAT),
    );

    expect(orders[0]).toMatchObject({ command: { outcome: { feedback: typed('Quick.') } } });
  });

  test.each([
    ['first contact', ACTIVE],
    ['a ticked task', [...ACTIVE, happenedThere({ type: 'TaskTicked', task: '3723' }, PAT)]],
    [
      'a note about delivery',
      [...ACTIVE, happenedThere({ type: 'DeliveryNoted', person: PAT.id, way: 'mail' })],
    ],
  ])('%s is silent: shown cards are edited by themselves', (_what, story) => {
    expect(ordersAfter(...story)).toEqual([]);
  });
});

describe('what does not fit the state orders nothing', () => {
  test.each([
    ['a report', REPORTED],
    ['an agreement', AGREED],
    ['a completion', COMPLETED],
  ])('%s', (_what, story) => {
    expect(effectsOfEngagement(story.at(-1)!, engagementAfter(...ACTIVE)!)).toEqual([]);
  });
});

describe('completed says nothing more', () => {
  const late: readonly Told<EngagementOrder>[] = [
    { type: 'NoteContact', by: 'system', contact: { by: SAM, at: hoursIn(101) } },
    { type: 'TickTask', by: PAT, task: '3723', consentBy: '', consentOn: '' },
    { ...REPORT, by: SAM },
    { type: 'AgreeToEnd', by: FRAN },
    { type: 'SendBack', by: PAT, note: 'Wait.' },
    { type: 'ConfirmCompletion', by: PAT },
    { type: 'CheckConfirmation', by: 'system', at: hoursIn(200) },
    { type: 'NoteDelivery', by: 'system', person: PAT.id, way: 'mail' },
  ];

  test.each(late.map((command) => [command.type, command] as const))(
    '%s orders nothing',
    (_type, command) => {
      expect(givenEngagement(...COMPLETED).when(command).effects).toEqual([]);
    },
  );

  test('a kickoff chat that opens only then pings nobody any more', () => {
    const [, , ...rest] = COMPLETED;

    const { effects } = givenEngagement(...OPENED, ...rest).when({
      type: 'NoteKickoffChat',
      by: 'system',
      chats: [CHAT],
    });

    expect(effects.filter((effect) => effect.type === 'Show' && effect.ping !== undefined)).toEqual(
      [],
    );
  });
});
