import type { Duties, StandingIn, WhileAway } from '../domain/today/duty';
import type { CardModel } from './card-model';
import { shown, type Drawing } from './drawing';

/** What Today says about absences, above the list: what happened while the reader was away, and for whom they stand in. Pure. */
export function absenceIntro(
  draw: Drawing,
  { whileAway, standsInFor = [] }: Duties,
): Pick<CardModel, 'intro'> {
  const lines = [
    ...(whileAway === undefined ? [] : [whileAwayText(draw, whileAway)]),
    ...standsInFor.map((one) => standsInText(draw, one)),
  ];
  return lines.length === 0 ? {} : { intro: lines.join('\n\n') };
}

/** What became of requests while their FPM was away. Pure. */
function whileAwayText(draw: Drawing, told: WhileAway): string {
  const { takenBy, taken, decided, left, kept } = told;
  const names = draw.list(takenBy.map(({ name }) => shown(name)));
  return [
    ...(taken === 0 ? [] : [draw.t('today.away.taken', { count: taken, names })]),
    ...(decided === 0 ? [] : [draw.t('today.away.decided', { count: decided })]),
    ...(left === 0
      ? []
      : [draw.t('today.away.left', { count: left }), draw.t('today.away.ask-back', { names })]),
    ...(kept === 0 ? [] : [draw.t('today.away.kept', { count: kept })]),
  ].join(' ');
}

function standsInText(draw: Drawing, { person, fromDay, untilDay }: StandingIn): string {
  const days = { from: draw.day(fromDay), until: draw.day(untilDay) };
  return draw.t('today.stands-in', { name: shown(person.name), ...days });
}
