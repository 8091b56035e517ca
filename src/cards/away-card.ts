import { isAway, type Absence, type Absences } from '../domain/directory/absence';
import type { Instant } from '../domain/kernel';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Fact } from './card-model';
import { drawingFor, refusalText, shown, type Drawing, type Viewer } from './drawing';
import { sayButton } from './say-button';

/** What the card needs of whoever sets an absence. */
export type AwayPerson = Absences & { readonly isFpm: boolean };

/**
 * S21: the absence of its reader as it stands, planned or running; what becomes of it where it has just ended.
 * Verbs: away.end, away.form, home.say.
 */
export function awayCard(input: {
  readonly viewer: Viewer;
  readonly person: AwayPerson;
  readonly at: Instant;
  /** What has just become of an absence that is there no more. */
  readonly said?: 'away.over' | 'away.called-off';
  /** Why a press did nothing. */
  readonly notice?: 'not-away';
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { person, at, said, notice } = input;
  const { absence } = person;
  const head = {
    language: draw.language,
    title: draw.t('away.title'),
    ...(notice === undefined ? {} : { notice: refusalText(draw, { code: notice }) }),
  };
  return absence === undefined || at >= absence.until
    ? { ...head, ...thereAgain(draw, said) }
    : {
        ...head,
        status: `◷ ${draw.t('away.status', daysOf(draw, absence))}`,
        tone: 'emphasis',
        next: nextText(draw, person, absence),
        facts: factsOf(draw, absence),
        buttons: [
          isAway(person, at) ? backButton(draw, absence) : callOff(draw, absence),
          change(draw),
        ],
      };
}

function thereAgain(
  draw: Drawing,
  said: 'away.over' | 'away.called-off' | undefined,
): Partial<CardModel> {
  const buttons = [
    sayButton(draw, 'waiting-for-me', { style: 'positive' }),
    sayButton(draw, 'away'),
  ];
  return said === undefined
    ? { intro: draw.t('away.not-away'), buttons }
    : {
        status: `✓ ${draw.t(said)}`,
        tone: 'good',
        next: draw.t(said === 'away.over' ? 'away.over.next' : 'away.not-away'),
        buttons,
      };
}

function daysOf(
  draw: Drawing,
  { fromDay, untilDay }: Absence,
): { readonly from: string; readonly until: string } {
  return { from: draw.day(fromDay), until: draw.day(untilDay) };
}

function nextText(draw: Drawing, { isFpm }: AwayPerson, { standIn }: Absence): string {
  if (!isFpm) {
    return draw.t('away.next-expert');
  }
  return standIn === undefined
    ? draw.t('away.next-alone')
    : draw.t('away.next', { name: shown(standIn.name) });
}

function factsOf(draw: Drawing, { standIn, inHand }: Absence): readonly Fact[] {
  return standIn === undefined
    ? []
    : [
        { title: draw.t('fact.stand-in'), value: shown(standIn.name) },
        { title: draw.t('fact.in-hand'), value: draw.t(`away.in-hand.${inHand}`) },
      ];
}

/** "from Fri, 4 Dec 2026 until …, Finn stands in", where an absence is one line of a card. Pure. */
export function awayText(draw: Drawing, absence: Absence): string {
  const { standIn } = absence;
  const days = daysOf(draw, absence);
  return standIn === undefined
    ? draw.t('value.away-alone', days)
    : draw.t('value.away', { ...days, name: shown(standIn.name) });
}

function backButton(draw: Drawing, absence: Absence): Button {
  return endButton(draw, absence, 'button.i-am-back');
}

function callOff(draw: Drawing, absence: Absence): Button {
  return endButton(draw, absence, 'button.away-call-off');
}

function endButton(draw: Drawing, { edition }: Absence, title: TextKey): Button {
  return { title: draw.t(title), verb: 'away.end', payload: { edition } };
}

function change(draw: Drawing): Button {
  return { title: draw.t('button.away-change'), verb: 'away.form', payload: {} };
}
