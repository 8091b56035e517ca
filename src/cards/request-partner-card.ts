import type { EndedDraft, NumberedRequest, Request } from '../domain/request/request';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Link, Section } from './card-model';
import { drawingFor, refusalText, shown, type Drawing, type Picture } from './drawing';
import {
  kickerOf,
  languagesOf,
  officialFacts,
  reachedText,
  routingLine,
  subjectOf,
  typedSections,
  workloadName,
} from './record-lines';
import { historySections } from './history-lines';
import { requestFormCard } from './request-form-card';
import { turnButton } from './turn-button';

/**
 * S3, S7, S10: the request as its requester sees it; while it is a draft, the form.
 * Verbs: request.ask-fpm, request.contacted, request.turn (more, history, front), home.request.
 */
export function requestPartnerCard(picture: Picture<Request>): CardModel {
  const { state } = picture;
  switch (state.status) {
    case 'Draft':
      return requestFormCard({ ...picture, state });
    case 'Discarded':
    case 'Deflected':
      return endedModel(picture, state);
    default:
      return partnerModel(picture, state);
  }
}

function endedModel(picture: Picture<Request>, state: EndedDraft): CardModel {
  const draw = drawingFor(picture.viewer);
  const isGuide = state.status === 'Deflected';
  const links: readonly Link[] =
    state.guideUrl === undefined
      ? []
      : [{ title: draw.t('form.button.open-guide'), url: state.guideUrl }];
  return {
    language: draw.language,
    kicker: draw.t('kind.draft'),
    title: state.workloadId === undefined ? draw.t('form.title') : workloadName(state.workloadId),
    status: draw.t(isGuide ? 'status.request.Deflected' : 'status.request.Discarded'),
    next: draw.t(isGuide ? 'next.deflected' : 'next.discarded'),
    ...(picture.notice === undefined ? {} : { notice: refusalText(draw, picture.notice) }),
    buttons: [
      {
        title: draw.t('button.new-request'),
        verb: 'home.request',
        payload: { id: state.id, card: 'request-partner' },
      },
    ],
    links,
  };
}

function partnerModel(picture: Picture<Request>, request: NumberedRequest): CardModel {
  const draw = drawingFor(picture.viewer);
  const look = LOOKS[request.status];
  const status: TextKey = `status.request.${request.status}`;
  return {
    language: draw.language,
    kicker: kickerOf(draw, request.number, 'kind.request'),
    title: subjectOf(request.form),
    status: `${look.symbol} ${draw.t(status)}`,
    tone: look.tone,
    next: nextText(draw, request),
    ...(picture.notice === undefined ? {} : { notice: refusalText(draw, picture.notice) }),
    ...sidesOf(draw, picture, request),
  };
}

function sidesOf(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  const back = turnButton(draw, request, 'front', 'button.back');
  if (picture.face === 'history') {
    return { sections: historySections(draw, picture), buttons: [back] };
  }
  if (picture.face === 'more') {
    return {
      facts: officialFacts(draw, request.form),
      sections: typedSections(draw, request.form),
      buttons: [back, turnButton(draw, request, 'history', 'button.history')],
    };
  }
  return {
    ...(request.status === 'Denied'
      ? { intro: `${draw.t('fact.note')}: ${shown(request.note.typed)}` }
      : {}),
    facts: frontFacts(draw, request),
    ...(request.status === 'Submitted'
      ? { footer: draw.t('request.receipt', { mail: shown(request.form.contactMail.typed) }) }
      : {}),
    sections: frontSections(draw, request),
    buttons: frontButtons(draw, request),
  };
}

const LOOKS = {
  Submitted: { symbol: '◔', tone: 'accent' },
  InReview: { symbol: '◑', tone: 'accent' },
  Approved: { symbol: '◕', tone: 'good' },
  Assigned: { symbol: '●', tone: 'good' },
  Closed: { symbol: '✓', tone: 'emphasis' },
  Denied: { symbol: '✕', tone: 'attention' },
} as const;

function nextText(draw: Drawing, request: NumberedRequest): string {
  const fpm = shown(request.form.fpm.name);
  switch (request.status) {
    case 'Submitted':
      return draw.t('next.partner.submitted', {
        fpm,
        checkBy: draw.dateTime(request.promises.checkBy),
        decideBy: draw.dateTime(request.promises.decideBy),
      });
    case 'InReview':
      return draw.t('next.partner.in-review', {
        fpm,
        decideBy: draw.dateTime(request.promises.decideBy),
      });
    case 'Approved':
      return request.offer === undefined
        ? draw.t('next.partner.approved-open', {
            fpm,
            decideBy: draw.dateTime(request.promises.decideBy),
          })
        : draw.t('next.partner.approved', { answerBy: draw.dateTime(request.offer.answerBy) });
    case 'Denied':
      return draw.t(`next.denied.${request.reason}`);
    case 'Assigned':
    case 'Closed':
      return assignedNext(draw, request);
  }
}

function assignedNext(
  draw: Drawing,
  request: Extract<NumberedRequest, { status: 'Assigned' | 'Closed' }>,
): string {
  const expert = shown(request.expert.name);
  if (request.outcome !== undefined) {
    return draw.t('next.partner.completed', { date: draw.date(request.outcome.completedAt) });
  }
  return request.contact === undefined
    ? draw.t('next.partner.assigned', { expert, contactBy: draw.dateTime(request.contactBy) })
    : draw.t('next.partner.in-touch', { expert });
}

function frontFacts(draw: Drawing, request: NumberedRequest): NonNullable<CardModel['facts']> {
  const expert =
    request.status === 'Assigned' || request.status === 'Closed'
      ? [{ title: draw.t('fact.expert'), value: shown(request.expert.name) }]
      : [];
  const decided =
    request.status === 'Denied'
      ? [
          { title: draw.t('fact.reason'), value: draw.t(`reason-label.${request.reason}`) },
          {
            title: draw.t('fact.decided-by'),
            value: `${shown(request.deniedBy.name)}, ${draw.dateTime(request.deniedAt)}`,
          },
        ]
      : [];
  return [
    ...decided,
    ...expert,
    { title: draw.t('fact.submitted'), value: draw.dateTime(request.submittedAt) },
    ...(request.status === 'Submitted'
      ? [{ title: draw.t('fact.check-by'), value: draw.dateTime(request.promises.checkBy) }]
      : []),
    ...(isOpen(request)
      ? [{ title: draw.t('fact.decide-by'), value: draw.dateTime(request.promises.decideBy) }]
      : []),
    { title: draw.t('fact.fpm'), value: shown(request.form.fpm.name) },
    { title: draw.t('fact.contact'), value: shown(request.form.contactMail.typed) },
    {
      title: draw.t('fact.need'),
      value: `${draw.number(request.form.licences)} · ${request.form.region} · ${languagesOf(draw, request.form)}`,
    },
    {
      title: draw.t('fact.routing'),
      value: routingLine(draw, request.routing, request.form.licences),
    },
  ];
}

function isOpen(request: NumberedRequest): boolean {
  return (
    request.status === 'Submitted' || request.status === 'InReview' || request.status === 'Approved'
  );
}

function frontSections(draw: Drawing, request: NumberedRequest): readonly Section[] {
  const outcome =
    (request.status === 'Assigned' || request.status === 'Closed') && request.outcome !== undefined
      ? [{ heading: draw.t('fact.summary'), text: shown(request.outcome.summary.typed) }]
      : [];
  const reached = reachedText(draw, request.reached, [
    request.form.fpm,
    ...(request.status === 'Assigned' ? [request.expert] : []),
  ]);
  return [...outcome, ...(reached === '' ? [] : [{ text: `✉ ${reached}` }])];
}

function frontButtons(draw: Drawing, request: NumberedRequest): readonly Button[] {
  const ask: Button = {
    title: draw.t('button.ask-fpm'),
    verb: 'request.ask-fpm',
    payload: { id: request.id },
  };
  const isAwaited = request.status === 'Assigned' && request.contact === undefined;
  const isOver = request.status === 'Denied' || request.status === 'Closed';
  return [
    ...(isAwaited
      ? [
          {
            title: draw.t('button.has-contacted-me'),
            verb: 'request.contacted',
            payload: { id: request.id },
            style: 'positive' as const,
          },
        ]
      : []),
    ask,
    ...(isOver
      ? [
          {
            title: draw.t('button.new-request'),
            verb: 'home.request',
            payload: { id: request.id, card: 'request-partner' },
          },
        ]
      : []),
    turnButton(draw, request, 'more', 'button.more'),
  ];
}
