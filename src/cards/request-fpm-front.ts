import { topCandidates } from '../domain/matching';
import type { NumberedRequest } from '../domain/request/request';
import type { Typed } from '../domain/kernel';
import type { TextKey } from '../text/words';
import type { CardModel, Fact, Section } from './card-model';
import { changedSections } from './changed-lines';
import { shortened, shown, type Drawing } from './drawing';
import { handedOverFacts, handedOverSections } from './hand-over-card';
import { needFacts, reachedText, reasonsText, routingLine } from './record-lines';
import { lookAlikeSections } from './look-alike-lines';
import { pausedFacts, returnedSection, returnReason } from './returned-lines';
import { typedPart } from './typed-part';

/** Longest part of the justification on the front. */
const JUSTIFICATION_SHOWN = 300;

/** What the FPM reads first: what changed since, then the facts of the request, then the words. Pure. */
export function fpmFront(
  draw: Drawing,
  request: NumberedRequest,
): Pick<CardModel, 'facts' | 'sections'> {
  const changed = changedSections(draw, request);
  const facts = frontFacts(draw, request);
  const sections = frontSections(draw, request);
  return changed.length === 0
    ? { facts, sections }
    : { sections: [...changed, { facts, separated: true }, ...sections] };
}

function frontFacts(draw: Drawing, request: NumberedRequest): readonly Fact[] {
  const best = topCandidates(request.candidates, 1)[0];
  const isOpen = request.status === 'Submitted' || request.status === 'InReview';
  return [
    ...(request.status === 'Returned'
      ? [returnReason(draw, request), ...pausedFacts(draw, request)]
      : []),
    ...(request.status === 'Denied'
      ? [{ title: draw.t('fact.reason'), value: draw.t(`reason-label.${request.reason}`) }]
      : []),
    ...handedOverFacts(draw, request),
    { title: draw.t('fact.requester'), value: shown(request.requester.name) },
    ...needFacts(draw, request.form),
    {
      title: draw.t('fact.routing'),
      value: routingLine(draw, request.routing, request.form.licences),
    },
    ...(isOpen && best !== undefined
      ? [
          {
            title: draw.t('fact.best-match'),
            value: `${shown(best.expert.name)}: ${reasonsText(draw, best, 2)}`,
          },
        ]
      : []),
    ...(request.status === 'Assigned' || request.status === 'Closed'
      ? [{ title: draw.t('fact.expert'), value: shown(request.expert.name) }]
      : []),
  ];
}

function frontSections(draw: Drawing, request: NumberedRequest): readonly Section[] {
  const { justification, difference, exceptionReason } = request.form;
  return [
    ...handedOverSections(draw, request),
    ...(request.status === 'Returned' ? [returnedSection(draw, request)] : []),
    ...noteSections(draw, request),
    ...typedSection(draw, 'fact.justification', justification),
    ...lookAlikeSections(draw, request.lookAlikes),
    ...typedSection(draw, 'heading.difference', difference),
    ...typedSection(draw, 'heading.exception-reason', exceptionReason),
    ...turnedDownSections(draw, request),
    ...outcomeSections(draw, request),
    ...deliverySections(draw, request),
  ];
}

function typedSection(
  draw: Drawing,
  heading: TextKey,
  text: Typed | undefined,
): readonly Section[] {
  return text === undefined
    ? []
    : [typedPart(draw, draw.t(heading), shortened(text.typed, JUSTIFICATION_SHOWN))];
}

/** What was said at a return, a denial or a withdrawal, as written. */
function noteSections(draw: Drawing, request: NumberedRequest): readonly Section[] {
  switch (request.status) {
    case 'Returned':
    case 'Denied':
      return [typedPart(draw, draw.t('field.note'), request.note.typed)];
    case 'Withdrawn':
      return request.withdrawal === undefined
        ? []
        : [typedPart(draw, draw.t('fact.reason'), request.withdrawal.typed)];
    default:
      return [];
  }
}

/** Declines are for the FPM only. */
function turnedDownSections(draw: Drawing, request: NumberedRequest): readonly Section[] {
  const turnedDown = 'turnedDown' in request ? request.turnedDown : [];
  const lines = turnedDown.map(
    ({ expert, reason }) => `${shown(expert.name)}: ${draw.t(`reason-label.${reason}`)}`,
  );
  return lines.length === 0
    ? []
    : [{ heading: draw.t('heading.turned-down'), text: lines.join('\n\n') }];
}

function outcomeSections(draw: Drawing, request: NumberedRequest): readonly Section[] {
  const outcome = 'outcome' in request ? request.outcome : undefined;
  if (outcome === undefined) {
    return [];
  }
  return [
    typedPart(draw, draw.t('fact.summary'), outcome.summary.typed),
    ...(outcome.feedback === undefined
      ? []
      : [typedPart(draw, draw.t('heading.feedback'), outcome.feedback.typed)]),
  ];
}

function deliverySections(draw: Drawing, request: NumberedRequest): readonly Section[] {
  const expert =
    request.status === 'Approved'
      ? request.offer?.expert
      : request.status === 'Assigned'
        ? request.expert
        : undefined;
  const text = reachedText(draw, request.reached, [
    request.requester,
    ...(expert === undefined ? [] : [expert]),
  ]);
  return [...unacknowledged(draw, request), ...(text === '' ? [] : [{ text: `✉ ${text}` }])];
}

/** Told while the request is not decided: afterwards the decision itself was delivered, or was not. */
function unacknowledged(draw: Drawing, request: NumberedRequest): readonly Section[] {
  const isEarly = ['Submitted', 'InReview'].includes(request.status);
  if (request.unacknowledgedAt === undefined || !isEarly) {
    return [];
  }
  const when = draw.dateTime(request.unacknowledgedAt);
  const name = shown(request.requester.name);
  return [{ text: draw.t('unacknowledged.line', { when, name }) }];
}
