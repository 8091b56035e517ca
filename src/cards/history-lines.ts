import type { EngagementEvent } from '../domain/engagement/engagement-messages';
import type { RequestEvent } from '../domain/request/request-events';
import type { Section } from './card-model';
import { shown, type Drawing, type HistoryLine, type Picture } from './drawing';

type EventType = RequestEvent['type'] | EngagementEvent['type'];

/** Who reads of an event in a history: everybody named on the record, the FPM only, or nobody because nobody would look for it. */
const READ_BY = {
  DraftStarted: 'all',
  DraftSaved: 'nobody',
  DraftStartedOver: 'nobody',
  DraftDiscarded: 'all',
  GuideChosen: 'all',
  RequestSubmitted: 'all',
  CompletenessConfirmed: 'all',
  ExpertsRanked: 'nobody',
  RequestApproved: 'all',
  // A declining expert is never shown to the requester.
  ExpertOffered: 'fpm',
  OfferDeclined: 'fpm',
  OfferExpired: 'fpm',
  NobodyLeft: 'fpm',
  RequestDenied: 'all',
  ExpertAssigned: 'all',
  FirstContactConfirmed: 'all',
  RequestClosed: 'all',
  OutcomeNoted: 'nobody',
  DeliveryNoted: 'nobody',
  EngagementOpened: 'all',
  KickoffChatOpened: 'nobody',
  ContactNoted: 'nobody',
  TaskTicked: 'all',
  CompletionReported: 'all',
  EndAgreed: 'all',
  CompletionSentBack: 'all',
  EngagementCompleted: 'all',
} as const satisfies Readonly<Record<EventType, 'all' | 'fpm' | 'nobody'>>;

/** Events that have a sentence. */
type ToldType = {
  [Type in EventType]: (typeof READ_BY)[Type] extends 'nobody' ? never : Type;
}[EventType];

/** The history of a record as lines, oldest first; what the reader may not see is left out. Pure. */
export function historySections(draw: Drawing, picture: Picture<unknown>): readonly Section[] {
  const lines = (picture.history ?? []).flatMap((event) => {
    const type = event.type as EventType;
    return mayRead(type, picture.isFpm ?? false) ? [lineOf(draw, event, type)] : [];
  });
  return [{ heading: draw.t('button.history'), text: lines.join('\n\n') }];
}

function mayRead(type: EventType, isFpm: boolean): type is ToldType {
  const readBy = READ_BY[type];
  return readBy === 'all' || (readBy === 'fpm' && isFpm);
}

/** Who did it is told, except where the process followed up on what somebody else did. */
function lineOf(draw: Drawing, event: HistoryLine, type: ToldType): string {
  const expert = event.candidate?.expert ?? event.expert;
  const task = event.task === undefined ? '' : draw.t(`teams-first.task.${event.task}`);
  const what = draw.t(`history.${type}`, { expert: shown(expert?.name ?? ''), task });
  const isTold = event.by !== 'system' && READ_BY[type] !== 'fpm';
  const who = isTold ? [shown(event.by.name)] : [];
  return [draw.dateTime(event.at), what, ...who].join(' · ');
}
