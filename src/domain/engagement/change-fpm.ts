import type { Effect } from '../effects';
import { accept, refuse, type CommandMeta, type Decision, type PersonId } from '../kernel';
import type { HandOver } from '../request/request';
import { isAgreed, type Agreement } from './agreement';
import type { Engagement } from './engagement';

/** The request was handed over: its engagement goes with it. From the request, without who, when and why. */
export interface ChangeFpm {
  readonly type: 'ChangeFpm';
  /** Without the note, which is read on the request. */
  readonly handOver: Omit<HandOver, 'note'>;
}

/** The engagement has another FPM. */
export interface FpmChanged {
  readonly type: 'FpmChanged';
  readonly handOver: Omit<HandOver, 'note'>;
}

/** Also when it is over: what is left to be noted of it is the new FPM's. Only the request says so. Pure. */
export function changeFpm(
  { fpm }: Engagement,
  { by, handOver }: ChangeFpm & CommandMeta,
): Decision<FpmChanged> {
  if (by !== 'system') {
    return refuse('not-yours');
  }
  return fpm.id === handOver.to.id ? accept() : accept({ type: 'FpmChanged', handOver });
}

/**
 * The engagement with its new FPM. An agreement that stands goes on to stand; one that somebody has still to confirm waits for the new
 * FPM, whatever the old one said. Open blockers of the old one are the new one's, and what the old one wrote in their own name and was
 * not posted is let go. Pure.
 */
export function withFpm(state: Engagement, { handOver }: FpmChanged): Engagement {
  const { from, to } = handOver;
  const { agreement, inName, blockers } = state;
  return {
    ...state,
    fpm: to,
    form: { ...state.form, fpm: to },
    handOvers: [...(state.handOvers ?? []), handOver],
    blockers: blockers.map((one) => (one.owner.id === from.id ? { ...one, owner: to } : one)),
    ...(state.status === 'Completed' ? {} : { isFpmNew: true }),
    ...(agreement === undefined ? {} : { agreement: withoutWordOf(agreement, from.id) }),
    ...(inName === undefined || inName.status === 'Posted'
      ? {}
      : { inName: { ...inName, status: 'Discarded' } }),
  };
}

function withoutWordOf(agreement: Agreement, person: PersonId): Agreement {
  return isAgreed(agreement)
    ? agreement
    : { ...agreement, confirmed: agreement.confirmed.filter((one) => one.person.id !== person) };
}

/** What is done in the kickoff chat alone, and is never superseded by what somebody else does there. */
const DONE_IN_CHAT = [
  ...['AgreementProposed', 'AgreementConfirmed', 'MeetingPlanned', 'TaskTicked'],
  'InNameAsked',
];

/** A new FPM who does something in the kickoff chat is in it: nobody has to be told to add them any more. Pure. */
export function withFpmSeen(
  state: Engagement,
  { type, by }: CommandMeta & { readonly type: string },
): Engagement {
  const isSeen = by !== 'system' && by.id === state.fpm.id && DONE_IN_CHAT.includes(type);
  if (state.isFpmNew === undefined || !isSeen) {
    return state;
  }
  const { isFpmNew: _there, ...rest } = state;
  return rest;
}

/** Name of the copy on which one FPM reads of a completion; the first one's has had it from the beginning. Pure. */
function completionCopy({ handOvers = [], fpm }: Engagement, person: PersonId): string {
  const first = handOvers[0]?.from ?? fpm;
  return person === first.id ? 'completion:fpm' : `completion:fpm:${person}`;
}

/** The completion that waits for the FPM, on their own card. Pure. */
export function showCompletion(after: Engagement): Effect {
  const { id } = after.fpm;
  return {
    type: 'Show',
    copy: completionCopy(after, id),
    card: 'completion',
    to: { person: id },
    ping: 'P16',
    moveDown: true,
  };
}

/** Cards of the old FPM end; what waits for the FPM is shown to the new one. Pure. */
export function effectsOfFpmChange({ handOver }: FpmChanged, after: Engagement): readonly Effect[] {
  const { from, to } = handOver;
  const hasBlocker = after.status !== 'Completed' && after.blockers.some(isOwnedBy(to.id));
  return [
    ...[completionCopy(after, from.id), 'in-name', `blocker:${from.id}`].map((copy) => ({
      type: 'Retire' as const,
      copy,
    })),
    ...(after.status === 'WrappingUp' && after.awaits === 'fpm' ? [showCompletion(after)] : []),
    ...(hasBlocker ? [showBlockers(to.id)] : []),
  ];
}

function isOwnedBy(person: PersonId): (blocker: Engagement['blockers'][number]) => boolean {
  return ({ owner }) => owner.id === person;
}

function showBlockers(person: PersonId): Effect {
  return {
    ...{ type: 'Show', copy: `blocker:${person}`, card: 'blocker', to: { person } },
    ...{ ping: 'P12', moveDown: true },
  };
}
