import { POLICY } from '../domain/policy';
import {
  isNumbered,
  type Denied,
  type NumberedRequest,
  type Request,
  type Undecided,
} from '../domain/request/request';
import { isHandable } from '../domain/request/hand-over';
import { askButton } from './ask-button';
import { isFeedbackUnread } from '../domain/request/request-summary';
import type { Button, CardModel } from './card-model';
import { drawingFor, refusalText, shown, type Drawing, type Picture } from './drawing';
import { handOverCard, isFormerFpm } from './hand-over-card';
import { handOverFace } from './hand-over-face';
import { historySections } from './history-lines';
import { kickerOf, officialFacts, subjectOf, typedSections } from './record-lines';
import { denyFace } from './request-deny-face';
import { expertFace } from './request-fpm-faces';
import { fpmFront } from './request-fpm-front';
import { statusOf } from './request-looks';
import { fpmNext } from './request-next';
import { isReopenable, reopenFace } from './request-reopen-face';
import { returnFace } from './request-return-face';
import { turnButton } from './turn-button';

/**
 * S4: the request as the FPM sees and decides it.
 * Verbs: request.approve-form, request.approve, request.return-form, request.return, request.deny-form, request.deny,
 * request.complete, request.offer-form, request.offer, request.close, request.feedback-noted, request.reopen-form, request.reopen, request.turn,
 * request.ask, request.hand-over-form, request.hand-over.
 */
export function requestFpmCard(picture: Picture<Request>): CardModel {
  const { state } = picture;
  const draw = drawingFor(picture.viewer);
  if (!isNumbered(state)) {
    return { language: draw.language, title: draw.t('kind.request') };
  }
  if (isFormerFpm(state, picture.viewer.person)) {
    return handOverCard({ ...picture, face: 'front' });
  }
  return {
    language: draw.language,
    kicker: `${kickerOf(draw, state.number, 'kind.request')} · ${shown(state.form.company.name)}`,
    title: subjectOf(state.form),
    ...statusOf(draw, state, 'fpm'),
    next: fpmNext(draw, state, picture.at),
    ...(picture.notice === undefined ? {} : { notice: refusalText(draw, picture.notice) }),
    ...(decidingSide(draw, picture, state) ?? readingSide(draw, picture, state)),
  };
}

/** The faces on which the FPM decides; `undefined` for others, and for those that the request has no more. */
function decidingSide(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> | undefined {
  switch (picture.face) {
    case 'approve':
    case 'offer-to':
      return expertFace(draw, picture, request);
    case 'deny':
      return denyFace(draw, picture, request);
    case 'return':
      return isUndecided(request) ? returnFace(draw, picture, request) : undefined;
    case 'hand-over':
      return isHandable(request, picture.at) ? handOverFace(draw, picture, request) : undefined;
    case 'reopen':
      return request.status === 'Denied' ? reopenFace(draw, picture, request) : undefined;
    default:
      return undefined;
  }
}

function readingSide(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  const back = turnButton(draw, request, 'front', 'button.back');
  switch (picture.face) {
    case 'more':
      return {
        facts: officialFacts(draw, request.form),
        sections: typedSections(draw, request.form),
        buttons: [
          back,
          turnButton(draw, request, 'history', 'button.history'),
          askButton(draw, request, 'request-fpm'),
          ...handOverButtons(draw, request, picture.at),
        ],
      };
    case 'history':
      return { sections: historySections(draw, { ...picture, isFpm: true }), buttons: [back] };
    default:
      return { ...fpmFront(draw, request), buttons: frontButtons(draw, request, picture.at) };
  }
}

function handOverButtons(draw: Drawing, request: NumberedRequest, at: number): readonly Button[] {
  const { id } = request;
  return isHandable(request, at)
    ? [
        {
          title: draw.t('button.hand-over'),
          verb: 'request.hand-over-form',
          payload: { id },
        },
      ]
    : [];
}

function isUndecided(request: NumberedRequest): request is Undecided {
  return request.status === 'Submitted' || request.status === 'InReview';
}

function frontButtons(draw: Drawing, request: NumberedRequest, at: number): readonly Button[] {
  const more = turnButton(draw, request, 'more', 'button.more');
  const payload = { id: request.id };
  switch (request.status) {
    case 'Submitted':
    case 'InReview':
      return [...decisionButtons(draw, request), more];
    case 'Approved':
      return request.offer === undefined ? [...nobodyButtons(draw, request), more] : [more];
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
    case 'Closed':
      return isFeedbackUnread(request)
        ? [
            {
              title: draw.t('button.noted'),
              verb: 'request.feedback-noted',
              payload,
              style: 'positive',
            },
            more,
          ]
        : [more];
    case 'Denied':
      return [...reopenButtons(draw, request, at), more];
    default:
      return [more];
  }
}

/** Four until the first check is done, then three; a request that went back often enough is not returned again. */
function decisionButtons(draw: Drawing, request: Undecided): readonly Button[] {
  const payload = { id: request.id };
  return [
    { title: draw.t('button.approve'), verb: 'request.approve-form', payload, style: 'positive' },
    ...(request.rounds < POLICY.returnRoundsMax
      ? [{ title: draw.t('button.return'), verb: 'request.return-form', payload }]
      : []),
    { title: draw.t('button.deny'), verb: 'request.deny-form', payload },
    ...(request.status === 'Submitted'
      ? [{ title: draw.t('button.complete-later'), verb: 'request.complete', payload }]
      : []),
  ];
}

/** Nobody is left who could be asked by itself: the FPM chooses somebody, or denies for want of an expert. */
function nobodyButtons(draw: Drawing, request: NumberedRequest): readonly Button[] {
  const payload = { id: request.id };
  const hasSomebody = request.candidates.length > 0;
  return [
    {
      title: draw.t('button.choose-expert'),
      verb: 'request.offer-form',
      payload,
      ...(hasSomebody ? { style: 'positive' as const } : {}),
    },
    { title: draw.t('button.deny'), verb: 'request.deny-form', payload },
  ];
}

function reopenButtons(draw: Drawing, request: Denied, at: number): readonly Button[] {
  return isReopenable(request, at)
    ? [
        {
          title: draw.t('button.reopen'),
          verb: 'request.reopen-form',
          payload: { id: request.id },
        },
      ]
    : [];
}
