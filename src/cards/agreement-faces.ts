import {
  AGREEMENT_LINES,
  DAY_LINES,
  isAgreed,
  PARTIES,
  REQUIRED_LINES,
  type Agreement,
  type AgreementLine,
} from '../domain/engagement/agreement';
import type { Engagement } from '../domain/engagement/engagement';
import { isRunning } from '../domain/engagement/schedule-rules';
import { POLICY } from '../domain/policy';
import type { PersonRef } from '../domain/kernel';
import type { Button, CardModel, Fact, Field, Section } from './card-model';
import { sharedTime, shortened, shown, type Drawing, type Face, type Picture } from './drawing';
import { isReader, nameOf } from './people';
import { typedPart } from './typed-part';
import { textError, wrongFields } from './wrong-fields';
import { workloadName } from './record-lines';

/** As much of a changed line as tells what changed; the whole line stands below. */
const CHANGE_SHOWN = 120;

/** S12 as faces of the kickoff card: what was agreed, and the form; `undefined` for any other face. Pure. */
export function agreementFace(
  draw: Drawing,
  picture: Picture<Engagement>,
): Partial<CardModel> | undefined {
  const { state, face } = picture;
  const { agreement } = state;
  if (face !== 'agreement' && face !== 'agreement-form') {
    return undefined;
  }
  if (face === 'agreement' && agreement !== undefined) {
    return readingFace(draw, picture, agreement);
  }
  return isRunning(state) ? formFace(draw, picture) : undefined;
}

/** A button that turns the kickoff card over. Pure. */
export function kickoffTurn(
  draw: Drawing,
  { id }: Engagement,
  face: Extract<Face, 'front' | 'more' | 'agreement' | 'agreement-form' | 'meeting' | 'in-name'>,
): Button {
  const title = {
    front: 'button.back',
    more: 'button.more',
    agreement: 'button.agreement',
    'agreement-form': 'button.change-agreement',
    meeting: 'button.meeting',
    'in-name': 'button.write-in-name',
  } as const;
  return {
    title: draw.t(title[face]),
    verb: 'engagement.turn',
    payload: { id, card: 'kickoff', face },
  };
}

/** "2 of 3 confirmed", for the front of the kickoff card. Pure. */
export function agreementFact(draw: Drawing, { agreement }: Engagement): Fact {
  const value =
    agreement === undefined
      ? draw.t('agreement.none')
      : draw.t('agreement.confirmed', { done: agreement.confirmed.length, all: PARTIES });
  return { title: draw.t('fact.agreement'), value };
}

function readingFace(
  draw: Drawing,
  { state, viewer }: Picture<Engagement>,
  agreement: Agreement,
): Partial<CardModel> {
  const missing = unconfirmedBy(state, agreement);
  const isMine = viewer.person === undefined || missing.some((one) => isReader(draw, one));
  const canAct = isRunning(state);
  return {
    intro: proposedText(draw, agreement),
    sections: [
      // Once everybody has confirmed it, only what was agreed counts.
      ...(missing.length === 0 ? [] : changeSections(draw, agreement)),
      ...lineSections(draw, agreement),
    ],
    facts: confirmedFacts(draw, agreement, missing),
    buttons: [
      ...(canAct && missing.length > 0 && isMine
        ? [
            {
              title: draw.t('button.confirm-agreement'),
              verb: 'engagement.confirm-agreement',
              payload: { id: state.id, edition: agreement.edition },
              style: 'positive' as const,
            },
          ]
        : []),
      ...(canAct ? [kickoffTurn(draw, state, 'agreement-form')] : []),
      kickoffTurn(draw, state, 'front'),
    ],
  };
}

/** Who of the three has not confirmed the agreement as it stands. Pure. */
export function unconfirmedBy(
  { requester, fpm, expert }: Engagement,
  agreement: Agreement,
): readonly PersonRef[] {
  if (isAgreed(agreement)) {
    return []; // Whoever became FPM later works by what was agreed.
  }
  const { confirmed } = agreement;
  return [requester, fpm, expert].filter(({ id }) =>
    confirmed.every(({ person }) => person.id !== id),
  );
}

function proposedText(draw: Drawing, { proposedBy, proposedAt }: Agreement): string {
  const when = sharedTime(draw, proposedAt);
  return isReader(draw, proposedBy)
    ? draw.t('agreement.by-you', { when })
    : draw.t('agreement.by', { name: shown(proposedBy.name), when });
}

function confirmedFacts(
  draw: Drawing,
  { confirmed }: Agreement,
  missing: readonly PersonRef[],
): readonly Fact[] {
  const names = (people: readonly PersonRef[]): string =>
    draw.list(people.map((person) => nameOf(draw, person)));
  return [
    { title: draw.t('fact.confirmed'), value: names(confirmed.map(({ person }) => person)) },
    ...(missing.length === 0 ? [] : [{ title: draw.t('fact.unconfirmed'), value: names(missing) }]),
  ];
}

function lineText(draw: Drawing, line: AgreementLine, text: string): string {
  if (text === '') {
    return draw.t('value.not-given');
  }
  return DAY_LINES.includes(line) ? draw.day(text) : shown(text);
}

function changeSections(draw: Drawing, { changes }: Agreement): readonly Section[] {
  return changes.map(({ line, from, to }) => ({
    heading: draw.t('agreement.changed', { line: draw.t(`agreement.line.${line}`) }),
    text: [from, to]
      .map(({ typed }) => lineText(draw, line, shortened(typed, CHANGE_SHOWN)))
      .join(' → '),
  }));
}

function lineSections(draw: Drawing, { lines }: Agreement): readonly Section[] {
  return AGREEMENT_LINES.map((line) => ({
    ...typedPart(draw, draw.t(`agreement.line.${line}`), lines[line].typed),
    text: lineText(draw, line, lines[line].typed),
  }));
}

function formFace(draw: Drawing, picture: Picture<Engagement>): Partial<CardModel> {
  const { state, notice } = picture;
  const fields = AGREEMENT_LINES.map((line) => fieldOf(draw, picture, line));
  return {
    ...(notice === undefined ? {} : wrongFields(draw, fields)),
    intro: draw.t('agreement.intro'),
    fields,
    buttons: [
      {
        title: draw.t('button.propose-agreement'),
        verb: 'engagement.propose-agreement',
        payload: { id: state.id },
        style: 'positive',
      },
      kickoffTurn(draw, state, 'front'),
    ],
  };
}

function fieldOf(draw: Drawing, picture: Picture<Engagement>, line: AgreementLine): Field {
  const { state, typed } = picture;
  const known = state.agreement?.lines[line].typed ?? startValue(draw, state, line);
  const isDay = DAY_LINES.includes(line);
  const value = typed?.[line] ?? known;
  const label = draw.t(`agreement.line.${line}`);
  return {
    id: line,
    kind: isDay ? 'date' : 'long-text',
    label: REQUIRED_LINES.includes(line) ? label : draw.t('field.optional', { label }),
    // What is no day cannot stand in the input of a day.
    value: isDay && !/^\d{4}-\d{2}-\d{2}$/.test(value) ? '' : value,
    ...errorOf(draw, picture, { line, value }),
  };
}

function errorOf(
  draw: Drawing,
  { notice }: Picture<Engagement>,
  { line, value }: { readonly line: AgreementLine; readonly value: string },
): Pick<Field, 'error'> {
  const error = (isWrong: boolean, text: string): Pick<Field, 'error'> =>
    isWrong ? { error: `⚠ ${text}` } : {};
  switch (notice?.code) {
    case 'agreement-missing':
      return error(REQUIRED_LINES.includes(line) && value.trim() === '', draw.t('problem.missing'));
    case 'date-wrong':
      return error(line === 'endOn', draw.t('problem.agreement-dates'));
    default:
      return textError(draw, notice, { value, max: POLICY.agreementLineMaxChars });
  }
}

/** What the request says already. */
function startValue(draw: Drawing, { form }: Engagement, line: AgreementLine): string {
  switch (line) {
    case 'outcomes':
      return `${workloadName(form.workloadId)}: ${draw.t(`purpose.${form.purpose as 'deploy'}`)}`;
    case 'partnerPart':
      return draw.t('agreement.start.partnerPart');
    case 'expertPart':
      return draw.t('agreement.start.expertPart');
    case 'release':
      return draw.t('agreement.start.release');
    case 'criteria':
    case 'startOn':
    case 'endOn':
    case 'learners':
      return '';
  }
}
