import type { Effect, ShowCard } from '../effects';
import type { PersonId } from '../kernel';
import { isNumbered, type NumberedRequest, type Request } from './request';
import type { Happened, RequestHistory } from './request-events';

/** Name of the copy of a request that one asked expert sees. Pure. */
function offerCopy(expertId: string): string {
  return `offer:${expertId}`;
}

/** Name of the copy of a request that one FPM has; the first one's has had it from the beginning. Pure. */
function fpmCopy({ handOvers = [], form }: NumberedRequest, fpm: PersonId): string {
  const first = handOvers[0]?.from ?? form.fpm;
  return fpm === first.id ? 'fpm' : `fpm:${fpm}`;
}

/**
 * The orders that follow from one event, given the state after it. Pure.
 * Copies that are already shown are refreshed by themselves whenever the record moves on.
 */
export function effectsOfRequest(event: RequestHistory, after: Request): readonly Effect[] {
  if (event.type === 'DraftStarted') {
    return [
      {
        type: 'Show',
        copy: 'partner',
        card: 'request-partner',
        to: { person: after.requester.id },
      },
    ];
  }
  return isNumbered(after) ? effectsOfNumbered(event, after) : [];
}

function effectsOfNumbered(event: RequestHistory, after: NumberedRequest): readonly Effect[] {
  switch (event.type) {
    case 'RequestSubmitted':
      return [...submittedEffects(after), ...receiptWatch(event), ...clocks(after)];
    case 'RequestApproved':
      return decisionEffects(after, 'P4');
    case 'RequestDenied':
      return decisionEffects(after, 'P3');
    case 'DenialReopened':
      return [tellRequester(after, 'P18'), ...clocks(after)];
    case 'RequestHandedOver':
      return handOverEffects(event, after);
    case 'DecisionDueSoon':
      return [showToFpm(after, 'P9')];
    case 'DecisionLate':
      return [tellRequester(after, 'P14'), ...lateMails(event, after)];
    case 'AcknowledgementMissed':
      return missedEffects(event, after);
    case 'RequestReturned':
    case 'RequestSentAgain':
    case 'RequestChanged':
    case 'ClosingWarned':
    case 'RequestWithdrawn':
      return revisionEffects(event, after);
    case 'ExpertOffered':
    case 'OfferDeclined':
    case 'OfferExpired':
    case 'NobodyLeft':
    case 'ExpertAssigned':
      return expertEffects(event, after);
    case 'FirstContactConfirmed':
      return contactEffects(event, after);
    // What changes nothing but the picture is drawn again by itself.
    default:
      return [];
  }
}

/** A return, its answer, a change or a withdrawal; the FPM's copy of a return and a withdrawal is edited silently. */
function revisionEffects(
  event: Happened<
    'RequestReturned' | 'RequestSentAgain' | 'RequestChanged' | 'ClosingWarned' | 'RequestWithdrawn'
  >,
  after: NumberedRequest,
): readonly Effect[] {
  switch (event.type) {
    case 'RequestReturned':
      return [
        tellRequester(after, 'P2'),
        { type: 'WakeUp', at: event.warnAt, command: { type: 'CheckReturn' } },
      ];
    case 'ClosingWarned':
      return after.status === 'Returned'
        ? [
            tellRequester(after, 'P2'),
            { type: 'WakeUp', at: after.closeBy, command: { type: 'CheckReturn' } },
          ]
        : [];
    case 'RequestSentAgain':
      return [showToFpm(after, 'P1'), ...receiptOfChange(event, after), ...clocks(after)];
    case 'RequestChanged':
      return receiptOfChange(event, after);
    case 'RequestWithdrawn':
      return event.expert === undefined
        ? []
        : [{ type: 'Retire', copy: offerCopy(event.expert.id) }];
  }
}

function showToFpm(
  request: NumberedRequest,
  ping: 'P1' | 'P9' | 'P10' | 'P21',
  how: { readonly moveDown?: true } = { moveDown: true },
): ShowCard {
  const { id } = request.form.fpm;
  const to = { person: id };
  return { type: 'Show', copy: fpmCopy(request, id), card: 'request-fpm', to, ping, ...how };
}

/** What is left of the card of who had it is one line; who has it now gets one of their own. */
function handOverEffects(
  { from, by }: Happened<'RequestHandedOver'>,
  after: NumberedRequest,
): readonly Effect[] {
  const { ping, ...silent } = showToFpm(after, 'P21');
  // An operator who takes it over needs no ping.
  const isTaken = by !== 'system' && by.id === after.form.fpm.id;
  return [
    { type: 'Retire', copy: fpmCopy(after, from.id) },
    isTaken || ping === undefined ? silent : { ...silent, ping },
    ...engagementToo(after),
  ];
}

/** An engagement goes with its request. */
function engagementToo(request: NumberedRequest): readonly Effect[] {
  const last = request.handOvers?.at(-1);
  if ((request.status !== 'Assigned' && request.status !== 'Closed') || last === undefined) {
    return [];
  }
  const { note: _unread, ...handOver } = last;
  const command = { type: 'ChangeFpm' as const, handOver };
  return [{ type: 'Tell', record: request.engagement, command }];
}

/** The requester's living card moves down and says that there is something to do or to know. */
function tellRequester(request: NumberedRequest, ping: 'P2' | 'P3' | 'P4' | 'P14' | 'P18'): Effect {
  const to = { person: request.requester.id };
  return { type: 'Show', copy: 'partner', card: 'request-partner', to, ping, moveDown: true };
}

/** When the decision presses, and when it is late. */
function clocks({ promises }: NumberedRequest): readonly Effect[] {
  const { remindAt, decideBy } = promises;
  return [...(remindAt === undefined ? [] : [remindAt]), decideBy].map((at) => ({
    type: 'WakeUp',
    at,
    command: { type: 'CheckDecision' },
  }));
}

function receiptWatch({ acknowledgeBy }: Happened<'RequestSubmitted'>): readonly Effect[] {
  return acknowledgeBy === undefined
    ? []
    : [{ type: 'WakeUp', at: acknowledgeBy, command: { type: 'CheckAcknowledgement' } }];
}

function submittedEffects(request: NumberedRequest): readonly Effect[] {
  return [
    showToFpm(request, 'P1', {}),
    { type: 'SendMail', mail: 'receipt', to: { address: request.form.contactMail.typed } },
    ...(request.contactIsRequester ? [] : [receiptTo(request.requester.id)]),
    { type: 'SendMail', mail: 'arrival', to: { person: request.form.fpm.id } },
  ];
}

function receiptTo(person: PersonId): Effect {
  return { type: 'SendMail', mail: 'receipt', to: { person } };
}

/** A new contact has no receipt yet. */
function receiptOfChange(
  event: Happened<'RequestSentAgain' | 'RequestChanged'>,
  request: NumberedRequest,
): readonly Effect[] {
  return event.changes.some(({ field }) => field === 'contactMail')
    ? [{ type: 'SendMail', mail: 'receipt', to: { address: request.form.contactMail.typed } }]
    : [];
}

/** The receipt goes out once more; FPM, desk and assignment team learn that it may not have arrived, each once. */
function missedEffects(
  event: Happened<'AcknowledgementMissed'>,
  request: NumberedRequest,
): readonly Effect[] {
  const told = new Set([request.form.fpm.id, ...event.desk.map(({ id }) => id)]);
  const readers = [
    ...[...told].map((person) => ({ person })),
    ...(event.contact === undefined ? [] : [{ address: event.contact }]),
  ];
  return [
    receiptTo(request.requester.id),
    ...readers.map((to) => ({ type: 'SendMail' as const, mail: 'unacknowledged' as const, to })),
  ];
}

/** What the requester is told is true: FPM and stand-in know of it too. */
function lateMails(
  { standIn }: Happened<'DecisionLate'>,
  request: NumberedRequest,
): readonly Effect[] {
  const told = [request.form.fpm.id, ...(standIn === undefined ? [] : [standIn.id])];
  return told.map((person) => ({ type: 'SendMail', mail: 'arrival', to: { person } }));
}

function decisionEffects(request: NumberedRequest, ping: 'P3' | 'P4'): readonly Effect[] {
  return [
    tellRequester(request, ping),
    { type: 'SendMail', mail: 'decision', to: { address: request.form.contactMail.typed } },
  ];
}

function expertEffects(
  event: Happened<
    'ExpertOffered' | 'OfferDeclined' | 'OfferExpired' | 'NobodyLeft' | 'ExpertAssigned'
  >,
  after: NumberedRequest,
): readonly Effect[] {
  switch (event.type) {
    case 'ExpertOffered':
      return offerEffects(event);
    case 'OfferDeclined':
    case 'OfferExpired':
      return [{ type: 'Retire', copy: offerCopy(event.expert.id) }];
    case 'NobodyLeft':
      return [showToFpm(after, 'P10')];
    case 'ExpertAssigned':
      return assignedEffects(after);
  }
}

function offerEffects(event: Happened<'ExpertOffered'>): readonly Effect[] {
  const expert = event.candidate.expert.id;
  return [
    {
      type: 'Show',
      copy: offerCopy(expert),
      card: 'offer',
      to: { person: expert },
      ping: 'P5',
      moveDown: true,
    },
    { type: 'WakeUp', at: event.answerBy, command: { type: 'CheckOffer' } },
  ];
}

function assignedEffects(request: NumberedRequest): readonly Effect[] {
  if (request.status !== 'Assigned') {
    return [];
  }
  const { id, number, requester, form, expert, contactBy, engagement } = request;
  const command = {
    type: 'OpenEngagement' as const,
    request: id,
    number,
    requester,
    form,
    expert,
    contactBy,
  };
  return [
    {
      type: 'Tell',
      record: engagement,
      command,
      passing: { copy: offerCopy(expert.id), as: 'expert' },
    },
  ];
}

function contactEffects(
  event: Happened<'FirstContactConfirmed'>,
  request: NumberedRequest,
): readonly Effect[] {
  if (request.status !== 'Assigned' || event.by === 'system') {
    return [];
  }
  const contact = { by: event.by, at: event.at };
  const { closeAt } = event;
  return [
    {
      type: 'Tell',
      record: request.engagement,
      command: { type: 'NoteContact' as const, contact },
    },
    ...(closeAt === undefined
      ? []
      : [{ type: 'WakeUp' as const, at: closeAt, command: { type: 'CheckClosing' } }]),
  ];
}
