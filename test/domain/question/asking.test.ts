import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { FAY, FRAN, hoursIn, NOW, PAT, SAM } from '../cast';
import {
  ABOUT,
  ASKED,
  DISCARDED,
  drafted,
  DUE,
  givenQuestion,
  noted,
  QUESTION,
  questionFacts,
  receiver,
  SOLVED,
} from '../question-stories';

const START = { type: 'StartQuestion', id: QUESTION, kind: 'question', by: PAT } as const;
const ASK = { type: 'Ask', text: ' Which role fits? ', by: PAT } as const;

describe('beginning a question', () => {
  test('opens a form in the chat of its asker, and tells nobody else', () => {
    const answer = givenQuestion().when(START);

    expect(answer.after).toEqual({
      ...{ id: QUESTION, kind: 'question', about: ABOUT, side: 'partner', from: PAT },
      ...{ receivers: [receiver(FRAN)], status: 'Draft', begunAt: NOW },
    });
    expect(answer.effects).toEqual([
      { type: 'Show', copy: 'from', card: 'question', to: { person: PAT.id } },
    ]);
  });

  test.each([
    ['somebody without a part in it', { type: 'StartQuestion' }, {}, 'not-found'],
    [
      'somebody who has nobody to ask',
      { type: 'StartQuestion' },
      { receivers: [] },
      'nobody-to-ask',
    ],
    [
      'a concern about nothing that was submitted',
      { kind: 'concern' },
      { about: {} },
      'nobody-to-ask',
    ],
  ] as const)('is refused to %s', (_who, change, topic, code) => {
    const facts = questionFacts();
    const given = code === 'not-found' ? {} : { topic: { ...facts.topic!, ...topic } };

    const answer = givenQuestion().when({ ...START, ...change }, given);

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test('is never done by the process itself', () => {
    const answer = givenQuestion().when({ ...START, by: 'system' });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  test('twice under one id changes nothing', () => {
    const answer = givenQuestion(...ASKED).when(START);

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test('a question may hang on nothing yet', () => {
    const facts = questionFacts();

    const answer = givenQuestion().when(START, { topic: { ...facts.topic!, about: {} } });

    expect(answer.after).toMatchObject({ status: 'Draft', about: {} });
  });
});

describe('what is typed in the chat while the form is open', () => {
  const TYPED = { type: 'TakeUp', text: ' Which role fits? ', by: PAT } as const;
  const KEPT = noted({ type: 'QuestionTakenUp', text: typed('Which role fits?') });

  test('is kept for its field, and told to nobody', () => {
    const answer = givenQuestion(...drafted()).when(TYPED);

    expect(answer.after).toMatchObject({ status: 'Draft', text: typed('Which role fits?') });
    expect(answer.effects).toEqual([]);
  });

  test('stands below what was typed before', () => {
    const answer = givenQuestion(...drafted(), KEPT).when({ ...TYPED, text: 'For Teams.' });

    expect(answer.after).toMatchObject({ text: typed('Which role fits?\nFor Teams.') });
  });

  test('stays when its asker comes back to the form', () => {
    const answer = givenQuestion(...drafted(), KEPT).when({ type: 'TakeUp', by: PAT });

    expect(answer).toMatchObject({ ok: true, events: [{ type: 'QuestionTakenUp' }] });
    expect(answer.after).toMatchObject({ text: typed('Which role fits?') });
  });

  test.each([
    ['empty', '  ', 'text-missing'],
    ['too long', 'x'.repeat(POLICY.textMaxChars + 1), 'text-too-long'],
    ['not readable', 'a\u0007b', 'text-unreadable'],
  ])('is refused when it is %s', (_what, text, code) => {
    const answer = givenQuestion(...drafted()).when({ ...TYPED, text });

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test('is refused when it is too long together with what was typed before', () => {
    const text = 'x'.repeat(POLICY.textMaxChars);

    const answer = givenQuestion(...drafted(), KEPT).when({ ...TYPED, text });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'text-too-long' } });
  });

  test.each([
    ['of others', drafted(), FAY, 'not-yours'],
    ['that is sent', ASKED, PAT, 'already-done'],
    ['that is discarded', DISCARDED, PAT, 'draft-gone'],
  ] as const)('is not for a question %s', (_which, story, by, code) => {
    const answer = givenQuestion(...story).when({ ...TYPED, by });

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test('is forgotten with the form', () => {
    const answer = givenQuestion(...drafted(), KEPT).when({ type: 'Discard', by: PAT });

    expect(answer.after).toMatchObject({ status: 'Discarded' });
    expect(answer.after).not.toHaveProperty('text');
  });
});

describe('asking', () => {
  test('sends the text as written to the only one there is to ask, and pings them', () => {
    const answer = givenQuestion(...drafted()).when({ ...ASK, at: hoursIn(1) });

    expect(answer.after).toMatchObject({
      status: 'Open',
      awaits: 'to',
      since: hoursIn(1),
      askedAt: hoursIn(1),
      to: receiver(FRAN),
      text: typed('Which role fits?'),
      answers: [],
    });
    expect(answer.after).not.toHaveProperty('answerBy');
    expect(answer.effects).toEqual([
      {
        ...{ type: 'Show', copy: 'to', card: 'question', to: { person: FRAN.id } },
        ...{ ping: 'P7', moveDown: true },
      },
    ]);
  });

  test('a concern also sets the clock', () => {
    const answer = givenQuestion(...drafted('concern')).when(ASK);

    expect(answer.after).toMatchObject({ status: 'Open', answerBy: DUE });
    expect(answer.effects.at(-1)).toEqual({
      type: 'WakeUp',
      at: DUE,
      command: { type: 'CheckAnswer' },
    });
  });

  test('goes to whom its asker chose', () => {
    const draft = drafted('question', [receiver(FRAN), receiver(FAY)]);

    const answer = givenQuestion(...draft).when({ ...ASK, to: FAY.id });

    expect(answer.after).toMatchObject({ to: receiver(FAY) });
  });

  test.each([
    ['nobody was chosen among several', [receiver(FRAN), receiver(FAY)], undefined],
    ['somebody else was named', [receiver(FRAN)], SAM.id],
  ])('is refused when %s', (_what, receivers, to) => {
    const answer = givenQuestion(...drafted('question', receivers)).when({ ...ASK, to });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'receiver-missing' } });
  });

  test('takes over the number that its draft got meanwhile', () => {
    const facts = questionFacts();
    const about = { ...ABOUT, number: 1043 };

    const answer = givenQuestion(...drafted()).when(ASK, { topic: { ...facts.topic!, about } });

    expect(answer.after).toMatchObject({ about });
  });

  test('keeps what it hung on when nothing is known of it any more', () => {
    const answer = givenQuestion(...drafted()).when(ASK, {});

    expect(answer.after).toMatchObject({ about: ABOUT });
  });

  test.each([
    ['empty', ' \n ', 'text-missing'],
    ['not to be shown', 'a\u0000b', 'text-unreadable'],
    ['one character too long', 'x'.repeat(POLICY.textMaxChars + 1), 'text-too-long'],
  ])('is refused with a text that is %s', (_what, text, code) => {
    const answer = givenQuestion(...drafted()).when({ ...ASK, text });

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test('takes the longest text there may be', () => {
    const text = ` ${'x'.repeat(POLICY.textMaxChars)} `;

    const answer = givenQuestion(...drafted()).when({ ...ASK, text });

    expect(answer.ok).toBe(true);
  });

  test.each([
    ['by somebody else', drafted(), FRAN, 'not-yours'],
    ['by the process', drafted(), 'system', 'not-yours'],
    ['a second time', ASKED, PAT, 'already-done'],
    ['after it was discarded', DISCARDED, PAT, 'draft-gone'],
    ['before there is one', [], PAT, 'not-found'],
  ] as const)('is refused %s', (_when, story, by, code) => {
    const answer = givenQuestion(...story).when({ ...ASK, by });

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test('a second time says who asked, and when', () => {
    const answer = givenQuestion(...SOLVED).when(ASK);

    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'already-done', by: PAT, at: NOW },
    });
  });
});

describe('discarding', () => {
  test('leaves one last picture, and nothing goes out', () => {
    const answer = givenQuestion(...drafted()).when({ type: 'Discard', by: PAT });

    expect(answer.after).toMatchObject({ status: 'Discarded' });
    expect(answer.effects).toEqual([{ type: 'Retire', copy: 'from' }]);
  });

  test('twice changes nothing', () => {
    const answer = givenQuestion(...DISCARDED).when({ type: 'Discard', by: PAT });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test.each([
    ['of somebody else', drafted(), FRAN, 'not-yours'],
    ['once it is sent', ASKED, PAT, 'already-done'],
  ] as const)('is refused %s', (_when, story, by, code) => {
    const answer = givenQuestion(...story).when({ type: 'Discard', by });

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });
});
