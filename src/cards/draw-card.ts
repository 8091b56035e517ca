import type { CardName, PingCode } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import type { CardModel } from './card-model';
import { completionCard } from './completion-card';
import { drawingFor, type Drawing, type Picture } from './drawing';
import { expertCard } from './expert-card';
import { kickoffCard } from './kickoff-card';
import { offerCard } from './offer-card';
import { subjectOf, workloadName } from './record-lines';
import { renderModel, type CardContent } from './render-model';
import { requestFpmCard } from './request-fpm-card';
import { requestPartnerCard } from './request-partner-card';
import { teamsFirstCard } from './teams-first-card';

/** A drawn card and the line under which it is announced. */
export interface Drawn {
  readonly content: CardContent;
  readonly summary: string;
}

type Maker = (picture: Picture<unknown>) => CardModel;

/** The one place where a card is given the state of the kind it draws: a copy never names a card of another kind. */
function maker<State>(make: (picture: Picture<State>) => CardModel): Maker {
  return (picture) => make(picture as Picture<State>);
}

const MAKERS: Readonly<Record<CardName, Maker>> = {
  'request-partner': maker(requestPartnerCard),
  'request-fpm': maker(requestFpmCard),
  offer: maker(offerCard),
  expert: maker(expertCard),
  kickoff: maker(kickoffCard),
  'teams-first': maker(teamsFirstCard),
  completion: maker(completionCard),
};

/** Draws a living card; `ping` chooses the line of the notification, otherwise status and next step are it. Pure. */
export function drawCard(name: CardName, picture: Picture<unknown>, ping?: PingCode): Drawn {
  const model = MAKERS[name](picture);
  const draw = drawingFor(picture.viewer);
  const summary =
    ping === undefined
      ? [model.kicker, model.status].filter((part) => part !== undefined).join(': ')
      : pingText(draw, ping, picture.state);
  return { content: renderModel(model), summary: summary === '' ? model.title : summary };
}

/** Draws a card that belongs to no record. Pure. */
export function drawModel(model: CardModel): Drawn {
  return { content: renderModel(model), summary: model.title };
}

/** The one line that is left of a card that moved down. Pure. */
export function drawMoved(name: CardName, picture: Picture<unknown>): Drawn {
  const model = MAKERS[name]({ ...picture, face: 'front' });
  const draw = drawingFor(picture.viewer);
  const line: CardModel = {
    language: draw.language,
    title: model.title,
    next: '',
    intro: draw.t('card.moved'),
  };
  return drawModel({ ...line, ...(model.kicker === undefined ? {} : { kicker: model.kicker }) });
}

/** The notification of a ping: number, partner and workload, never a customer's name or typed text. Pure. */
export function pingText(draw: Drawing, ping: PingCode, state: unknown): string {
  const record = state as Request | Engagement;
  const form = 'form' in record ? record.form : undefined;
  const number = 'number' in record ? record.number : 0;
  const request = 'routing' in record && isNumbered(record) ? record : undefined;
  return draw.t(`ping.${ping}`, {
    n: number,
    partner: form?.company.name ?? '',
    workload: form === undefined ? '' : workloadName(form.workloadId),
    language: form === undefined ? '' : draw.languageName(form.language),
    date: dateOf(draw, ping, record, request),
    step: draw.t('kickoff.first-step'),
  });
}

function dateOf(
  draw: Drawing,
  ping: PingCode,
  record: Request | Engagement,
  request: NumberedRequest | undefined,
): string {
  if (ping === 'P13' && record.status === 'WrappingUp') {
    return draw.dateTime(record.confirmBy);
  }
  if (ping === 'P5' && request?.status === 'Approved' && request.offer !== undefined) {
    return draw.dateTime(request.offer.answerBy);
  }
  return request === undefined ? '' : draw.dateTime(request.promises.fpmDecideBy);
}

/** Heading of the mails about a record. Pure. */
export function subjectLine(state: unknown): string {
  const record = state as Request | Engagement;
  return 'form' in record ? subjectOf(record.form) : '';
}
