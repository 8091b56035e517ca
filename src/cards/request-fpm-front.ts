import { topCandidates } from '../domain/matching';
import type { NumberedRequest } from '../domain/request/request';
import type { Typed } from '../domain/kernel';
import type { TextKey } from '../text/words';
import type { CardModel, Fact, Section } from './card-model';
import { changedSections } from './changed-lines';
import { shortened, shown, type Drawing } from './drawing';
import { needFacts, reachedText, reasonsText, routingLine } from './record-lines';
import { pausedFacts, returnedSection, returnReason } from './returned-lines';

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
    { title: draw.t('fact.requester'), value: shown(request.requester.name) },
    ...needFacts(draw, request.form),
    {
      title: draw.t('fact.routing'),
      value: routingLine(draw, request.routing, request.form.licences),
    },
    ...(request.lookAlikes.length === 0
      ? []
      : [
          {
            title: draw.t('fact.look-alikes'),
            value: request.lookAlikes.map(({ number }) => `SME-${String(number)}`).join(', '),
          },
        ]),
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
    ...(request.status === 'Returned' ? [returnedSection(draw, request)] : []),
    ...noteSections(draw, request),
    ...typedSection(draw, 'fact.justification', justification),
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
    : [{ heading: draw.t(heading), text: shown(shortened(text.typed, JUSTIFICATION_SHOWN)) }];
}

/** What was said at a return, a denial or a withdrawal, as written. */
function noteSections(draw: Drawing, request: NumberedRequest): readonly Section[] {
  switch (request.status) {
    case 'Returned':
      return [{ heading: draw.t('field.note'), text: shown(request.note.typed) }];
    case 'Denied':
      return [
        { heading: draw.t(`reason-label.${request.reason}`), text: shown(request.note.typed) },
      ];
    case 'Withdrawn':
      return request.withdrawal === undefined
        ? []
        : [{ heading: draw.t('fact.reason'), text: shown(request.withdrawal.typed) }];
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
    { heading: draw.t('fact.summary'), text: shown(outcome.summary.typed) },
    ...(outcome.feedback === undefined
      ? []
      : [{ heading: draw.t('fact.feedback'), text: shown(outcome.feedback.typed) }]),
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
