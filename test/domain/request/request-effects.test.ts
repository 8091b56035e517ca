import type { Effect } from '../../../src/domain/effects';
import { typed } from '../../../src/domain/kernel';
import type { Happened, RequestHistory } from '../../../src/domain/request/request-events';
import { effectsOfRequest } from '../../../src/domain/request/request-effects';
import { facts, FORM, FRAN, hoursIn, ID, NOW, PAT, SAM, SUE, WHOLE } from '../cast';
import {
  APPROVED,
  ASSIGNED,
  CLOSED,
  DENIED,
  drafted,
  given,
  happened,
  IN_TOUCH,
  NOBODY_LEFT,
  OFFERED,
  requestAfter,
  REVIEWED,
  SENT,
  WARNED,
  WITHDRAWN,
} from '../stories';

const CONTACT = { address: 'pat@contoso.example' };

const EXPIRED = [...WARNED, happened({ type: 'RequestExpired' }, 'system', hoursIn(360))];
const TYPING = [
  ...SENT,
  happened({ type: 'RevisionKept', answers: { licences: typed('some') }, lookAlikes: [] }),
];

/** The orders of the last event of a story. */
function ordersAfter(...story: readonly RequestHistory[]): readonly Effect[] {
  return effectsOfRequest(story.at(-1)!, requestAfter(...story)!);
}

/** The people whom these orders reach, by card or by mail. */
function reached(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'Show') {
      return 'person' in effect.to ? [effect.to.person] : [effect.to.conversation];
    }
    return effect.type === 'SendMail'
      ? ['person' in effect.to ? effect.to.person : effect.to.address]
      : [];
  });
}

describe('what each event orders', () => {
  test('an opened form is shown to the requester, without a ping', () => {
    expect(ordersAfter(...drafted())).toEqual([
      { type: 'Show', copy: 'partner', card: 'request-partner', to: { person: PAT.id } },
    ]);
  });

  test('a submission pings the FPM once and sends receipt and arrival; the requester gets no ping', () => {
    expect(ordersAfter(...SENT)).toEqual([
      { type: 'Show', copy: 'fpm', card: 'request-fpm', to: { person: FRAN.id }, ping: 'P1' },
      { type: 'SendMail', mail: 'receipt', to: CONTACT },
      { type: 'SendMail', mail: 'arrival', to: { person: FRAN.id } },
      { type: 'WakeUp', at: NOW + 300_000, command: { type: 'CheckAcknowledgement' } },
      { type: 'WakeUp', at: hoursIn(101), command: { type: 'CheckDecision' } },
      { type: 'WakeUp', at: hoursIn(120), command: { type: 'CheckDecision' } },
    ]);
  });

  test('a contact who is not the requester: both get the receipt', () => {
    const answer = given(...drafted({ ...WHOLE, contactMail: 'kim@contoso.example' })).when({
      type: 'Submit',
      by: PAT,
      answers: {},
    });

    const receipts = answer.effects.flatMap((effect) =>
      effect.type === 'SendMail' && effect.mail === 'receipt' ? [effect.to] : [],
    );

    expect(receipts).toHaveLength(2);
    expect(receipts).toEqual(
      expect.arrayContaining([{ address: 'kim@contoso.example' }, { person: PAT.id }]),
    );
  });

  test.each([
    ['an approval', APPROVED, 'P4'],
    ['a denial', DENIED, 'P3'],
  ] as const)('%s pings the requester and is mailed to the contact', (_what, story, ping) => {
    expect(ordersAfter(...story)).toEqual([
      {
        type: 'Show',
        copy: 'partner',
        card: 'request-partner',
        to: { person: PAT.id },
        ping,
        moveDown: true,
      },
      { type: 'SendMail', mail: 'decision', to: CONTACT },
    ]);
  });

  test('an offer pings the expert and wakes the request when the time to answer is over', () => {
    expect(ordersAfter(...OFFERED)).toEqual([
      {
        type: 'Show',
        copy: `offer:${SAM.id}`,
        card: 'offer',
        to: { person: SAM.id },
        ping: 'P5',
        moveDown: true,
      },
      { type: 'WakeUp', at: hoursIn(26), command: { type: 'CheckOffer' } },
    ]);
  });

  test('nobody left pings the FPM, who must choose', () => {
    expect(ordersAfter(...NOBODY_LEFT)).toEqual([
      {
        type: 'Show',
        copy: 'fpm',
        card: 'request-fpm',
        to: { person: FRAN.id },
        ping: 'P10',
        moveDown: true,
      },
    ]);
  });

  test('an assignment opens the engagement, which takes over the expert’s card, and pings nobody', () => {
    const { type: _type, ...effect } = ordersAfter(...ASSIGNED)[0]!;

    expect(ordersAfter(...ASSIGNED)).toHaveLength(1);
    expect(effect).toEqual({
      record: 'engagement:11111111-2222-3333-4444-555555555555',
      command: {
        type: 'OpenEngagement',
        request: ID,
        number: 1042,
        requester: PAT,
        form: FORM,
        expert: SAM,
        contactBy: hoursIn(48),
      },
      passing: { copy: `offer:${SAM.id}`, as: 'expert' },
    });
  });

  test('first contact is told to the engagement, and the request wakes to close', () => {
    expect(ordersAfter(...IN_TOUCH)).toEqual([
      {
        type: 'Tell',
        record: 'engagement:11111111-2222-3333-4444-555555555555',
        command: { type: 'NoteContact', contact: { by: SAM, at: hoursIn(4) } },
      },
      { type: 'WakeUp', at: hoursIn(124), command: { type: 'CheckClosing' } },
    ]);
  });

  test.each([
    ['a look for completeness', REVIEWED],
    ['a closing', CLOSED],
    ['a withdrawal', WITHDRAWN],
    ['an end of what was never answered', EXPIRED],
    ['what is typed and not right yet', TYPING],
    ['a saved step', [...drafted(), happened({ type: 'DraftStartedOver' })]],
    ['a discarded draft', [...drafted(), happened({ type: 'DraftDiscarded' })]],
    ['a new ranking', [...SENT, happened({ type: 'ExpertsRanked', candidates: [] }, FRAN)]],
    [
      'a note about delivery',
      [...SENT, happened({ type: 'DeliveryNoted', person: PAT.id, way: 'mail' }, 'system')],
    ],
  ])('%s orders nothing: shown cards are edited by themselves', (_what, story) => {
    expect(ordersAfter(...story)).toEqual([]);
  });
});

describe('an expert who is out of the running', () => {
  const declines = {
    type: 'DeclineOffer',
    by: SAM,
    at: hoursIn(5),
    reason: 'DECLINE_CONFLICT',
  } as const;
  const expires = { type: 'CheckOffer', by: 'system', at: hoursIn(26) } as const;

  test.each([
    ['declining', declines],
    ['silent', expires],
  ])(
    '%s: the own card rests, the next expert is asked, the requester hears nothing',
    (_how, command) => {
      const { effects } = given(...OFFERED).when(command);

      expect(effects.map(({ type }) => type)).toEqual(['Retire', 'Show', 'WakeUp']);
      expect(effects[0]).toEqual({ type: 'Retire', copy: `offer:${SAM.id}` });
      expect(reached(effects)).toEqual([SUE.id]);
    },
  );

  test.each([
    ['declining', declines],
    ['silent', expires],
  ])('%s as the last one: only the FPM is asked', (_how, command) => {
    const { effects } = given(...OFFERED).when(command, { facts: facts({ experts: [] }) });

    expect(effects.map(({ type }) => type)).toEqual(['Retire', 'Show']);
    expect(reached(effects)).toEqual([FRAN.id]);
  });
});

describe('events that do not fit what became of the request', () => {
  test('an assignment or a contact of a request that is not assigned orders nothing', () => {
    const assigned = ASSIGNED.at(-1)!;
    const contact = IN_TOUCH.at(-1)!;

    expect(effectsOfRequest(assigned, requestAfter(...SENT)!)).toEqual([]);
    expect(effectsOfRequest(contact, requestAfter(...SENT)!)).toEqual([]);
  });

  test('a warning about a request that is not returned any more warns nobody', () => {
    expect(effectsOfRequest(WARNED.at(-1)!, requestAfter(...SENT)!)).toEqual([]);
  });

  test('what was submitted before receipts were watched wakes nobody for one', () => {
    const { acknowledgeBy: _unknown, ...event } = SENT.at(-1)! as Happened<'RequestSubmitted'>;

    const commands = ordersAfter(...SENT.slice(0, -1), event).flatMap((effect) =>
      effect.type === 'WakeUp' ? [effect.command.type] : [],
    );

    expect(commands).toEqual(['CheckDecision', 'CheckDecision']);
  });

  test('a contact that nobody confirmed is told to nobody', () => {
    const contact = happened({ type: 'FirstContactConfirmed' }, 'system');

    expect(ordersAfter(...ASSIGNED, contact)).toEqual([]);
  });

  test.each([
    happened({ type: 'DraftStartedOver' }),
    happened({ type: 'DraftDiscarded' }),
    happened({ type: 'GuideChosen', workloadId: 'AIP-P1', guideUrl: 'https://example.com' }),
    happened({
      type: 'DraftSaved',
      answers: {},
      step: 'why',
      attempted: [],
      lookAlikes: [],
      putAway: false,
    }),
  ])('of a form that is submitted already, nothing is ordered: $type', (event) => {
    expect(effectsOfRequest(event, requestAfter(...SENT)!)).toEqual([]);
  });

  test('an outcome is kept silently', () => {
    const outcome = { completedAt: 1, summary: typed('Done.'), criteriaMet: true };

    expect(ordersAfter(...CLOSED, happened({ type: 'OutcomeNoted', outcome }, 'system'))).toEqual(
      [],
    );
  });
});
