import type { Question } from '../../src/domain/question/question';
import { wordsFor } from '../../src/text/words';
import { handleCommand } from '../../src/workflow/handle-command';
import {
  ANSWER,
  asked,
  ASKED_ABOUT,
  assign,
  cardsTo,
  openTeams,
  questions,
  submit,
  TEXT,
  theQuestion,
  WORKED_ON,
  approveFor,
  sendForm,
  startForm,
} from '../support/fake-questions';
import { ADA, FakeTeams, FRAN, PAT, SAM, readOn, type Member } from '../support/fake-teams';

const { t } = wordsFor('en');

let teams = new FakeTeams();

beforeEach(async () => {
  teams = await openTeams();
});

describe('an answer', () => {
  it('is typed on the card, and stands on both from then on', async () => {
    const id = await asked(teams);
    const form = await teams.press(FRAN, 'question.answer-form', { id });

    const body = await teams.press(FRAN, 'question.answer', { id, text: ANSWER });

    expect(readOn(form)).toContain(TEXT);
    expect(readOn(form)).toContain(t('button.send-answer'));
    expect(readOn(body)).toContain(ANSWER);
    expect(readOn(await teams.press(PAT, 'question.turn', { id }))).toContain(ANSWER);
  });

  it('that is empty shows the form again', async () => {
    const id = await asked(teams);

    const body = await teams.press(FRAN, 'question.answer', { id, text: '' });

    expect(readOn(body)).toContain(t('refusal.text-missing'));
    expect(readOn(body)).toContain(t('button.send-answer'));
  });

  it.each(['question.answer-form', 'question.answer', 'question.solve', 'question.open'])(
    'cannot be given or read by others, by %s',
    async (verb) => {
      const id = await asked(teams);

      const body = await teams.press(SAM, verb, { id, text: ANSWER });

      expect(readOn(body)).not.toContain(TEXT);
      expect(await theQuestion(teams)).toMatchObject({ status: 'Open', answers: [] });
    },
  );

  it('comes too late once the question is solved: who solved it is said', async () => {
    const id = await asked(teams);
    await teams.press(PAT, 'question.solve', { id });

    const form = await teams.press(FRAN, 'question.answer-form', { id });
    const body = await teams.press(FRAN, 'question.answer', { id, text: ANSWER });

    expect(readOn(form)).toContain('Partner marked this as solved');
    expect(readOn(body)).toContain('Partner marked this as solved');
  });
});

describe('a solved question', () => {
  it('is asked again as a new one about the same', async () => {
    await submit(teams);
    await teams.press(PAT, 'request.ask-fpm', { id: ASKED_ABOUT });
    const { id } = await theQuestion(teams);
    await teams.press(PAT, 'question.ask', { id, text: TEXT });
    await teams.press(PAT, 'question.solve', { id });

    const body = await teams.press(PAT, 'question.again', { id });

    const drafts = (await questions(teams)).map(({ state }) => state as Question);
    expect(drafts.map(({ status, about }) => [status, about.record]).toSorted()).toEqual([
      ['Draft', ASKED_ABOUT],
      ['Solved', ASKED_ABOUT],
    ]);
    expect(readOn(body)).toContain(t('status.question.Solved'));
  });

  it('is not asked again by who answered it', async () => {
    const id = await asked(teams);
    await teams.press(PAT, 'question.solve', { id });

    const body = await teams.press(FRAN, 'question.again', { id });

    expect(readOn(body)).toContain(t('refusal.not-yours'));
    expect(await questions(teams)).toHaveLength(1);
  });
});

describe('what it is about', () => {
  it.each<[string, Member, string]>([
    ['the request, for the partner', PAT, 'request-partner'],
    ['the request, for the FPM', FRAN, 'request-fpm'],
  ])('is opened below: %s', async (_what, by, card) => {
    await submit(teams);
    await teams.press(PAT, 'request.ask-fpm', { id: ASKED_ABOUT });
    const { id } = await theQuestion(teams);
    await teams.press(PAT, 'question.ask', { id, text: TEXT });

    const body = await teams.press(by, 'question.open', { id });

    expect(cardsTo(teams, by).at(-1)).toBe(card);
    expect(readOn(body)).toContain(TEXT);
  });

  it('is the engagement for its expert', async () => {
    await assign(teams);
    await teams.press(SAM, 'engagement.ask', { id: WORKED_ON, card: 'expert', topic: 'question' });
    const { id } = await theQuestion(teams);

    await teams.press(SAM, 'question.open', { id });

    expect(cardsTo(teams, SAM).at(-1)).toBe('expert');
  });

  it('is nothing before any request', async () => {
    const id = await asked(teams);

    const body = await teams.press(PAT, 'question.open', { id });

    expect(readOn(body)).toContain(t('refusal.not-found'));
  });
});

describe('the history of a request', () => {
  beforeEach(async () => {
    await assign(teams);
    await teams.press(PAT, 'request.ask-fpm', { id: ASKED_ABOUT });
    const { id } = await theQuestion(teams);
    await teams.press(PAT, 'question.ask', { id, text: TEXT });
    await teams.press(FRAN, 'question.answer', { id, text: ANSWER });
  });

  it.each<[string, Member]>([
    ['asker', PAT],
    ['FPM', FRAN],
  ])('tells the %s of question and answer', async (_who, by) => {
    const typed = readOn(await teams.say(by, 'history 1001'));
    const pressed = readOn(
      await teams.press(by, 'request.turn', { id: ASKED_ABOUT, face: 'history' }),
    );

    expect([typed, pressed].map((text) => [text.includes(TEXT), text.includes(ANSWER)])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it('tells the FPM of what the expert asked, and the partner nothing of it', async () => {
    await teams.press(SAM, 'engagement.ask', { id: WORKED_ON, card: 'expert', topic: 'question' });
    const drafts = await questions(teams);
    const own = drafts.find(({ state }) => (state as Question).status === 'Draft');
    await teams.press(SAM, 'question.ask', { id: own?.id, text: 'May I have a day more?' });

    const [toFran, toPat, toSam] = [
      readOn(await teams.say(FRAN, 'history 1001')),
      readOn(await teams.say(PAT, 'history 1001')),
      readOn(await teams.say(SAM, 'history 1001')),
    ];

    expect(toFran).toContain('May I have a day more?');
    expect(toPat).not.toContain('May I have a day more?');
    expect(toSam).toContain('May I have a day more?');
    expect(toSam).not.toContain(TEXT);
  });
});

describe('a question about a draft that went to another FPM than the request', () => {
  beforeEach(async () => {
    const entry = {
      id: 'partner:fabrikam',
      name: 'Fabrikam',
      contacts: [PAT.id],
      fpms: [FRAN.id, ADA.id],
    } as const;
    const command = { type: 'Import', entry, by: 'system', at: 0, causeId: 'import' } as const;
    await handleCommand(teams.ports, entry.id, { command });
    await startForm(teams);
    await teams.press(PAT, 'request.ask-fpm', { id: ASKED_ABOUT });
    const { id } = await theQuestion(teams);
    await teams.press(PAT, 'question.ask', { id, to: ADA.id, text: TEXT });
    await sendForm(teams, FRAN);
  });

  it.each<[string, Member, boolean]>([
    ['its FPM', FRAN, true],
    ['its requester', PAT, true],
    ['somebody else who may see it', SAM, false],
  ])('is told in the history of the request to %s: %s', async (...[, by, isTold]) => {
    await approveFor(teams, SAM);

    const history = readOn(await teams.say(by, 'history 1001'));

    expect(history).toContain(t('history.RequestSubmitted'));
    expect(history.includes(TEXT)).toBe(isTold);
  });
});

describe('lists', () => {
  it('has the unfinished form among the drafts, and opens it again', async () => {
    await teams.say(PAT, 'ask my FPM');
    const { id } = await theQuestion(teams);
    const list = readOn(await teams.say(PAT, 'my drafts'));
    const before = cardsTo(teams, PAT).length;

    await teams.press(PAT, 'record.open', { id, list: 'drafts' });

    expect(list).toContain(t('question.title.before'));
    expect(cardsTo(teams, PAT)).toHaveLength(before + 1);
  });

  it('opens nothing of others', async () => {
    const id = await asked(teams);

    const body = await teams.press(SAM, 'record.open', { id, list: 'my' });

    expect(readOn(body)).toContain(t('refusal.not-found'));
  });
});

it('is drawn anew when its reader chooses another language', async () => {
  await asked(teams);
  const before = (await questions(teams))[0]?.drawn ?? 0;

  await teams.press(FRAN, 'home.language', { language: 'de' });

  const [record] = await questions(teams);
  expect(record?.drawn).toBe(before + 2);
  expect(record?.effects).toEqual([]);
});
