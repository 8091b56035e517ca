import {
  isNumbered,
  type HandOver,
  type NumberedRequest,
  type Request,
} from '../domain/request/request';
import type { CardModel, Fact, Section } from './card-model';
import { drawingFor, refusalText, shown, type Drawing, type Picture, type Viewer } from './drawing';
import { handOverForm } from './hand-over-face';
import { kickerOf } from './record-lines';
import { typedPart } from './typed-part';

/** What the card needs of a request, or of the engagement that came of it. */
export interface HandedOn {
  readonly number: number;
  readonly form: Pick<NumberedRequest['form'], 'company' | 'fpm'>;
  readonly handOvers?: readonly HandOver[];
}

/**
 * S4, hand over, for those who are not its FPM: whoever was reads in one line to whom it went, an operator chooses another one. Nothing
 * of the customer stands on it. Verb: request.hand-over.
 */
export function handOverCard(picture: Picture<Request>): CardModel {
  const { state, viewer, face } = picture;
  const draw = drawingFor(viewer);
  if (!isNumbered(state)) {
    return { language: draw.language, title: draw.t('kind.request') };
  }
  const line = handedOnCard(draw, state);
  const notice = picture.notice === undefined ? {} : { notice: refusalText(draw, picture.notice) };
  if (face !== 'hand-over') {
    return { ...line, ...notice };
  }
  return picture.fpms?.length === 0
    ? { ...line, ...notice, intro: draw.t('hand-over.nobody') }
    : { ...line, ...notice, ...handOverForm(draw, picture, state) };
}

/** Number, partner, FPM, and to whom the reader handed it over, if they did. Pure. */
export function handedOnCard(draw: Drawing, { number, form, handOvers = [] }: HandedOn): CardModel {
  const last = handOvers.findLast(({ from }) => from.id === draw.reader) ?? handOvers.at(-1);
  return {
    language: draw.language,
    kicker: kickerOf(draw, number, 'kind.request'),
    title: shown(form.company.name),
    ...(last === undefined ? {} : { status: `⇄ ${doneText(draw, last)}`, tone: 'emphasis' }),
    next: draw.t('hand-over.next', { name: shown(form.fpm.name) }),
  };
}

/** To whom the reader handed it over and when; `undefined` for whoever is not its former FPM. Pure. */
export function handedOnText(draw: Drawing, request: Request): string | undefined {
  const last =
    isFormerFpm(request, draw.reader) && 'handOvers' in request
      ? request.handOvers.findLast(({ from }) => from.id === draw.reader)
      : undefined;
  return last === undefined ? undefined : doneText(draw, last);
}

function doneText(draw: Drawing, { to, at }: HandOver): string {
  return draw.t('hand-over.done', { name: shown(to.name), when: draw.dateTime(at) });
}

/** Whether the reader was the FPM and is no more. Pure. */
export function isFormerFpm(record: Request | HandedOn, person: Viewer['person']): boolean {
  return (
    'handOvers' in record &&
    record.form.fpm.id !== person &&
    record.handOvers.some(({ from }) => from.id === person)
  );
}

/** For the FPM who has it now: from whom and since when. Pure. */
export function handedOverFacts(draw: Drawing, { handOvers = [] }: HandedOn): readonly Fact[] {
  const last = handOvers.at(-1);
  if (last === undefined) {
    return [];
  }
  const { by, from, at, isAway } = last;
  const values = { from: shown(from.name), when: draw.dateTime(at) };
  if (isAway === true) {
    const value = draw.t('value.stands-in', { ...values, name: values.from });
    return [{ title: draw.t('fact.stand-in'), value }];
  }
  const isByFpm = by === 'system' || by.id === from.id;
  const value = isByFpm
    ? draw.t('value.handed-over', { ...values, name: values.from })
    : draw.t('value.handed-over-for', { ...values, name: shown(by.name) });
  return [{ title: draw.t('fact.handed-over'), value }];
}

/** What was written for the FPM who has it now. Pure. */
export function handedOverSections(
  draw: Drawing,
  { handOvers = [] }: HandedOn,
): readonly Section[] {
  const last = handOvers.at(-1);
  if (last?.note === undefined) {
    return [];
  }
  const author = last.by === 'system' ? last.from : last.by;
  return [
    typedPart(draw, draw.t('heading.note-from', { name: shown(author.name) }), last.note.typed),
  ];
}
