import { drawCard, drawModel, type Drawn } from '../cards/draw-card';
import type { Face, Picture, Viewer } from '../cards/drawing';
import type { QueuePlace } from '../cards/queue';
import { isFormerFpm } from '../cards/hand-over-card';
import { noticeCard } from '../cards/simple-cards';
import type { CheckIn } from '../domain/check-in/check-in';
import type { CardName } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { MeetingTimes } from '../domain/engagement/kickoff-meeting';
import type { ConversationId, PersonId, RecordId, Refusal } from '../domain/kernel';
import { partiesOf, type Question } from '../domain/question/question';
import type { FpmChoice } from '../domain/request/hand-over';
import {
  isNumbered,
  type NumberedRequest,
  type Request,
  type TurnedDown,
} from '../domain/request/request';
import { peopleOf } from '../domain/request/request-summary';
import { fpmChoices } from '../workflow/fpm-choices';
import { loadRecord } from '../workflow/load-record';
import { proposeTimes } from '../workflow/meeting-times';
import { photosFor } from '../workflow/photos';
import type { PhotosById } from '../workflow/ports';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { maySpeak } from './in-name';

/** Cards that several people read in one chat. */
const SHARED: readonly CardName[] = ['kickoff', 'teams-first', 'check-in'];

/** Pictures of one and the same request. */
const VIEWS: readonly CardName[] = ['request-partner', 'request-fpm', 'hand-over'];

/** What to draw in answer to somebody. */
export interface DrawingOrder {
  readonly id: RecordId;
  readonly card: CardName;
  readonly face?: Face;
  readonly notice?: Refusal;
  readonly typed?: Readonly<Record<string, string>>;
  /** The card is one of several decided one after the other in the same message. */
  readonly queue?: QueuePlace;
  /** A shared card in the reader's own language, for this reader only. */
  readonly own?: boolean;
  /** Times for a meeting, for the face that shows them. */
  readonly proposed?: MeetingTimes;
  /** Pictures of the people on it. */
  readonly photos?: PhotosById;
  /** To whom it can be handed over, for the face that asks. */
  readonly fpms?: readonly FpmChoice[];
}

/** The card as it now stands for this person; a plain notice when they may not see the record. */
export async function drawFor(
  ports: BotPorts,
  sender: Sender,
  order: DrawingOrder,
): Promise<Drawn> {
  const record = await loadRecord(ports, order.id);
  return drawRecord(ports, sender, await withLoaded(ports, order, record), record);
}

/**
 * With what a card shows and its record does not have: pictures of the people on it, and what a face offers to choose from: times at
 * which the three can meet (calendars are looked into while the reader waits), or FPMs to whom the request can be handed over.
 */
export async function withLoaded(
  ports: BotPorts,
  order: DrawingOrder,
  { state }: LiveRecord,
): Promise<DrawingOrder> {
  const shown = { ...order, ...(await photosFor(ports, order.card, state)) };
  if (order.face === 'hand-over' && state !== undefined && isNumbered(state as Request)) {
    return { ...shown, fpms: await fpmChoices(ports, [state as NumberedRequest]) };
  }
  return order.face === 'meeting' && order.card === 'kickoff' && state !== undefined
    ? { ...shown, proposed: await proposeTimes(ports, state as Engagement) }
    : shown;
}

/** As {@link drawFor}, for a record that is at hand. */
export function drawRecord(
  ports: BotPorts,
  sender: Sender,
  order: DrawingOrder,
  record: LiveRecord,
): Drawn {
  const isShared = SHARED.includes(order.card) && sender.kind !== 'personal';
  const isRead = isShared && isPostedIn(record, order.card, sender.conversation);
  const card = cardFor(order.card, record, sender.ref.id);
  if (record.state === undefined || !(isRead || maySeeCard(record, sender, card))) {
    return drawModel(noticeCard({ viewer: sender.viewer, refusal: unnamed(order.notice) }));
  }
  const isForAll = isShared && !isForOne(order);
  return drawCard(card, {
    state: record.state,
    face: order.face ?? 'front',
    viewer: isForAll ? sharedViewer(record, sender.viewer) : sender.viewer,
    at: ports.clock.now(),
    history: record.events,
    ...(maySpeak(ports, sender, record.state) ? { maySpeak: true } : {}),
    ...inputsOf(order),
  });
}

/** Whether the card stands in this chat, where everybody reads it anyway. What a button says proves nothing of it. */
function isPostedIn({ copies }: LiveRecord, card: CardName, conversation: ConversationId): boolean {
  return copies.some((copy) => copy.card === card && copy.conversation === conversation);
}

/** To somebody who may not see the record nobody in it is named. */
function unnamed(refusal: Refusal = { code: 'not-found' }): Refusal {
  const { by: _name, ...rest } = refusal;
  return rest;
}

/** A form that somebody opened, or a sentence about their click, is read by them alone. */
function isForOne({ own = false, face = 'front', notice }: DrawingOrder): boolean {
  return own || face !== 'front' || notice !== undefined;
}

function inputsOf({
  notice,
  typed,
  queue,
  proposed,
  photos,
  fpms,
}: DrawingOrder): Pick<
  Picture<unknown>,
  'notice' | 'typed' | 'queue' | 'proposed' | 'photos' | 'fpms'
> {
  return {
    ...(notice === undefined ? {} : { notice }),
    ...(typed === undefined ? {} : { typed }),
    ...(queue === undefined ? {} : { queue }),
    ...(proposed === undefined ? {} : { proposed }),
    ...(photos === undefined ? {} : { photos }),
    ...(fpms === undefined ? {} : { fpms }),
  };
}

/** Everybody presses the same verbs; requester, FPM, who was the FPM and operators each get their own view. */
function cardFor(card: CardName, record: LiveRecord, person: PersonId): CardName {
  const request = record.state as Request | undefined;
  if (!VIEWS.includes(card) || request === undefined || !isNumbered(request)) {
    return card === 'hand-over' ? 'request-partner' : card;
  }
  if (request.form.fpm.id === person) {
    return 'request-fpm';
  }
  if (peopleOf(request).includes(person)) {
    return 'request-partner';
  }
  return isFormerFpm(request, person) ? 'hand-over' : card;
}

function sharedViewer(record: LiveRecord, own: Viewer): Viewer {
  const { language, zone } = record.state as Partial<Engagement>;
  return { language: language ?? own.language, zone: zone ?? own.zone };
}

/**
 * Experts who were asked before still see that their offer is over, and whoever was the FPM that it was handed over; nothing else. What
 * an FPM wrote and did not post yet is theirs alone. Operators hand over whatever the directory moves.
 */
function maySeeCard(record: LiveRecord, { ref, person }: Sender, card: CardName): boolean {
  const { turnedDown = [] } = record.state as { readonly turnedDown?: readonly TurnedDown[] };
  switch (card) {
    case 'in-name':
      return (record.state as Engagement).fpm.id === ref.id;
    case 'hand-over':
      return person.isOperator || isFormerFpm(record.state as Request, ref.id);
    case 'offer':
      return turnedDown.some(({ expert }) => expert.id === ref.id) || maySee(record, ref.id);
    default:
      return maySee(record, ref.id);
  }
}

/** Whether somebody is named on the record. Pure. */
export function maySee(record: LiveRecord, person: PersonId): boolean {
  if (record.id.startsWith('engagement:') || record.id.startsWith('checkin:')) {
    const { requester, fpm, expert } = record.state as Engagement | CheckIn;
    return [requester.id, fpm.id, expert.id].includes(person);
  }
  if (record.id.startsWith('question:')) {
    return partiesOf(record.state as Question).some(({ id }) => id === person);
  }
  const request = record.state as Request;
  return (
    request.requester.id === person || (isNumbered(request) && peopleOf(request).includes(person))
  );
}
