import { idInRow } from '../../src/bot/place-in-row';
import { POLICY } from '../../src/domain/policy';
import type { Draft } from '../../src/domain/request/request';
import { wordsFor } from '../../src/text/words';
import { loadState } from '../../src/workflow/load-record';
import { cardsTo, openTeams, questions, TEXT, theQuestion } from '../support/fake-questions';
import { activityOf, FakeTeams, FRAN, GROUP, PAT, readOn } from '../support/fake-teams';

const { t } = wordsFor('en');
const FORM = idInRow({ kind: 'request', by: PAT.id, about: '' }, 1);
const MINUTE = 60_000;
const DAY = 86_400_000;

let teams = new FakeTeams();

/** Pat has the form open, and asks the FPM out of it. */
beforeEach(async () => {
  teams = await openTeams();
  await teams.say(PAT, 'request SME');
  await askOutOfForm();
});

async function askOutOfForm(): Promise<void> {
  await pressInForm('ask-fpm', { role: 'not-sure' });
}

async function pressInForm(action: string, answers: object = {}): Promise<unknown> {
  const { step, edition } = (await loadState<Draft>(teams.ports, FORM))!;
  return teams.press(PAT, `form.${action}`, { id: FORM, step, edition, ...answers });
}

describe('a text typed while the form of a question is the newest thing that is open', () => {
  it('is kept in its field, which moves down; nothing is sent, and the request form stays', async () => {
    const before = cardsTo(teams, PAT);

    const replies = await teams.say(PAT, TEXT);

    expect(await theQuestion(teams)).toMatchObject({ status: 'Draft', text: { typed: TEXT } });
    expect(cardsTo(teams, PAT)).toEqual([...before, 'question']);
    expect(cardsTo(teams, FRAN)).toEqual([]);
    expect(readOn(replies)).not.toContain(t('form.side.unknown'));
  });

  it('is no question where it is a command with a slip in it', async () => {
    await pressInForm('discard');

    const answer = readOn(await teams.say(PAT, 'my reqests'));

    expect(answer).toContain(t('not-understood.near'));
    expect(await theQuestion(teams)).not.toHaveProperty('text');
  });

  it('is kept too where no form is open besides', async () => {
    await pressInForm('discard');

    await teams.say(PAT, TEXT);

    expect(await theQuestion(teams)).toMatchObject({ text: { typed: TEXT } });
  });

  it('is kept once when it is delivered twice, and below it what is typed next', async () => {
    const activity = { ...activityOf('message', PAT, { text: TEXT }), id: 'same' };
    await teams.take(activity);
    await teams.take(activity);
    await teams.say(PAT, 'It is about mail.');

    expect(await theQuestion(teams)).toMatchObject({
      text: { typed: `${TEXT}\nIt is about mail.` },
    });
  });

  it('that is too long is shown again beside what is wrong with it, and not kept', async () => {
    await teams.say(PAT, TEXT);
    const long = 'long '.repeat(POLICY.textMaxChars / 4);

    const replies = await teams.say(PAT, long);

    expect(readOn(replies)).toContain(t('refusal.text-too-long', { max: '2,000' }));
    expect(readOn(replies)).toContain(long.trim());
    expect(readOn(replies)).toContain(TEXT);
    expect(await theQuestion(teams)).toMatchObject({ text: { typed: TEXT } });
  });

  it('stays a command when it is one', async () => {
    await teams.say(PAT, 'my drafts');
    await teams.say(PAT, 'save');

    expect(await theQuestion(teams)).not.toHaveProperty('text');
    expect(await loadState(teams.ports, FORM)).toMatchObject({ putAway: true });
  });

  it('is none of it in a chat that others read', async () => {
    await teams.say(PAT, TEXT, GROUP);

    expect(await theQuestion(teams)).not.toHaveProperty('text');
  });
});

describe('a text typed after the question was left', () => {
  const left = async (): Promise<void> => {
    teams.house.clock.forward(MINUTE);
    await pressInForm('next', { role: 'engineer' });
  };

  it('is for the request form once that was gone on with', async () => {
    await left();

    const replies = await teams.say(PAT, TEXT);

    expect(readOn(replies)).toContain(t('form.side.unknown'));
    expect(await theQuestion(teams)).not.toHaveProperty('text');
  });

  it('is for the question again once that was asked for again', async () => {
    await left();
    await teams.say(PAT, TEXT);
    await askOutOfForm();

    await teams.say(PAT, TEXT);

    expect(await questions(teams)).toHaveLength(1);
    expect(await theQuestion(teams)).toMatchObject({ text: { typed: TEXT } });
  });

  it.each([
    ['the next day', letADayPass],
    ['once it is discarded', discard],
  ])('is not understood %s', async (_when, leave) => {
    await pressInForm('discard');
    await leave();

    const replies = await teams.say(PAT, TEXT);

    expect(readOn(replies)).toContain(t('not-understood.title'));
  });
});

async function discard(): Promise<void> {
  await teams.press(PAT, 'question.discard', { id: (await theQuestion(teams)).id });
}

function letADayPass(): Promise<void> {
  teams.house.clock.forward(DAY + 1);
  return Promise.resolve();
}
