import type { Denied, NumberedRequest } from '../domain/request/request';
import type { Button, CardModel, Fact, Link, Section } from './card-model';
import { shown, type Drawing } from './drawing';
import { languagesOf, licencesText, reachedText, routingLine } from './record-lines';
import { earlierOf, runningOf } from './request-earlier';
import { isDecisionOwed, isLate } from './request-looks';
import { pausedFacts, returnedSection, returnReason } from './returned-lines';
import { serviceDescription } from './service-description';
import { turnButton } from './turn-button';
import { typedLine, typedPart } from './typed-part';

/** The front of the requester's card below its status. Pure. */
export function partnerFront(draw: Drawing, request: NumberedRequest): Partial<CardModel> {
  const note = noteOf(request);
  return {
    ...(note === undefined ? {} : { intro: typedLine(draw, draw.t('fact.note'), note) }),
    ...factsAndSections(draw, request),
    ...(request.status === 'Submitted'
      ? { footer: draw.t('request.receipt', { mail: shown(request.form.contactMail.typed) }) }
      : {}),
    buttons: frontButtons(draw, request),
    links: request.status === 'Denied' ? linksInstead(draw, request) : [],
  };
}

/** A returned request shows first what it is about. */
function factsAndSections(
  draw: Drawing,
  request: NumberedRequest,
): Pick<CardModel, 'facts' | 'sections'> {
  const facts = frontFacts(draw, request);
  const sections = frontSections(draw, request);
  return request.status === 'Returned'
    ? {
        facts: [returnReason(draw, request)],
        sections: [
          returnedSection(draw, request),
          { facts: pausedFacts(draw, request), separated: true },
          { facts, separated: true },
          ...sections,
        ],
      }
    : { facts, sections };
}

/** The FPM's last words, while they count. */
function noteOf(request: NumberedRequest): string | undefined {
  switch (request.status) {
    case 'Returned':
    case 'Denied':
      return request.note.typed;
    case 'Submitted':
    case 'InReview':
      return request.reopened?.note.typed;
    default:
      return undefined;
  }
}

function frontFacts(draw: Drawing, request: NumberedRequest): readonly Fact[] {
  const { form, promises } = request;
  return [
    ...eventFacts(draw, request),
    { title: draw.t('fact.submitted'), value: draw.dateTime(request.submittedAt) },
    ...(isDecisionOwed(request) && !isToldByNext(request)
      ? [{ title: draw.t('fact.decide-by'), value: draw.dateTime(promises.decideBy) }]
      : []),
    { title: draw.t('fact.fpm'), value: shown(form.fpm.name) },
    { title: draw.t('fact.contact'), value: shown(form.contactMail.typed) },
    {
      title: draw.t('fact.need'),
      value: [licencesText(draw, form.licences), form.region, languagesOf(draw, form)].join(' · '),
    },
    { title: draw.t('fact.routing'), value: routingLine(draw, request.routing, form.licences) },
  ];
}

/** Whether the next step names the decision's due date already. */
function isToldByNext(request: NumberedRequest): boolean {
  return request.status === 'Approved' ? request.offer === undefined : !isLate(request);
}

/** What happened to the request, before what it is about. */
function eventFacts(draw: Drawing, request: NumberedRequest): readonly Fact[] {
  switch (request.status) {
    case 'Denied':
      return deniedFacts(draw, request);
    case 'Assigned':
    case 'Closed':
      return [{ title: draw.t('fact.expert'), value: shown(request.expert.name) }];
    default:
      return [];
  }
}

function deniedFacts(draw: Drawing, request: Denied): readonly Fact[] {
  const when = draw.dateTime(request.deniedAt);
  const earlier = earlierOf(request).map(({ number }) => `SME-${String(number)}`);
  return [
    { title: draw.t('fact.reason'), value: draw.t(`reason-label.${request.reason}`) },
    { title: draw.t('fact.decided-by'), value: `${shown(request.deniedBy.name)}, ${when}` },
    ...(earlier.length === 0 ? [] : [{ title: draw.t('fact.earlier'), value: earlier.join(', ') }]),
  ];
}

function frontSections(draw: Drawing, request: NumberedRequest): readonly Section[] {
  const isTaken = request.status === 'Assigned' || request.status === 'Closed';
  const outcome = isTaken ? request.outcome : undefined;
  const reached = reachedText(draw, request.reached, [
    request.form.fpm,
    ...(request.status === 'Assigned' ? [request.expert] : []),
  ]);
  return [
    ...(outcome === undefined
      ? []
      : [typedPart(draw, draw.t('fact.summary'), outcome.summary.typed)]),
    ...(reached === '' ? [] : [{ text: `✉ ${reached}` }]),
  ];
}

/** What fits instead of an expert, to be read. */
function linksInstead(draw: Drawing, { reason, routing }: Denied): readonly Link[] {
  switch (reason) {
    case 'DENY_NOT_ELIGIBLE':
      return routing.guideUrl === undefined
        ? []
        : [{ title: draw.t('form.button.open-guide'), url: routing.guideUrl, isFirst: true }];
    case 'DENY_OUT_OF_SCOPE':
      return [serviceDescription(draw)];
    default:
      return [];
  }
}

function frontButtons(draw: Drawing, request: NumberedRequest): readonly Button[] {
  const payload = { id: request.id };
  const first = firstButton(draw, request);
  const isUndecided = request.status === 'Submitted' || request.status === 'InReview';
  const isOver = request.status === 'Denied' || request.status === 'Closed';
  return [
    ...(first === undefined ? [] : [first]),
    askButton(draw, request, first),
    ...(isUndecided
      ? [{ title: draw.t('button.change-request'), verb: 'request.change-form', payload }]
      : []),
    ...(isOver && first?.verb !== 'request.again' ? [againButton(draw, request)] : []),
    turnButton(draw, request, 'more', 'button.more'),
  ];
}

/** After a denial asking stands out, unless something else does. */
function askButton(draw: Drawing, request: NumberedRequest, first: Button | undefined): Button {
  const ask = {
    title: draw.t('button.ask-fpm'),
    verb: 'request.ask-fpm',
    payload: { id: request.id },
  };
  const isNext =
    request.status === 'Denied' &&
    first === undefined &&
    linksInstead(draw, request).every(({ isFirst }) => isFirst !== true);
  return isNext ? { ...ask, style: 'positive' } : ask;
}

/** What most people do next, where it is not to ask. */
function firstButton(draw: Drawing, request: NumberedRequest): Button | undefined {
  const style = 'positive';
  const payload = { id: request.id };
  switch (request.status) {
    case 'Returned': {
      const title = draw.t('button.fix', { count: request.fields.length });
      return { title, verb: 'request.fix-form', payload, style };
    }
    case 'Assigned':
      return request.contact === undefined
        ? { title: draw.t('button.has-contacted-me'), verb: 'request.contacted', payload, style }
        : undefined;
    case 'Denied':
      return request.reason === 'DENY_INSUFFICIENT_INFO'
        ? { ...againButton(draw, request), style }
        : runningButton(draw, request);
    case 'Withdrawn':
      return { ...againButton(draw, request), style };
    default:
      return undefined;
  }
}

/** Leads from a duplicate to the request that runs already. */
function runningButton(draw: Drawing, request: Denied): Button | undefined {
  const running = runningOf(request);
  return running === undefined
    ? undefined
    : {
        title: draw.t('button.open-running', { n: running.number }),
        verb: 'request.open-running',
        payload: { id: request.id, running: running.id },
        style: 'positive',
      };
}

/** Whatever ended without what was wanted, or is over, can be asked for anew. */
function againButton(draw: Drawing, request: NumberedRequest): Button {
  const payload = { id: request.id };
  return { title: draw.t('button.new-from-this'), verb: 'request.again', payload };
}
