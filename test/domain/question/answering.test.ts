import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { ANSWERS_MAX } from '../../../src/domain/question/question';
import { refusalToAnswer } from '../../../src/domain/question/decide-question';
import { FAY, FRAN, hoursIn, PAT, SAM } from '../cast';
import {
  ANSWERED,
  ASKED,
  CALMED,
  DISCARDED,
  drafted,
  DUE,
  ESCALATED,
  givenQuestion,
  noted,
  questionAfter,
  questionFacts,
  RAISED,
  SOLVED,
  wrote,
} from '../question-stories';

const ANSWER = { type: 'Answer', text: ' The engineer. ', at: hoursIn(4) } as const;

function ping(copy: string, person: string): object {
  return {
    ...{ type: 'Show', copy, card: 'question', to: { person } },
    ...{ ping: 'P7', moveDown: true },
  };
}

describe('an answer', () => {
  test('is appended and pings only the asker', () => {
    const answer = givenQuestion(...ASKED).when({ ...ANSWER, by: FRAN });

    expect(answer.after).toMatchObject({
      status: 'Open',
      awaits: 'from',
      since: hoursIn(4),
      answers: [{ by: FRAN, at: hoursIn(4), text: typed('The engineer.') }],
    });
    expect(answer.effects).toEqual([ping('from', PAT.id)]);
  });

  test('of the asker pings only the receiver', () => {
    const answer = givenQuestion(...ANSWERED).when({ ...ANSWER, by: PAT });

    expect(answer.after).toMatchObject({ awaits: 'to', since: hoursIn(4) });
    expect(answer.effects).toEqual([ping('to', FRAN.id)]);
  });

  test('keeps all that was written before, oldest first', () => {
    const { after } = givenQuestion(...ANSWERED).when({ ...ANSWER, by: PAT });

    expect(after).toMatchObject({ answers: [{ by: FRAN }, { by: PAT }] });
  });

  test('to a question has no clock', () => {
    const { after, effects } = givenQuestion(...ANSWERED).when({ ...ANSWER, by: PAT });

    expect(after).not.toHaveProperty('answerBy');
    expect(effects.map(({ type }) => type)).toEqual(['Show']);
  });

  test.each([
    ['empty', ' \t ', 'text-missing'],
    ['not to be shown', 'a\u0000b', 'text-unreadable'],
    ['too long', 'x'.repeat(POLICY.textMaxChars + 1), 'text-too-long'],
  ])('that is %s is refused', (_what, text, code) => {
    const answer = givenQuestion(...ASKED).when({ ...ANSWER, text, by: FRAN });

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test.each([
    ['somebody without a part in it', ASKED, SAM, 'not-yours'],
    ['the process', ASKED, 'system', 'not-yours'],
    ['the stand-in before it is handed on', RAISED, FAY, 'not-yours'],
    ['the receiver of a draft', drafted(), FRAN, 'not-yours'],
    ['its asker after discarding it', DISCARDED, PAT, 'not-yours'],
    ['the receiver once it is solved', SOLVED, FRAN, 'solved'],
    ['anybody before there is one', [], PAT, 'not-found'],
  ] as const)('is refused to %s', (_who, story, by, code) => {
    const answer = givenQuestion(...story).when({ ...ANSWER, by });

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test('is refused once there are as many as it holds', () => {
    const many = Array.from({ length: ANSWERS_MAX - 1 }, (_none, n) => wrote(FRAN, hoursIn(n)));
    const last = givenQuestion(...ASKED, ...many).when({ ...ANSWER, by: FRAN });

    const answer = givenQuestion(...ASKED, ...many, wrote(FRAN, hoursIn(60))).when({
      ...ANSWER,
      by: PAT,
    });

    expect(last.ok).toBe(true);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'question-full' } });
  });
});

describe('a word that its writer repeats right after it', () => {
  const full = Array.from({ length: ANSWERS_MAX }, (_none, n) => wrote(FRAN, hoursIn(n)));

  test.each([
    ['an answer', ANSWERED, FRAN, ' By Fran. '],
    ['the question itself', ASKED, PAT, 'Which role fits?'],
    ['the last answer that fits', [...ASKED, ...full], FRAN, 'By Fran.'],
    ['an answer with which it was solved', SOLVED, FRAN, 'By Fran.'],
  ] as const)('is no news: %s', (_what, story, by, text) => {
    const answer = givenQuestion(...story).when({ ...ANSWER, text, by });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test.each([
    ['said by the other side', ANSWERED, PAT, 'By Fran.'],
    ['said with another word', ANSWERED, FRAN, 'By Fran'],
    ['said again after an answer', [...ANSWERED, wrote(PAT, hoursIn(3))], FRAN, 'By Fran.'],
  ] as const)('is news when it is %s', (_how, story, by, text) => {
    const answer = givenQuestion(...story).when({ ...ANSWER, text, by });

    expect(answer).toMatchObject({ ok: true, events: [{ type: 'QuestionAnswered' }] });
  });

  test.each([
    ['by somebody without a part in it', ANSWERED, SAM, 'By Fran.'],
    ['on a draft', drafted(), PAT, 'By Pat.'],
  ] as const)('is refused %s', (_who, story, by, text) => {
    const answer = givenQuestion(...story).when({ ...ANSWER, text, by });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-yours' } });
  });
});

describe('the form of an answer', () => {
  test.each([
    ['opens for the receiver', ASKED, FRAN, undefined],
    ['opens for the asker', ASKED, PAT, undefined],
    ['opens for the stand-in', ESCALATED, FAY, undefined],
    ['stays closed to others', ASKED, SAM, 'not-yours'],
    ['stays closed while it is a draft', drafted(), PAT, 'not-yours'],
    ['stays closed once it is solved', SOLVED, PAT, 'solved'],
  ] as const)('%s', (_what, story, by, code) => {
    const refusal = refusalToAnswer(questionAfter(...story)!, by.id);

    expect(refusal?.code).toBe(code);
  });
});

describe('the clock of a concern', () => {
  const CHECK = { type: 'CheckAnswer', by: 'system' } as const;

  test('says nothing just before it is due', () => {
    const answer = givenQuestion(...RAISED).when({ ...CHECK, at: DUE - 1 });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test('hands an unanswered one on exactly when it is due, and pings only the stand-in', () => {
    const answer = givenQuestion(...RAISED).when({ ...CHECK, at: DUE });

    expect(answer.after).toMatchObject({
      status: 'Open',
      awaits: 'to',
      escalated: { standIn: FAY, at: DUE },
    });
    expect(answer.after).not.toHaveProperty('answerBy');
    expect(answer.effects).toEqual([ping('stand-in', FAY.id)]);
  });

  test.each([
    ['was handed on already', ESCALATED],
    ['was answered', CALMED],
    ['is solved', [...CALMED, noted({ type: 'QuestionSolved' }, PAT, hoursIn(5))]],
    ['is only a question', ASKED],
    ['was never sent', drafted('concern')],
  ] as const)('finds nothing to do when it %s', (_what, story) => {
    const answer = givenQuestion(...story).when({ ...CHECK, at: hoursIn(500) });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test('finds nobody to hand it on to', () => {
    const answer = givenQuestion(...RAISED).when({ ...CHECK, at: DUE }, {});

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test('is not moved by what the raiser adds while waiting', () => {
    const later = questionFacts({ answerBy: hoursIn(80) });

    const answer = givenQuestion(...RAISED).when({ ...ANSWER, by: PAT }, later);

    expect(answer.after).toMatchObject({ awaits: 'to', since: hoursIn(0), answerBy: DUE });
    expect(answer.effects).toEqual([ping('to', FRAN.id)]);
  });

  test('begins again when the raiser comes back after an answer', () => {
    const later = questionFacts({ answerBy: hoursIn(80) });

    const answer = givenQuestion(...CALMED).when({ ...ANSWER, by: PAT }, later);

    expect(answer.after).toMatchObject({ awaits: 'to', answerBy: hoursIn(80) });
    expect(answer.effects).toEqual([
      ping('to', FRAN.id),
      { type: 'WakeUp', at: hoursIn(80), command: { type: 'CheckAnswer' } },
    ]);
  });

  test('ends with an answer', () => {
    const { after } = givenQuestion(...RAISED).when({ ...ANSWER, by: FRAN });

    expect(after).not.toHaveProperty('answerBy');
  });
});

describe('a concern that was handed on', () => {
  test.each([
    ['the stand-in', FAY],
    ['the receiver', FRAN],
  ])('is answered by %s, which pings the raiser alone', (_who, by) => {
    const answer = givenQuestion(...ESCALATED).when({ ...ANSWER, by, at: hoursIn(30) });

    expect(answer.after).toMatchObject({ awaits: 'from', answers: [{ by }] });
    expect(answer.effects).toEqual([ping('from', PAT.id)]);
  });

  test('pings receiver and stand-in when the raiser adds something, and has no clock any more', () => {
    const story = [...ESCALATED, wrote(FAY, hoursIn(30))];

    const answer = givenQuestion(...story).when({ ...ANSWER, by: PAT, at: hoursIn(31) });

    expect(answer.effects).toEqual([ping('to', FRAN.id), ping('stand-in', FAY.id)]);
    expect(answer.after).not.toHaveProperty('answerBy');
  });
});

describe('marking it as solved', () => {
  const SOLVE = { type: 'Solve', at: hoursIn(6) } as const;

  test.each([
    ['a question by its asker', ANSWERED, PAT],
    ['a question by its receiver', ASKED, FRAN],
    ['a concern by its raiser', ESCALATED, PAT],
  ])('ends %s, and pings nobody', (_what, story, by) => {
    const answer = givenQuestion(...story).when({ ...SOLVE, by });

    expect(answer.after).toMatchObject({ status: 'Solved', solvedBy: by, solvedAt: hoursIn(6) });
    expect(answer.effects).toEqual([]);
  });

  test('leaves nobody awaited and no clock', () => {
    const { after } = givenQuestion(...RAISED).when({ ...SOLVE, by: PAT });

    expect(after).not.toHaveProperty('awaits');
    expect(after).not.toHaveProperty('answerBy');
  });

  test.each([
    ['a concern to its receiver', RAISED, FRAN, 'needs-asker'],
    ['a concern to the stand-in', ESCALATED, FAY, 'needs-asker'],
    ['a question to others', ASKED, SAM, 'not-yours'],
    ['a question to the process', ASKED, 'system', 'not-yours'],
    ['a draft', drafted(), PAT, 'not-yours'],
    ['what is solved already', SOLVED, FRAN, 'solved'],
  ] as const)('is refused: %s', (_what, story, by, code) => {
    const answer = givenQuestion(...story).when({ ...SOLVE, by });

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test('a second time says who did it, and when', () => {
    const answer = givenQuestion(...SOLVED).when({ ...SOLVE, by: FRAN });

    expect(answer).toMatchObject({ refusal: { code: 'solved', by: PAT, at: hoursIn(3) } });
  });
});

describe('a delivery by mail', () => {
  const NOTE = { type: 'NoteDelivery', person: FRAN.id, way: 'mail', by: 'system' } as const;

  test.each([
    ['while it is open', ASKED],
    ['once it is solved', SOLVED],
  ])('is noted %s', (_when, story) => {
    const { after, effects } = givenQuestion(...story).when(NOTE);

    expect(after).toMatchObject({ reached: { [FRAN.id]: 'mail' } });
    expect(effects).toEqual([]);
  });

  test.each([
    ['known', [...ASKED, noted({ ...NOTE, type: 'DeliveryNoted' }, 'system')]],
    ['of a draft', drafted()],
  ])('that is %s changes nothing', (_what, story) => {
    const answer = givenQuestion(...story).when(NOTE);

    expect(answer).toMatchObject({ ok: true, events: [] });
  });
});
