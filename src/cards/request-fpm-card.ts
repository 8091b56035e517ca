import { topCandidates } from '../domain/matching';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Fact, Section } from './card-model';
import { drawingFor, refusalText, shortened, shown, type Drawing, type Picture } from './drawing';
import { historySections } from './history-lines';
import {
  kickerOf,
  needFacts,
  officialFacts,
  reachedText,
  reasonsText,
  routingLine,
  subjectOf,
  typedSections,
} from './record-lines';
import { denyFace, expertFace } from './request-fpm-faces';
import { turnButton } from './turn-button';

/** Longest part of the justification on the front. */
const JUSTIFICATION_SHOWN = 300;

/**
 * S4: the request as the FPM sees and decides it.
 * Verbs: request.approve-form, request.approve, request.deny-form, request.deny, request.complete, request.offer-form,
 * request.offer, request.close, request.turn.
 */
export function requestFpmCard(picture: Picture<Request>): CardModel {
  const { state } = picture;
  const draw = drawingFor(picture.viewer);
  if (!isNumbered(state)) {
    return { language: draw.language, title: draw.t('kind.request') };
  }
  const look = LOOKS[state.status];
  const status: TextKey = `status.request.${state.status}`;
  return {
    language: draw.language,
    kicker: `${kickerOf(draw, state.number, 'kind.request')} · ${shown(state.form.company.name)}`,
    title: subjectOf(state.form),
    status: `${look.symbol} ${draw.t(status)}`,
    tone: look.tone,
    next: nextText(draw, state),
    ...(picture.notice === undefined ? {} : { notice: refusalText(draw, picture.notice) }),
    ...sideOf(draw, picture, state),
  };
}

const LOOKS = {
  Submitted: { symbol: '◔', tone: 'accent' },
  InReview: { symbol: '◑', tone: 'accent' },
  Approved: { symbol: '◕', tone: 'good' },
  Assigned: { symbol: '●', tone: 'good' },
  Closed: { symbol: '✓', tone: 'emphasis' },
  Denied: { symbol: '✕', tone: 'emphasis' },
} as const;

function sideOf(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  switch (picture.face) {
    case 'approve':
    case 'offer-to':
      return expertFace(draw, picture, request);
    case 'deny':
      return denyFace(draw, picture, request);
    case 'more':
      return {
        facts: officialFacts(draw, request.form),
        sections: typedSections(draw, request.form),
        buttons: [back(draw, request), turnButton(draw, request, 'history', 'button.history')],
      };
    case 'history':
      return {
        sections: historySections(draw, { ...picture, isFpm: true }),
        buttons: [back(draw, request)],
      };
    default:
      return {
        facts: frontFacts(draw, request),
        sections: frontSections(draw, request),
        buttons: frontButtons(draw, request),
      };
  }
}

function back(draw: Drawing, request: NumberedRequest): Button {
  return turnButton(draw, request, 'front', 'button.back');
}

function nextText(draw: Drawing, request: NumberedRequest): string {
  const { promises } = request;
  switch (request.status) {
    case 'Submitted':
      return draw.t('next.fpm.submitted', {
        checkBy: draw.dateTime(promises.checkBy),
        decideBy: draw.dateTime(promises.fpmDecideBy),
      });
    case 'InReview':
      return draw.t('next.fpm.in-review', { decideBy: draw.dateTime(promises.fpmDecideBy) });
    case 'Approved':
      return request.offer === undefined
        ? draw.t('next.fpm.nobody-left', { decideBy: draw.dateTime(promises.fpmDecideBy) })
        : draw.t('next.fpm.approved', {
            expert: shown(request.offer.expert.name),
            answerBy: draw.dateTime(request.offer.answerBy),
          });
    case 'Denied':
      return draw.t('next.fpm.denied', {
        name: shown(request.deniedBy.name),
        when: draw.dateTime(request.deniedAt),
      });
    case 'Assigned':
      return request.contact === undefined
        ? draw.t('next.fpm.assigned', {
            expert: shown(request.expert.name),
            contactBy: draw.dateTime(request.contactBy),
          })
        : draw.t('next.fpm.in-touch', {
            name: shown(request.contact.by.name),
            when: draw.dateTime(request.contact.at),
          });
    case 'Closed':
      return request.outcome === undefined
        ? draw.t('next.fpm.closed', { expert: shown(request.expert.name) })
        : draw.t('next.partner.completed', { date: draw.date(request.outcome.completedAt) });
  }
}

function frontFacts(draw: Drawing, request: NumberedRequest): readonly Fact[] {
  const best = topCandidates(request.candidates, 1)[0];
  const isOpen = request.status === 'Submitted' || request.status === 'InReview';
  return [
    { title: draw.t('fact.requester'), value: shown(request.requester.name) },
    ...needFacts(draw, request.form),
    {
      title: draw.t('fact.routing'),
      value: `${routingLine(draw, request.routing, request.form.licences)} (${request.routing.rule})`,
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
  const justification = {
    heading: draw.t('fact.justification'),
    text: shown(shortened(request.form.justification.typed, JUSTIFICATION_SHOWN)),
  };
  const difference =
    request.form.difference === undefined
      ? []
      : [
          {
            heading: draw.t('heading.difference'),
            text: shown(shortened(request.form.difference.typed, JUSTIFICATION_SHOWN)),
          },
        ];
  const exception =
    request.form.exceptionReason === undefined
      ? []
      : [
          {
            heading: draw.t('heading.exception-reason'),
            text: shown(shortened(request.form.exceptionReason.typed, JUSTIFICATION_SHOWN)),
          },
        ];
  const note =
    request.status === 'Denied'
      ? [{ heading: draw.t(`reason-label.${request.reason}`), text: shown(request.note.typed) }]
      : [];
  return [
    justification,
    ...difference,
    ...exception,
    ...note,
    ...turnedDownSections(draw, request),
    ...outcomeSections(draw, request),
    ...reachedSections(draw, request),
  ];
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

function reachedSections(draw: Drawing, request: NumberedRequest): readonly Section[] {
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
  return text === '' ? [] : [{ text: `✉ ${text}` }];
}

function frontButtons(draw: Drawing, request: NumberedRequest): readonly Button[] {
  const more = turnButton(draw, request, 'more', 'button.more');
  const payload = { id: request.id };
  switch (request.status) {
    case 'Submitted':
    case 'InReview':
      return [
        {
          title: draw.t('button.approve'),
          verb: 'request.approve-form',
          payload,
          style: 'positive',
        },
        { title: draw.t('button.deny'), verb: 'request.deny-form', payload },
        ...(request.status === 'Submitted'
          ? [{ title: draw.t('button.complete-later'), verb: 'request.complete', payload }]
          : []),
        more,
      ];
    case 'Approved':
      return request.offer === undefined
        ? [
            {
              title: draw.t('button.choose-expert'),
              verb: 'request.offer-form',
              payload,
              style: 'positive',
            },
            more,
          ]
        : [more];
    case 'Assigned':
      return request.contact === undefined
        ? [more]
        : [
            {
              title: draw.t('button.close-request'),
              verb: 'request.close',
              payload,
              style: 'positive',
            },
            more,
          ];
    default:
      return [more];
  }
}
