import type { DeliveryDropped } from '../domain/delivery-drop';
import type { EngagementEvent } from '../domain/engagement/engagement-messages';
import type { QuestionEvent } from '../domain/question/question-messages';
import type { PersonRef } from '../domain/kernel';
import type { RequestEvent } from '../domain/request/request-events';
import type { TextKey, TextValues } from '../text/words';
import type { Section } from './card-model';
import { shortened, shown, type Drawing, type HistoryLine, type Picture } from './drawing';
import { nameOf } from './people';

type EventType =
  RequestEvent['type'] | EngagementEvent['type'] | QuestionEvent['type'] | DeliveryDropped['type'];

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
  DenialReopened: 'all',
  RequestHandedOver: 'all',
  RequestReturned: 'all',
  RevisionKept: 'nobody',
  RequestSentAgain: 'all',
  RequestChanged: 'all',
  ClosingWarned: 'all',
  RequestExpired: 'all',
  RequestWithdrawn: 'all',
  DecisionDueSoon: 'nobody',
  DecisionLate: 'all',
  AcknowledgementMissed: 'fpm',
  ExpertAssigned: 'all',
  FirstContactConfirmed: 'all',
  RequestClosed: 'all',
  OutcomeNoted: 'nobody',
  FeedbackNoted: 'nobody',
  DeliveryNoted: 'nobody',
  // Whoever runs the desk is nobody the requester deals with.
  DeliveryDropped: 'fpm',
  EngagementOpened: 'all',
  // The request's history tells it.
  FpmChanged: 'nobody',
  KickoffChatOpened: 'nobody',
  KickoffChatMade: 'nobody',
  MeetingPlanned: 'all',
  MeetingBooked: 'all',
  MeetingLeft: 'all',
  MeetingCancelled: 'all',
  InNameAsked: 'nobody',
  InNamePosted: 'all',
  InNameNeedsSignIn: 'nobody',
  InNameGoesOn: 'nobody',
  InNameLeft: 'fpm',
  InNameDiscarded: 'nobody',
  ContactNoted: 'nobody',
  TaskTicked: 'all',
  CompletionReported: 'all',
  EndAgreed: 'all',
  CompletionSentBack: 'all',
  EngagementCompleted: 'all',
  AgreementProposed: 'all',
  AgreementConfirmed: 'all',
  TrainedTold: 'all',
  RhythmAgreed: 'all',
  CheckInsPaused: 'all',
  CheckInsResumed: 'all',
  CheckInMoved: 'all',
  CheckInOpened: 'nobody',
  CheckInNoted: 'nobody',
  BlockerRaised: 'all',
  BlockerSolved: 'all',
  WorkloadAdded: 'all',
  WorkloadHandedOver: 'all',
  ChannelLinked: 'all',
  ChannelUnlinked: 'all',
  QuestionStarted: 'nobody',
  QuestionTakenUp: 'nobody',
  QuestionDiscarded: 'nobody',
  // Questions in which the reader has no part are not among the events.
  QuestionAsked: 'all',
  QuestionAnswered: 'all',
  QuestionEscalated: 'all',
  QuestionSolved: 'all',
} as const satisfies Readonly<Record<EventType, 'all' | 'fpm' | 'nobody'>>;

/** What is shown of a text somebody wrote. */
const TEXT_SHOWN = 200;
/** Bytes of JSON that all lines may take: a card of Teams holds 28 KB with everything else on it. */
const BYTES_MAX = 18_000;

/** Events that have a sentence. */
type ToldType = {
  [Type in EventType]: (typeof READ_BY)[Type] extends 'nobody' ? never : Type;
}[EventType];

/** The history of a record as lines, oldest first; what the reader may not see is left out. Pure. */
export function historySections(draw: Drawing, picture: Picture<unknown>): readonly Section[] {
  const lines = (picture.history ?? []).flatMap((event) => {
    const type = event.type as EventType;
    const isFpm = picture.isFpm ?? false;
    return mayRead(type, isFpm) ? [lineOf(draw, isFpm ? event : withoutNote(event), type)] : [];
  });
  return [{ heading: draw.t('button.history'), text: newest(draw, lines).join('\n\n') }];
}

/** What an FPM wrote for the next one is theirs to read. */
function withoutNote({ note: _theirs, ...event }: HistoryLine): HistoryLine {
  return event;
}

function mayRead(type: EventType, isFpm: boolean): type is ToldType {
  const readBy = READ_BY[type];
  return readBy === 'all' || (readBy === 'fpm' && isFpm);
}

function valuesOf(draw: Drawing, event: HistoryLine): TextValues {
  const expert = event.candidate?.expert ?? event.expert;
  const task = event.task === undefined ? '' : draw.t(`teams-first.task.${event.task}`);
  const when = event.startAt === undefined ? '' : draw.dateTime(event.startAt);
  return { expert: shown(expert?.name ?? ''), task, when, ...questionValues(draw, event) };
}

function questionValues(draw: Drawing, event: HistoryLine): TextValues {
  const { absent, text, note, reason } = event;
  const receiver = receiverOf(event);
  const words = text ?? note;
  return {
    name: receiver === undefined ? '' : nameOf(draw, receiver),
    absent: absent === undefined ? '' : nameOf(draw, absent),
    text: words === undefined ? '' : typedLine(words.typed),
    reason: typeof reason === 'object' ? typedLine(reason.typed) : '',
  };
}

/** To whom it was put, handed on or sent in. */
function receiverOf({ to, standIn, fpm, form }: HistoryLine): PersonRef | undefined {
  return to?.person ?? standIn ?? fpm ?? form?.fpm;
}

function keyOf(event: HistoryLine, type: ToldType): TextKey {
  const { kind, standIn, note, isAway, absent } = event;
  switch (type) {
    case 'RequestSubmitted':
      return absent === undefined ? `history.${type}` : `history.${type}-away`;
    case 'RequestHandedOver':
      if (isAway === true) {
        return `history.${type}-away`;
      }
      return note === undefined ? `history.${type}` : `history.${type}-note`;
    case 'QuestionAsked':
      return kind === 'concern' ? 'history.ConcernRaised' : `history.${type}`;
    case 'DecisionLate':
      return standIn === undefined ? `history.${type}-alone` : `history.${type}`;
    default:
      return `history.${type}`;
  }
}

/** What somebody wrote, as one line. */
function typedLine(text: string): string {
  return shown(shortened(text.replace(/\s+/g, ' '), TEXT_SHOWN));
}

/** As many of the newest lines as a card holds, and how many came before them. */
function newest(draw: Drawing, lines: readonly string[]): readonly string[] {
  let bytes = 0;
  const first = lines.findLastIndex((line) => {
    bytes += new TextEncoder().encode(JSON.stringify(line)).length;
    return bytes > BYTES_MAX;
  });
  const earlier = first + 1;
  return earlier === 0
    ? lines
    : [draw.t('history.earlier', { count: earlier }), ...lines.slice(earlier)];
}

/** Who did it is told, except where the process followed up on what somebody else did. */
function lineOf(draw: Drawing, event: HistoryLine, type: ToldType): string {
  const what = draw.t(keyOf(event, type), valuesOf(draw, event));
  const isTold = event.by !== 'system' && READ_BY[type] !== 'fpm';
  const who = isTold ? [nameOf(draw, event.by)] : [];
  return [draw.dateTime(event.at), what, ...who].join(' · ');
}
