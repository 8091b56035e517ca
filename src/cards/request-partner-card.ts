import type {
  EndedDraft,
  NumberedRequest,
  Request,
  Returned,
  Undecided,
} from '../domain/request/request';
import type { Button, CardModel, Link } from './card-model';
import { drawingFor, refusalText, type Drawing, type Picture } from './drawing';
import { kickerOf, officialFacts, subjectOf, typedSections, workloadName } from './record-lines';
import { historySections } from './history-lines';
import { fixFace } from './request-fix-face';
import { requestFormCard } from './request-form-card';
import { statusOf } from './request-looks';
import { partnerNext } from './request-next';
import { partnerFront } from './request-partner-front';
import { isWithdrawable, withdrawFace } from './request-withdraw-face';
import { turnButton } from './turn-button';

/**
 * S3, S6, S7, S10: the request as its requester sees it; while it is a draft, the form.
 * Verbs: request.ask-fpm, request.contacted, request.turn (more, history, front), request.fix-form, request.fix-all-form,
 * request.send-again, request.change-form, request.change, request.withdraw-form, request.withdraw, request.again,
 * request.open-running, home.request.
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
      : [{ title: draw.t('form.button.open-guide'), url: state.guideUrl, isFirst: true }];
  return {
    language: draw.language,
    kicker: draw.t('kind.draft'),
    title: state.workloadId === undefined ? draw.t('form.title') : workloadName(state.workloadId),
    status: isGuide
      ? `▤ ${draw.t('status.request.Deflected')}`
      : `○ ${draw.t('status.request.Discarded')}`,
    next: draw.t(isGuide ? 'next.deflected' : 'next.discarded'),
    ...(picture.notice === undefined ? {} : { notice: refusalText(draw, picture.notice) }),
    buttons: [
      {
        title: draw.t('button.new-request'),
        verb: 'home.request',
        payload: { id: state.id, card: 'request-partner' },
        ...(links.length === 0 ? { style: 'positive' as const } : {}),
      },
    ],
    links,
  };
}

function partnerModel(picture: Picture<Request>, request: NumberedRequest): CardModel {
  const draw = drawingFor(picture.viewer);
  return {
    language: draw.language,
    kicker: kickerOf(draw, request.number, 'kind.request'),
    title: subjectOf(request.form),
    ...statusOf(draw, request, 'requester'),
    next: partnerNext(draw, request),
    ...(picture.notice === undefined ? {} : { notice: refusalText(draw, picture.notice) }),
    ...(askingSide(draw, picture, request) ?? readingSide(draw, picture, request)),
  };
}

/** The faces that ask for words; `undefined` for others, and for those that the request has no more. */
function askingSide(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> | undefined {
  switch (picture.face) {
    case 'fix':
      return request.status === 'Returned' ? fixFace(draw, picture, request) : undefined;
    case 'fix-all':
      return isRevisable(request) ? fixFace(draw, picture, request) : undefined;
    case 'withdraw':
      return isWithdrawable(request) ? withdrawFace(draw, picture, request) : undefined;
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
    case 'history':
      return { sections: historySections(draw, picture), buttons: [back] };
    case 'more':
      return {
        facts: officialFacts(draw, request.form),
        sections: typedSections(draw, request.form),
        buttons: [back, ...moreButtons(draw, request)],
      };
    default:
      return partnerFront(draw, request);
  }
}

function moreButtons(draw: Drawing, request: NumberedRequest): readonly Button[] {
  const withdraw: Button = {
    title: draw.t('button.withdraw'),
    verb: 'request.withdraw-form',
    payload: { id: request.id },
  };
  return [
    turnButton(draw, request, 'history', 'button.history'),
    ...(isWithdrawable(request) ? [withdraw] : []),
  ];
}

function isRevisable(request: NumberedRequest): request is Returned | Undecided {
  return ['Returned', 'Submitted', 'InReview'].includes(request.status);
}
