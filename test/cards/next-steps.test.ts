import type { CardModel } from '../../src/cards/card-model';
import { drawingFor, type Face, type Picture } from '../../src/cards/drawing';
import { modelOfCard } from '../../src/cards/draw-card';
import { historySections } from '../../src/cards/history-lines';
import type { CardName } from '../../src/domain/effects';
import type { Engagement } from '../../src/domain/engagement/engagement';
import type { Question } from '../../src/domain/question/question';
import { isNumbered, type NumberedRequest, type Request } from '../../src/domain/request/request';
import type { Today } from '../../src/domain/today/today';
import { wordsFor } from '../../src/text/words';
import { castOf, MONDAY, PLAIN, REQUEST, type Part, type Told } from './cast';
import { viewerOf } from './pictures';
import { questionStates } from './question-states';
import { engagementStates, requestStates } from './states';

const { t } = wordsFor('en');

function toldOf<State>(states: readonly ({ name: string } & Told<State>)[], name: string): State {
  const found = states.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`No state ${name}`);
  }
  return found.state;
}

function numbered(name: string): NumberedRequest {
  const state = toldOf<Request>(requestStates(), name);
  if (!isNumbered(state)) {
    throw new Error(`${name} has no number`);
  }
  return state;
}

function draw(
  card: CardName,
  state: Request | Engagement | Question | Today,
  reader: Part | 'everybody',
  more: Partial<Picture<unknown>> = {},
): CardModel {
  const face: Face = 'front';
  return modelOfCard(card, { state, face, viewer: viewerOf(reader, 'en'), at: MONDAY, ...more });
}

describe('a decision that is late', () => {
  const late = { at: MONDAY, standIn: castOf(PLAIN).otherFpm };

  test('is told to the FPM as over, while an expert is still asked', () => {
    const model = draw('request-fpm', numbered('late although approved'), 'fpm');

    expect(model.next).toContain('The decision was due by');
    expect(model.next).not.toContain('clock runs');
  });

  test('promises nobody a day that is over when no expert is left to ask', () => {
    const state = { ...numbered('approved, nobody left 0'), late };

    expect(draw('request-fpm', state, 'fpm').next).toMatch(/^Next: choose an expert now, or deny/);
    expect(draw('request-partner', state, 'requester').next).toMatch(
      /Next: Fran Manager finds an expert as soon as possible\.$/,
    );
  });

  test.each([
    [{ standIn: castOf(PLAIN).otherFpm }, t('history.DecisionLate')],
    [{}, t('history.DecisionLate-alone')],
  ])('names a stand-in in its history only where one was told', (event, said) => {
    const drawing = drawingFor(viewerOf('fpm', 'en'));
    const line = {
      type: 'DecisionLate',
      by: 'system',
      at: MONDAY,
      causeId: 'c',
      ...event,
    } as const;

    const [section] = historySections(drawing, { history: [line] } as unknown as Picture<unknown>);

    expect(section?.text).toBe(`${drawing.dateTime(MONDAY)} · ${said}`);
  });
});

describe('choosing an expert once more', () => {
  const model = draw('request-fpm', numbered('approved, nobody left 0'), 'fpm', {
    face: 'offer-to',
  });
  const turnedDown = ['Dana Decliner', 'Sid Silent', 'Asa Accepter'];

  test('says that somebody was asked before', () => {
    expect(model.intro).toBe(t('approve.intro-again'));
  });

  test('proposes nobody who turned it down', () => {
    const headings = (model.sections ?? []).map(({ heading = '' }) => heading);

    expect(headings).not.toHaveLength(0);
    expect(headings.filter((one) => turnedDown.some((name) => one.includes(name)))).toEqual([]);
  });

  test('tells in the list why they did', () => {
    const titles = model.fields?.[0]?.choices?.map(({ title }) => title) ?? [];

    expect(titles).toEqual(
      expect.arrayContaining([
        `Dana Decliner (${t('reason-label.DECLINE_CONFLICT')})`,
        `Sid Silent (${t('reason-label.no-answer')})`,
      ]),
    );
  });
});

describe('a denial', () => {
  test.each([
    ['denied, DENY_NOT_ELIGIBLE', 'next.denied.no-guide'],
    ['denied, guide instead', 'next.denied.DENY_NOT_ELIGIBLE'],
  ] as const)('points to a guide only where there is one: %s', (name, key) => {
    expect(draw('request-partner', numbered(name), 'requester').next).toBe(t(key));
  });

  test.each([
    ['denied, DENY_NO_CAPACITY', true],
    ['denied, DENY_INSUFFICIENT_INFO', false],
    ['denied, running already', false],
    ['denied, guide instead', false],
  ])('lets asking the FPM stand out where that is the next step: %s', (name, isNext) => {
    const { buttons = [] } = draw('request-partner', numbered(name), 'requester');
    const ask = buttons.find(({ verb }) => verb === 'request.ask-fpm');

    expect(ask?.style === 'positive').toBe(isNext);
  });
});

test('whoever is unsure of the kind of expert is sent to the FPM, and not on', () => {
  const state = toldOf<Request>(requestStates(), 'draft at need, role unsure');

  const model = draw('request-partner', state, 'requester');

  expect(model.next).toBe(t('routing.advice.role-unsure'));
  expect(model.buttons?.[0]).toMatchObject({ verb: 'form.ask-fpm', style: 'positive' });
});

describe('the kickoff post', () => {
  const kickoff = (name: string, reader: Part | 'everybody' = 'everybody'): CardModel =>
    draw('kickoff', toldOf<Engagement>(engagementStates(), name), reader);

  test.each([
    ['wrapping up, awaits requester', 'everybody', true],
    ['wrapping up, awaits FPM', 'everybody', true],
    ['sent back', 'everybody', true],
    ['completed by requester', 'requester', true],
    ['completed by requester', 'everybody', false],
    ['preparing', 'everybody', false],
    ['active', 'everybody', false],
  ] as const)('says where a step is taken that has no button on it: %s', (name, reader, isSaid) => {
    expect(kickoff(name, reader).next?.includes(t('kickoff.elsewhere'))).toBe(isSaid);
  });

  test.each([
    ['active', true],
    ['completed by requester', false],
    ['completed with an agreement', true],
  ])('waits for an agreement no longer than for the work: %s', (name, isTold) => {
    const titles = (kickoff(name).facts ?? []).map(({ title }) => title);

    expect(titles.includes(t('fact.agreement'))).toBe(isTold);
  });

  test.each([
    ['everybody', 'Agreement: Fran Manager and Asa Accepter still confirm it.'],
    ['fpm', t('agreement.open-you')],
    ['requester', 'Agreement: Fran Manager and Asa Accepter still confirm it.'],
  ] as const)('names who still confirms while the next step is another: to %s', (reader, said) => {
    const { next, intro } = kickoff('agreement proposed early', reader);

    expect(next).not.toContain('agreement');
    expect(intro).toBe(said);
  });

  test.each(['agreement proposed', 'agreement made', 'preparing'])(
    'tells nowhere twice who confirms: %s',
    (name) => {
      expect(kickoff(name).intro).toBeUndefined();
    },
  );
});

test('the expert at work is led to the kickoff chat where there is one', () => {
  const { chats } = toldOf<Engagement>(engagementStates(), 'preparing, mirrored');
  const active = toldOf<Engagement>(engagementStates(), 'active');

  const nextWith = (state: Engagement): string | undefined => draw('expert', state, 'third').next;

  expect(nextWith({ ...active, chats })).toContain('kickoff chat');
  expect(nextWith({ ...active, chats: [] })).not.toContain('kickoff chat');
});

test('the partner whose request has an expert reads where they meet', () => {
  const { next } = draw('request-partner', numbered('assigned'), 'requester');

  expect(next).toContain('kickoff chat');
});

test('a number on the Teams-first card is said to be a task in FTOP', () => {
  const state = toldOf<Engagement>(engagementStates(), 'active');

  const { facts = [] } = draw('teams-first', state, 'everybody');

  expect(facts.map(({ value }) => value.split(' · ').at(-1))).toEqual(
    ['3723', '3624', '3617'].map((task) => `task ${task} in FTOP`),
  );
});

describe('the form of a consent', () => {
  test.each([
    [{ consentBy: 'Kim', consentOn: '' }, [undefined, t('problem.consent')]],
    [{ consentBy: 'Kim', consentOn: '2099-01-01' }, [undefined, t('problem.consent')]],
    [{ consentBy: ' ', consentOn: '2026-01-02' }, [t('problem.missing'), undefined]],
    [{ consentBy: '', consentOn: '' }, [t('problem.missing'), t('problem.consent')]],
  ])('marks what is wrong with %j beside its own input', (typed, errors) => {
    const notice = { code: 'consent-missing' } as const;
    const state = toldOf<Engagement>(engagementStates(), 'active');

    const { fields = [] } = draw('teams-first', state, 'fpm', { face: 'consent', typed, notice });

    expect(fields.map(({ error }) => error?.slice(2))).toEqual(errors);
  });
});

test('names of wrong inputs stay apart though commas stand in them', () => {
  const state = toldOf<Engagement>(engagementStates(), 'active');
  const typed = { outcomes: 'One', criteria: '', endOn: '', learners: '' };

  const { problems } = draw('kickoff', state, 'everybody', {
    ...{ face: 'agreement-form', typed, notice: { code: 'agreement-missing' } },
  });

  expect(problems).toBe(
    t('form.problems', {
      count: 3,
      names: ['criteria', 'endOn', 'learners']
        .map((line) => t(`agreement.line.${line as 'criteria'}`))
        .join(' · '),
    }),
  );
});

test('the day by which a concern is answered stands once on its card', () => {
  const state = toldOf<Question>(questionStates(), 'concern raised');

  const model = draw('question', state, 'fpm');

  expect(model.next).toMatch(/please answer by Tue 6 Jan/);
  expect(JSON.stringify(model.facts)).not.toContain('6 Jan');
});

test.each([
  [0, 'button.more-lines'],
  [1, 'button.first-page'],
] as const)('the button to turn the page %i of Today says where it leads', (page, key) => {
  const { fpm } = castOf(PLAIN);
  const line = { what: 'decide', record: REQUEST, number: 1042, since: MONDAY } as const;
  const lines = Array.from({ length: 9 }, () => line);
  const duties = { lines, more: 0, waitingForOthers: 0 };
  const state: Today = { id: 'today:f', person: fpm, nextAt: MONDAY, day: '2026-01-05', duties };

  const { buttons = [] } = draw('today', state, 'fpm', { typed: { page: String(page) } });

  expect(buttons.find(({ verb }) => verb === 'today.page')?.title).toBe(t(key));
});
