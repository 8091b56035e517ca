import type { Effect, Order, Recipient } from '../effects';
import type { CheckInId, ConversationId } from '../kernel';
import { TEAMS_FIRST_TASKS, type Engagement } from './engagement';
import type { EngagementHistory } from './engagement-messages';
import { isRunning, nextOrdinal } from './schedule-rules';
import type { ScheduleEvent } from './schedule-messages';

type ScheduleHistory = Extract<EngagementHistory, { type: ScheduleEvent['type'] }>;
type Opened = Extract<ScheduleHistory, { type: 'CheckInOpened' }>;

/** The copy of the kickoff card in a channel, under which its check-ins are replies; each channel keeps its own for good. */
function rootIn(channel: ConversationId): string {
  return `root:${channel}`;
}

/** The record of one check-in. Pure. */
function checkInIdOf({ id }: Pick<Engagement, 'id'>, ordinal: number): CheckInId {
  return `checkin:${id.slice('engagement:'.length)}-${String(ordinal)}`;
}

/** The orders that follow from an event about check-ins. Pure. */
export function effectsOfSchedule(event: ScheduleHistory, after: Engagement): readonly Effect[] {
  switch (event.type) {
    case 'RhythmAgreed':
    case 'CheckInsPaused':
    case 'CheckInsResumed':
    case 'CheckInMoved':
      return [...replanned(event, after), ...wakeUp(after)];
    case 'CheckInOpened':
      return [...closing(after, event.ordinal - 1), opening(event, after), ...wakeUp(after)];
    case 'BlockerRaised':
      return [blockerCard(event)];
    case 'WorkloadHandedOver':
      return handedOver(event.workload, after);
    case 'ChannelLinked':
      return [root(event.conversation), ...wakeUp(after)];
    case 'BlockerSolved':
      return tellNewest(after, { type: 'NoteSolved', blocker: event.blocker });
    case 'CheckInNoted':
    case 'WorkloadAdded':
    case 'ChannelUnlinked':
      return [];
  }
}

function root(channel: ConversationId): Effect {
  return {
    type: 'Show',
    copy: rootIn(channel),
    card: 'kickoff',
    to: { conversation: channel },
  };
}

/** The moment at which the next check-in is asked for; nothing while they rest. Pure. */
function wakeUp(after: Engagement): readonly Effect[] {
  const { plan } = after.checkIns;
  return plan === undefined || !isRunning(after)
    ? []
    : [
        {
          type: 'WakeUp',
          at: plan.nextAt,
          command: { type: 'OpenCheckIn', ordinal: nextOrdinal(after) },
        },
      ];
}

/** A check-in that nobody answered is over when the engagement is, or when its follower opens. Pure. */
export function closing(after: Engagement, ordinal: number | undefined): readonly Effect[] {
  return ordinal === undefined || ordinal < 1
    ? []
    : [{ type: 'Tell', record: checkInIdOf(after, ordinal), command: { type: 'CloseCheckIn' } }];
}

type Replanning = Extract<
  ScheduleHistory,
  { type: 'RhythmAgreed' | 'CheckInsPaused' | 'CheckInsResumed' | 'CheckInMoved' }
>;

/** The newest check-in names the date of the next one, or is skipped. */
function replanned(event: Replanning, after: Engagement): readonly Effect[] {
  const { nextAt, skips } = event;
  const why = event.type === 'CheckInMoved' ? 'moved' : 'paused';
  return tellNewest(
    after,
    skips === undefined ? { type: 'NoteNext', nextAt } : { type: 'SkipCheckIn', why, nextAt },
  );
}

/** The newest check-in asks no more about the workload. */
function handedOver(workloadId: string, after: Engagement): readonly Effect[] {
  const workload = after.workloads.find(({ id }) => id === workloadId);
  return workload === undefined ? [] : tellNewest(after, { type: 'NoteHandedOver', workload });
}

function tellNewest(after: Engagement, command: Order): readonly Effect[] {
  const { newest } = after.checkIns;
  return newest === undefined
    ? []
    : [{ type: 'Tell', record: checkInIdOf(after, newest.ordinal), command }];
}

/** Everything the check-in's card needs: it is drawn from its own record alone. */
function opening(event: Opened, after: Engagement): Effect {
  const { requester, expert, fpm, number, language, zone, form } = after;
  const { ordinal, dueAt, isLate, skipped: missed, nextAt, answerBy, targetPercent } = event;
  const { unanswered } = event;
  const done = TEAMS_FIRST_TASKS.filter((task) => after.teamsFirst[task] !== undefined).length;
  return {
    type: 'Tell',
    record: checkInIdOf(after, ordinal),
    command: {
      type: 'OpenCheckIn',
      ...{ id: checkInIdOf(after, ordinal), engagement: after.id, ordinal, number },
      ...{ requester, expert, fpm, language, zone, places: placesOf(after) },
      ...{ customer: form.tenantName, workloads: after.workloads, usage: after.checkIns.usage },
      ...{ targetPercent, blockers: after.blockers, dueAt, isLate, skipped: missed, nextAt },
      ...{ answerBy, tasks: { done, all: TEAMS_FIRST_TASKS.length } },
      ...(unanswered === undefined ? {} : { unanswered }),
    },
  };
}

/** The channel's thread of this engagement, or every window of the kickoff chat. */
function placesOf({ id, channel, chats }: Engagement): readonly Recipient[] {
  return channel === undefined
    ? chats.map((chat) => ({ conversation: chat }))
    : [{ conversation: channel, under: { record: id, copy: rootIn(channel) } }];
}

/** One card for all blockers of one owner; who named themselves needs no ping. */
function blockerCard({
  blocker,
  asks,
}: Extract<ScheduleHistory, { type: 'BlockerRaised' }>): Effect {
  const { id } = blocker.owner;
  const show = {
    type: 'Show',
    copy: `blocker:${id}`,
    card: 'blocker',
    to: { person: id },
  } as const;
  return asks ? { ...show, ping: 'P12', moveDown: true } : show;
}
