import { wordsFor } from '../../src/text/words';
import { findRecords } from '../../src/workflow/find-states';
import {
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
} from '../support/fake-questions';
import {
  FakeTeams,
  activityOf,
  ADA,
  FRAN,
  GROUP,
  PAT,
  SAM,
  readOn,
  type Member,
} from '../support/fake-teams';

const { t } = wordsFor('en');

let teams = new FakeTeams();

beforeEach(async () => {
  teams = await openTeams();
});

describe('"ask my FPM"', () => {
  it.each([
    ['typed', () => teams.say(PAT, 'ask my FPM')],
    ['pressed on Home', () => teams.press(PAT, 'home.say', { intent: 'ask-fpm' })],
  ])('%s opens a form and sends nothing', async (_how, ask) => {
    await ask();

    expect(await theQuestion(teams)).toMatchObject({
      status: 'Draft',
      kind: 'question',
      about: {},
    });
    expect(cardsTo(teams, PAT).at(-1)).toBe('question');
    expect(cardsTo(teams, FRAN)).toEqual([]);
  });

  it('twice shows the unfinished form again', async () => {
    await teams.say(PAT, 'ask my FPM');
    const before = cardsTo(teams, PAT).length;

    await teams.say(PAT, 'ask my FPM');

    expect((await theQuestion(teams)).status).toBe('Draft');
    expect(cardsTo(teams, PAT)).toHaveLength(before + 1);
  });

  it('does not mistake an unfinished form about a request for one about nothing', async () => {
    await submit(teams);
    await teams.press(PAT, 'request.ask-fpm', { id: ASKED_ABOUT });

    await teams.say(PAT, 'ask my FPM');

    expect(await questions(teams)).toHaveLength(2);
  });

  it('begins another one once the first is sent', async () => {
    await asked(teams);

    await teams.say(PAT, 'ask my FPM');

    expect(await questions(teams)).toHaveLength(2);
  });

  it('delivered twice leaves the form where it is', async () => {
    const activity = { ...activityOf('message', PAT, { text: 'ask my FPM' }), id: 'same' };
    await teams.take(activity);
    const before = cardsTo(teams, PAT);

    await teams.take(activity);

    expect(cardsTo(teams, PAT)).toEqual(before);
  });

  it('delivered once more after it was sent opens no second form', async () => {
    const activity = { ...activityOf('message', PAT, { text: 'ask my FPM' }), id: 'same' };
    await teams.take(activity);
    const { id } = await theQuestion(teams);
    await teams.press(PAT, 'question.ask', { id, text: TEXT });

    await teams.take(activity);

    expect((await theQuestion(teams)).status).toBe('Open');
  });

  it('in the form of a request hangs on it, and keeps what was typed there', async () => {
    await teams.say(PAT, 'request SME');
    const [draft] = await findRecords(teams.ports, { kind: 'request', limit: 1 });

    const body = await teams.press(PAT, 'form.ask-fpm', {
      ...{ id: draft?.id, step: 'need', edition: 0 },
      ...{ role: 'not-sure', licences: '777' },
    });

    expect(readOn(body)).toContain('777');
    expect((await theQuestion(teams)).about).toEqual({ record: draft?.id });
  });

  it('on the card of a request hangs on it and leaves the card as it is', async () => {
    await submit(teams);

    const body = await teams.press(PAT, 'request.ask-fpm', { id: ASKED_ABOUT });

    expect(readOn(body)).toContain('SME-1001');
    expect((await theQuestion(teams)).about).toMatchObject({ record: ASKED_ABOUT, number: 1001 });
  });

  it.each<[string, Member, string]>([
    ['the FPM asks the partner', FRAN, PAT.id],
    ['the expert asks the FPM', SAM, FRAN.id],
  ])('without a number: %s about the latest', async (_what, by, to) => {
    await assign(teams);

    await teams.say(by, 'ask FPM');

    const { receivers, about } = await theQuestion(teams);
    expect(receivers.map(({ person }) => person.id)).toEqual([to]);
    expect(about.number).toBe(1001);
  });

  it.each([
    ['a number that is not there', PAT, 'ask about 1999'],
    ['somebody who has nothing to ask about', ADA, 'ask FPM'],
    ['a number of others', ADA, 'ask about 1001'],
  ])('finds nothing for %s', async (_what, by, text) => {
    await submit(teams);

    const replies = await teams.say(by, text);

    expect(readOn(replies)).toContain(t('status.title'));
    expect(await questions(teams)).toEqual([]);
  });
});

describe('a concern', () => {
  beforeEach(() => assign(teams));

  it.each<[string, Member]>([
    ['raise a concern 1001', PAT],
    ['escalar 1001', FRAN],
    ['Problem melden', SAM],
  ])('typed as "%s" opens the form and never sends it', async (text, by) => {
    const others = [PAT, FRAN, SAM].filter((one) => one !== by).map((one) => cardsTo(teams, one));

    await teams.say(by, text);

    expect(await theQuestion(teams)).toMatchObject({ kind: 'concern', status: 'Draft' });
    expect([PAT, FRAN, SAM].filter((one) => one !== by).map((one) => cardsTo(teams, one))).toEqual(
      others,
    );
  });

  it('before any request has nothing to be about', async () => {
    const replies = await teams.say(ADA, 'raise a concern');

    expect(readOn(replies)).toContain(t('status.none-at-all'));
  });

  it('raised on the kickoff opens the form in the own chat, with a line for the presser alone', async () => {
    const payload = { id: WORKED_ON, card: 'kickoff', topic: 'concern' };

    const body = await teams.press(SAM, 'engagement.ask', payload, GROUP);

    expect(readOn(body)).toContain(t('refusal.in-own-chat'));
    expect(readOn(body)).toContain(t('kind.kickoff'));
    expect(cardsTo(teams, SAM).at(-1)).toBe('question');
    expect(teams.house.messenger.posts(GROUP.id).at(-1)?.content).not.toHaveProperty(
      'card',
      'question',
    );
  });

  it('raised by an old client leaves the post for all as it is', async () => {
    const value = { verb: 'engagement.ask', id: WORKED_ON, card: 'kickoff', topic: 'concern' };
    teams.place({ type: 'message', id: 'kickoff-post', text: 'Kickoff' });

    await teams.take(activityOf('message', SAM, { value, replyToId: 'kickoff-post' }, GROUP));

    const post = teams.shown.filter(({ id }) => id === 'kickoff-post');
    expect(readOn(post)).toContain('SME-1001');
    expect(readOn(post)).not.toContain(t('refusal.in-own-chat'));
  });

  it('of somebody without a part in it is refused', async () => {
    const payload = { id: WORKED_ON, card: 'kickoff', topic: 'concern' };

    const body = await teams.press(ADA, 'engagement.ask', payload, GROUP);

    expect(readOn(body)).toContain(t('refusal.not-found'));
    expect(await questions(teams)).toEqual([]);
  });
});

describe('the form', () => {
  async function opened(): Promise<string> {
    await teams.say(PAT, 'ask my FPM');
    return (await theQuestion(teams)).id;
  }

  it('without a text says so beside the field', async () => {
    const id = await opened();

    const body = await teams.press(PAT, 'question.ask', { id, text: '  ' });

    expect(readOn(body)).toContain(`⚠ ${t('refusal.text-missing')}`);
    expect(cardsTo(teams, FRAN)).toEqual([]);
  });

  it('with too long a text says so and keeps it', async () => {
    const id = await opened();
    const text = 'x'.repeat(2001);

    const body = await teams.press(PAT, 'question.ask', { id, text });

    expect(readOn(body)).toContain('2,000');
    expect(readOn(body)).toContain(text);
  });

  it('that is discarded is gone for good', async () => {
    const id = await opened();

    const body = await teams.press(PAT, 'question.discard', { id });
    const late = await teams.press(PAT, 'question.ask', { id, text: TEXT });

    expect(readOn(body)).toContain(t('status.question.Discarded'));
    expect(readOn(late)).toContain(t('refusal.draft-gone'));
    expect(cardsTo(teams, FRAN)).toEqual([]);
  });

  it('of somebody else is not shown and not sent', async () => {
    const id = await opened();

    const body = await teams.press(FRAN, 'question.ask', { id, text: TEXT });

    expect(readOn(body)).toContain(t('refusal.not-yours'));
    expect((await theQuestion(teams)).status).toBe('Draft');
  });
});
