import type { CardModel } from '../../src/cards/card-model';
import { modelOfCard } from '../../src/cards/draw-card';
import { LANGUAGES, type Language } from '../../src/domain/kernel';
import { wordsFor } from '../../src/text/words';
import { MONDAY } from './cast';
import { viewerOf } from './pictures';
import { requestStates } from './states';

function draw(name: string, language: Language = 'en'): CardModel {
  const state = requestStates().find((one) => one.name === name)?.state;
  expect(state).toBeDefined();
  const viewer = viewerOf('requester', language);
  return modelOfCard('request-partner', { state, face: 'front', viewer, at: MONDAY });
}

function errorsOf({ fields = [] }: CardModel): readonly (readonly [string, string])[] {
  return fields.flatMap(({ id, error }) => (error === undefined ? [] : [[id, error] as const]));
}

function titles({ buttons = [] }: CardModel): readonly string[] {
  return buttons.map(({ title }) => title);
}

describe('the form with a role that does not fit the workload', () => {
  it.each(LANGUAGES)('says beside the role which one does, and keeps both, in %s', (language) => {
    const model = draw('draft at need, role not fitting', language);

    expect(errorsOf(model)).toEqual([
      ['role', `⚠ ${wordsFor(language).t('problem.role-not-fitting')}`],
    ]);
    expect(errorsOf(model)[0]?.[1]).toContain('FastTrack Engineer SME');
    expect(model.fields).toMatchObject([
      { id: 'role', value: 'migration' },
      { id: 'workload', value: 'TEAMS' },
      ...[{}, {}, {}, {}],
    ]);
  });
});

test('whoever has chosen a role that does not fit is told to choose before going on', () => {
  const model = draw('draft at need, role not fitting');

  expect(model.next).toBe(wordsFor('en').t('routing.advice.role-unsure'));
});

describe('the form of a customer with too few licences', () => {
  it('asks for a reason without marking it as wrong at once', () => {
    const model = draw('draft at need, just not eligible');

    expect(model.fields?.at(-1)).toMatchObject({ id: 'exceptionReason' });
    expect(errorsOf(model)).toEqual([]);
    expect(model.problems).toBeUndefined();
  });

  it('marks it once its reader pressed on without one', () => {
    const model = draw('draft at need, not eligible, pressed on');

    expect(errorsOf(model).map(([field]) => field)).toEqual(['exceptionReason']);
    expect(model.problems).toBeDefined();
  });

  it.each(LANGUAGES)('goes on with the button of every step, in %s', (language) => {
    const { t } = wordsFor(language);

    expect(titles(draw('draft at need, just not eligible', language))).toEqual([
      t('form.button.ask-fpm'),
      t('form.button.next'),
      t('form.button.save'),
    ]);
  });
});

describe('the form that points to a guide', () => {
  it('names going on as what it is', () => {
    expect(titles(draw('draft at need, guide'))).toContain('Go on with a reason');
  });
});
