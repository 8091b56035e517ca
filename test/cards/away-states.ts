import { awayCard, type AwayPerson } from '../../src/cards/away-card';
import { awayFormCard, type AwayForm } from '../../src/cards/away-form-card';
import type { CardModel } from '../../src/cards/card-model';
import type { Viewer } from '../../src/cards/drawing';
import type { Absence } from '../../src/domain/directory/absence';
import { castOf, MONDAY, type Texts } from './cast';
import { choicesOf } from './fpm-choices';

const DAY_MS = 86_400_000;

function absenceOf(texts: Texts, ahead: number): Absence {
  return {
    ...{ edition: 3, fromDay: '2026-01-05', untilDay: '2026-01-09', inHand: 'all' },
    ...{ from: MONDAY + ahead * DAY_MS, until: MONDAY + (ahead + 5) * DAY_MS },
    standIn: castOf(texts).fpm,
  };
}

/** S21: the form of an absence as it is opened and refused, and the absence planned, running and over. */
export function awayModels(viewer: Viewer, texts: Texts): Readonly<Record<string, CardModel>> {
  const running = absenceOf(texts, -1);
  const { standIn: _nobody, ...alone } = running;
  const person = (absence?: Absence, isFpm = true): AwayPerson => ({
    ...{ isFpm },
    ...(absence === undefined ? {} : { absence }),
  });
  const stands = (who: AwayPerson): CardModel => awayCard({ viewer, person: who, at: MONDAY });
  const form = (more: Partial<AwayForm>): CardModel =>
    awayFormCard({
      ...{ viewer, person: person(), at: MONDAY, today: '2026-01-05' },
      ...{ choices: choicesOf(texts, 4), typed: { from: '2026-01-05', inHand: 'new' } },
      ...more,
    });
  const wrong = { from: '2026-01-01', until: 'soon', inHand: '' };
  return {
    'away, form': form({}),
    'away, form, three to choose from': form({ choices: choicesOf(texts, 2) }),
    'away, form, nobody of that name': form({
      typed: { from: '2026-01-05', inHand: 'new', standIn: '', unknown: texts.note.slice(0, 80) },
    }),
    'away, form, several of that name': form({
      typed: {
        from: '2026-01-05',
        inHand: 'new',
        standIn: '',
        several: `Weber${texts.nameEnding}`,
      },
    }),
    'away, form, all wrong': form({ typed: wrong, isRefused: true }),
    'away, form, ends before it begins': form({
      ...{ typed: { from: '2026-01-08', until: '2026-01-07' }, isRefused: true },
    }),
    'away, form, too far ahead': form({
      ...{ typed: { from: '2026-01-08', until: '2027-06-01' }, isRefused: true },
    }),
    'away, form, changed': form({ person: person(running) }),
    'away, form, nobody to stand in': form({ choices: [] }),
    'away, form, of an expert': form({ choices: [], person: person(undefined, false) }),
    'away, running': stands(person(running)),
    'away, planned': stands(person(absenceOf(texts, 2))),
    'away, alone': stands(person(alone)),
    'away, an expert': stands(person(alone, false)),
    'away, nothing set': stands(person()),
    'away, back': awayCard({ viewer, person: person(), at: MONDAY, said: 'away.over' }),
    'away, called off': awayCard({ viewer, person: person(), at: MONDAY, said: 'away.called-off' }),
    'away, pressed late': awayCard({ viewer, person: person(), at: MONDAY, notice: 'not-away' }),
  };
}
