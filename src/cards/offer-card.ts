import {
  DECLINE_REASONS,
  isNumbered,
  type NumberedRequest,
  type Offer,
  type Request,
  type TurnedDown,
} from '../domain/request/request';
import type { TextKey } from '../text/words';
import { askButton } from './ask-button';
import type { Button, CardModel, Field } from './card-model';
import { drawingFor, refusalText, shortened, shown, type Drawing, type Picture } from './drawing';
import { kickerOf, needFacts, reasonsText, subjectOf } from './record-lines';
import { serviceDescription } from './service-description';
import { typedPart } from './typed-part';

/** Longest part of the justification in an offer. */
const JUSTIFICATION_SHOWN = 600;

/** S9: the offer to one expert. Verbs: offer.accept, offer.decline-form, offer.decline, offer.turn, request.ask. */
export function offerCard(picture: Picture<Request>): CardModel {
  const { state, viewer } = picture;
  const draw = drawingFor(viewer);
  if (!isNumbered(state)) {
    return { language: draw.language, title: draw.t('kind.offer') };
  }
  const offer = state.status === 'Approved' ? state.offer : undefined;
  const head = {
    language: draw.language,
    kicker: kickerOf(draw, state.number, 'kind.offer'),
    ...(picture.notice === undefined ? {} : { notice: refusalText(draw, picture.notice) }),
  };
  return offer !== undefined && offer.expert.id === viewer.person
    ? { ...head, ...offered(draw, picture, state, offer) }
    : { ...head, ...over(draw, picture, state) };
}

function over(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Omit<CardModel, 'language'> {
  const isTaken = request.status === 'Assigned' || request.status === 'Closed';
  const isMine = isTaken && request.expert.id === picture.viewer.person;
  const mine =
    'turnedDown' in request
      ? request.turnedDown.findLast(({ expert }) => expert.id === picture.viewer.person)
      : undefined;
  if (isMine) {
    return {
      title: subjectOf(request.form),
      status: `✓ ${draw.t('status.offer.accepted')}`,
      tone: 'good',
      next: draw.t('next.offer.accepted'),
    };
  }
  if (request.status === 'Withdrawn') {
    return {
      title: subjectOf(request.form),
      status: `○ ${draw.t('status.request.Withdrawn')}`,
      next: draw.t('next.offer.withdrawn'),
    };
  }
  return {
    title: subjectOf(request.form),
    status: `○ ${draw.t(overKey(mine))}`,
    next: draw.t('next.offer.over'),
  };
}

function overKey(mine: TurnedDown | undefined): TextKey {
  if (mine === undefined) {
    return 'status.offer.replaced';
  }
  return mine.reason === 'no-answer' ? 'status.offer.no-answer' : 'status.offer.declined';
}

function offered(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
  offer: Offer,
): Omit<CardModel, 'language'> {
  const answerBy = draw.dateTime(offer.answerBy);
  return {
    title: draw.t('offer.title', { subject: subjectOf(request.form) }),
    status: `◔ ${draw.t('status.offer.offered')}`,
    tone: 'accent',
    next: draw.t('next.offer', { answerBy }),
    ...(picture.face === 'decline'
      ? declineSide(draw, picture, request)
      : frontSide(draw, request, offer)),
  };
}

function frontSide(draw: Drawing, request: NumberedRequest, offer: Offer): Partial<CardModel> {
  const payload = { id: request.id };
  return {
    facts: [
      {
        title: draw.t('fact.partner'),
        value: `${shown(request.form.company.name)} · ${shown(request.requester.name)}`,
      },
      ...needFacts(draw, request.form),
      { title: draw.t('fact.why-you'), value: reasonsText(draw, offer.candidate) },
      { title: draw.t('fact.fpm'), value: shown(request.form.fpm.name) },
    ],
    sections: [
      typedPart(
        draw,
        draw.t('fact.justification'),
        shortened(request.form.justification.typed, JUSTIFICATION_SHOWN),
      ),
      { text: draw.t('offer.after-accepting') },
    ],
    buttons: [
      { title: draw.t('button.accept'), verb: 'offer.accept', payload, style: 'positive' },
      { title: draw.t('button.decline'), verb: 'offer.decline-form', payload },
      askButton(draw, request, 'offer'),
    ],
    links: [serviceDescription(draw)],
  };
}

function declineSide(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  const payload = { id: request.id };
  const reason: Field = {
    id: 'reason',
    kind: 'radio',
    label: draw.t('field.decline-reason'),
    value: picture.typed?.['reason'] ?? '',
    choices: DECLINE_REASONS.map((code) => ({
      value: code,
      title: draw.t(`reason-label.${code}`),
    })),
    ...(picture.notice?.code === 'reason-missing'
      ? { error: `⚠ ${draw.t('problem.missing')}` }
      : {}),
  };
  const buttons: readonly Button[] = [
    { title: draw.t('button.decline-now'), verb: 'offer.decline', payload, style: 'destructive' },
    { title: draw.t('button.back'), verb: 'offer.turn', payload },
  ];
  return { intro: draw.t('decline.intro'), fields: [reason], buttons };
}
