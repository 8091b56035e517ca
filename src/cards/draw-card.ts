import type { DeliveryAlarm } from '../domain/alarm/delivery-alarm';
import type { CheckIn } from '../domain/check-in/check-in';
import type { Credential } from '../domain/credential/credential';
import type { CardName, PingCode } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { Instant } from '../domain/kernel';
import type { Question } from '../domain/question/question';
import type { Request } from '../domain/request/request';
import type { Sending } from '../domain/setting/sending';
import { alarmCard, alarmPing } from './alarm-card';
import { blockerCard } from './blocker-card';
import type { CardModel } from './card-model';
import { checkInCard } from './check-in-card';
import { checkInPing } from './check-in-lines';
import { completionCard } from './completion-card';
import { credentialCard, credentialPing } from './credential-card';
import { drawingFor, type Picture } from './drawing';
import { expertCard } from './expert-card';
import { handOverCard, isFormerFpm } from './hand-over-card';
import { inNameCard } from './in-name-card';
import { kickoffCard } from './kickoff-card';
import { questionCard } from './question-card';
import { questionPing } from './question-lines';
import type { Today } from '../domain/today/today';
import { todayCard, todayPing } from './today-card';
import { offerCard } from './offer-card';
import { workloadName } from './record-lines';
import { inQueue } from './queue';
import { renderModel, type CardContent } from './render-model';
import { requestFpmCard } from './request-fpm-card';
import { requestPartnerCard } from './request-partner-card';
import { isRequestPing, requestPing } from './request-pings';
import { sendingCard, sendingPing } from './sending-card';
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
  'hand-over': maker(handOverCard),
  offer: maker(offerCard),
  expert: maker(expertCard),
  kickoff: maker(kickoffCard),
  'teams-first': maker(teamsFirstCard),
  completion: maker(completionCard),
  question: maker(questionCard),
  'check-in': maker(checkInCard),
  blocker: maker(blockerCard),
  today: maker(todayCard),
  credential: maker(credentialCard),
  sending: maker(sendingCard),
  alarm: maker(alarmCard),
  'in-name': maker(inNameCard),
};

/** Draws a living card; `ping` chooses the line of the notification, otherwise status and next step are it. Pure. */
export function drawCard(name: CardName, picture: Picture<unknown>, ping?: PingCode): Drawn {
  const plain = modelOfCard(name, picture);
  const model =
    picture.queue === undefined ? plain : inQueue(drawingFor(picture.viewer), plain, picture.queue);
  const line = ping === undefined ? undefined : pingText(picture, ping);
  return { content: renderModel(model), summary: line ?? statusLine(model) };
}

/** The view model of a living card. Pure. */
export function modelOfCard(name: CardName, picture: Picture<unknown>): CardModel {
  return MAKERS[name](picture);
}

function statusLine({ kicker, status, title }: CardModel): string {
  const parts = [kicker, status].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? title : parts.join(': ');
}

/** Draws a card that belongs to no record. Pure. */
export function drawModel(model: CardModel): Drawn {
  return { content: renderModel(model), summary: model.title };
}

/** The one line that is left of a card that moved down. Pure. */
export function drawMoved(name: CardName, picture: Picture<unknown>): Drawn {
  const model = modelOfCard(name, { ...picture, face: 'front' });
  const draw = drawingFor(picture.viewer);
  const line: CardModel = {
    language: draw.language,
    title: model.title,
    next: '',
    intro: draw.t('card.moved'),
  };
  const { kicker } = model;
  const { content } = drawModel({ ...line, ...(kicker === undefined ? {} : { kicker }) });
  return { content, summary: kicker ?? draw.t('card.moved') };
}

/**
 * The notification of a ping: number, partner and workload, never a customer's name or typed text. `undefined` when the record has
 * moved on and what it asks for is no longer asked. Pure.
 */
export function pingText(
  { state, viewer, at: now }: Pick<Picture<unknown>, 'state' | 'viewer' | 'at'>,
  ping: PingCode,
): string | undefined {
  switch (ping) {
    case 'P8':
      return todayPing(state as Today, viewer, now);
    case 'P15':
      return alarmPing({ state: state as DeliveryAlarm, viewer, at: now });
    case 'P19':
      return credentialPing(drawingFor(viewer), state as Credential, now);
    case 'P20':
      return sendingPing({ state: state as Sending, viewer });
    default:
      return pathPing({ state, viewer }, ping);
  }
}

/** Pings for the FPM: whoever handed it over is asked for nothing more. */
const OF_FPM: readonly PingCode[] = ['P1', 'P9', 'P10', 'P16', 'P21'];

/** A ping about a request, an engagement, a check-in or a question. */
function pathPing(
  { state, viewer }: Pick<Picture<unknown>, 'state' | 'viewer'>,
  ping: Exclude<PingCode, 'P8' | 'P15' | 'P19' | 'P20'>,
): string | undefined {
  if (ping === 'P7') {
    return questionPing(drawingFor(viewer), state as Question, viewer.person);
  }
  if (ping === 'P11' || ping === 'P12') {
    return checkInPing(drawingFor(viewer), state as CheckIn | Engagement, viewer.person);
  }
  if (OF_FPM.includes(ping) && isFormerFpm(state as Request | Engagement, viewer.person)) {
    return undefined;
  }
  if (isRequestPing(ping)) {
    return requestPing(drawingFor(viewer), state as Request, ping);
  }
  const record = state as Request | Engagement;
  const draw = drawingFor(viewer);
  const at = deadlineOf(ping, record);
  if (!('form' in record) || at === 'over') {
    return undefined;
  }
  return draw.t(`ping.${ping}`, {
    n: record.number,
    partner: record.form.company.name,
    workload: workloadName(record.form.workloadId),
    language: draw.languageName(record.form.language),
    date: at === undefined ? '' : draw.dateTime(at),
    step: draw.t('kickoff.first-step'),
  });
}

/** The moment a ping names; `over` when there is none any more. */
function deadlineOf(ping: PingCode, record: Request | Engagement): Instant | 'over' | undefined {
  switch (ping) {
    case 'P1':
      return record.status === 'Submitted' || record.status === 'InReview'
        ? record.promises.fpmDecideBy
        : 'over';
    case 'P5':
      return record.status === 'Approved' ? (record.offer?.answerBy ?? 'over') : 'over';
    case 'P13':
      return record.status === 'WrappingUp' ? record.confirmBy : 'over';
    default:
      return undefined;
  }
}
