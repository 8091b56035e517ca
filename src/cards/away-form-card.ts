import { isAway } from '../domain/directory/absence';
import {
  absenceProblems,
  IN_HAND,
  type AbsenceProblem,
  type AbsenceProblems,
} from '../domain/directory/absence-form';
import type { Instant, PersonId } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import type { FpmChoice } from '../domain/request/hand-over';
import type { AwayPerson } from './away-card';
import type { CardModel, Field } from './card-model';
import { drawingFor, shown, type Drawing, type Viewer } from './drawing';
import { inChoice } from './in-choice';
import { wrongFields } from './wrong-fields';

/** People that are looked at without opening a list. */
const RADIOS_MAX = 3;

/** What the form of an absence is drawn from. */
export interface AwayForm {
  readonly viewer: Viewer;
  readonly person: AwayPerson;
  readonly at: Instant;
  /** The day where the reader is at home, `YYYY-MM-DD`. */
  readonly today: string;
  /** Who can stand in; empty for an expert, and where the directory knows nobody. */
  readonly choices: readonly FpmChoice[];
  /** What was typed: `from`, `until`, `standIn`, `inHand`; a name nobody or several have as `unknown` or `several`. */
  readonly typed: Readonly<Record<string, string>>;
  /** Whether it was sent in like this and is not right. */
  readonly isRefused?: boolean;
}

/** S21: from, until, stand-in, and what becomes of requests in hand. Verbs: away.set, away.show. */
export function awayFormCard(form: AwayForm): CardModel {
  const draw = drawingFor(form.viewer);
  const { person, choices } = form;
  const fields = fieldsOf(draw, form);
  const hasChoice = choices.length > 0;
  return {
    language: draw.language,
    title: draw.t('away.title'),
    ...wrongFields(draw, fields),
    intro: [
      ...(person.isFpm ? [draw.t(hasChoice ? 'away.intro-fpm' : 'away.no-choice')] : []),
      ...(person.isFpm ? [] : [draw.t('away.intro-expert')]),
    ].join(' '),
    fields,
    buttons: [
      { title: draw.t('button.away-set'), verb: 'away.set', payload: {}, style: 'positive' },
      ...(person.absence === undefined
        ? []
        : [{ title: draw.t('button.back'), verb: 'away.show', payload: {} }]),
    ],
  };
}

function fieldsOf(draw: Drawing, form: AwayForm): readonly Field[] {
  const problems = problemsOf(form);
  const days = (['from', 'until'] as const).map((id) => dayField(draw, form, { id, problems }));
  return form.choices.length === 0
    ? days
    : [...days, standInField(draw, form, problems), inHandField(draw, form, problems)];
}

/** The same rules by which it was refused. */
function problemsOf({ isRefused, person, at, today, choices, typed }: AwayForm): AbsenceProblems {
  if (isRefused !== true) {
    return {};
  }
  const { from = '', until = '', standIn = '', inHand = '' } = typed;
  const said = { from, until, standIn: standIn as PersonId, inHand };
  const { absence } = person;
  return absenceProblems(said, {
    today,
    ...(absence !== undefined && isAway(person, at) ? { begunOn: absence.fromDay } : {}),
    needsStandIn: choices.length > 0,
    isKnown: choices.some((choice) => choice.person.id === standIn),
  });
}

function dayField(
  draw: Drawing,
  { typed }: AwayForm,
  { id, problems }: { readonly id: 'from' | 'until'; readonly problems: AbsenceProblems },
): Field {
  const value = typed[id] ?? '';
  return {
    ...{ id, kind: 'date', label: draw.t(`field.away-${id}`) },
    value: /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '',
    ...errorOf(draw, problems[id]),
  };
}

function errorOf(draw: Drawing, problem: AbsenceProblem | undefined): Pick<Field, 'error'> {
  switch (problem) {
    case undefined:
      return {};
    case 'nobody':
      return { error: `⚠ ${draw.t('refusal.fpm-missing')}` };
    case 'not-chosen':
      return { error: `⚠ ${draw.t('problem.missing')}` };
    default:
      return {
        error: `⚠ ${draw.t(`away.problem.${problem}`, { days: draw.number(POLICY.absenceMaxDays) })}`,
      };
  }
}

function standInField(
  draw: Drawing,
  { typed, choices }: AwayForm,
  problems: AbsenceProblems,
): Field {
  const { standIn = '' } = typed;
  return {
    ...{ id: 'standIn', kind: choices.length > RADIOS_MAX ? 'choice' : 'radio' },
    ...{ label: draw.t('field.stand-in'), value: standIn },
    choices: choices.map(({ person }) => ({ value: person.id, title: inChoice(person.name) })),
    ...(nameError(draw, typed) ?? errorOf(draw, problems.standIn)),
  };
}

/** A name was typed in the command, and it is not the name of exactly one of them. */
function nameError(
  draw: Drawing,
  { unknown, several }: AwayForm['typed'],
): Pick<Field, 'error'> | undefined {
  if (unknown !== undefined) {
    return { error: `⚠ ${draw.t('hand-over.unknown', { name: shown(unknown) })}` };
  }
  return several === undefined
    ? undefined
    : { error: `⚠ ${draw.t('hand-over.several', { name: shown(several) })}` };
}

function inHandField(draw: Drawing, { typed }: AwayForm, problems: AbsenceProblems): Field {
  return {
    ...{
      id: 'inHand',
      kind: 'radio',
      label: draw.t('field.in-hand'),
      value: typed['inHand'] ?? '',
    },
    choices: IN_HAND.map((value) => ({ value, title: draw.t(`away.in-hand.${value}`) })),
    hint: draw.t('away.stays'),
    ...errorOf(draw, problems.inHand),
  };
}
