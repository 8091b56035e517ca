import type { Effect } from '../effects';
import { effectsOfFpmChange, showCompletion } from './change-fpm';
import type { Engagement } from './engagement';
import type { EngagementHistory } from './engagement-messages';
import { effectsOfNamedPost, isNamedEvent } from './named-post-effects';
import { isAwaited } from './schedule-rules';
import { closing, effectsOfSchedule } from './schedule-effects';

/** The orders that follow from one event, given the state after it. Pure. Shown copies refresh by themselves. */
export function effectsOfEngagement(
  event: EngagementHistory,
  after: Engagement,
): readonly Effect[] {
  if (isNamedEvent(event)) {
    return effectsOfNamedPost(event, after);
  }
  switch (event.type) {
    case 'EngagementOpened':
      return [
        { type: 'Show', copy: 'expert', card: 'expert', to: { person: after.expert.id } },
        { type: 'OpenKickoffChat', members: [after.requester, after.fpm, after.expert] },
      ];
    case 'FpmChanged':
      return effectsOfFpmChange(event, after);
    case 'KickoffChatMade':
      return [{ type: 'JoinKickoffChat', teamsId: event.teamsId }];
    case 'KickoffChatOpened':
      return kickoffEffects(after);
    case 'MeetingPlanned':
      return [{ type: 'BookMeeting', edition: event.edition }];
    case 'MeetingCancelled':
      return event.entry === undefined
        ? []
        : [{ type: 'CancelMeeting', event: event.entry.id, organizer: event.entry.organizer }];
    case 'CompletionReported':
      return [...askToConfirm(after), ...wakeUp(after), ...closeNewest(after)];
    case 'EndAgreed':
      return [...askToConfirm(after), ...wakeUp(after)];
    case 'CompletionSentBack':
      return askForMissing(after);
    case 'EngagementCompleted':
      return completedEffects(after);
    case 'MeetingBooked':
    case 'MeetingLeft':
    case 'ContactNoted':
    case 'TaskTicked':
    case 'DeliveryNoted':
    case 'AgreementProposed':
    case 'AgreementConfirmed':
    case 'TrainedTold':
      return [];
    default:
      return effectsOfSchedule(event, after);
  }
}

function askForMissing(after: Engagement): readonly Effect[] {
  const to = { person: after.expert.id };
  return [{ type: 'Show', copy: 'expert', card: 'expert', to, ping: 'P17', moveDown: true }];
}

/** Check-ins rest from now on; one that nobody answered waits for nobody any more. */
function closeNewest(after: Engagement): readonly Effect[] {
  const { newest } = after.checkIns;
  return isAwaited(newest?.status) ? closing(after, newest?.ordinal) : [];
}

function kickoffEffects(after: Engagement): readonly Effect[] {
  const ping = after.status === 'Completed' ? {} : { ping: 'P6' as const };
  return after.chats.flatMap((chat, index): readonly Effect[] => {
    const to = { conversation: chat };
    return [
      { type: 'Show', copy: `kickoff:${String(index)}`, card: 'kickoff', to, ...ping },
      { type: 'Show', copy: `teams-first:${String(index)}`, card: 'teams-first', to },
    ];
  });
}

function askToConfirm(after: Engagement): readonly Effect[] {
  if (after.status !== 'WrappingUp') {
    return [];
  }
  return after.awaits === 'fpm'
    ? [showCompletion(after)]
    : [
        {
          type: 'Show',
          copy: 'completion',
          card: 'completion',
          to: { person: after.requester.id },
          ping: 'P13',
          moveDown: true,
        },
      ];
}

function wakeUp(after: Engagement): readonly Effect[] {
  return after.status === 'WrappingUp'
    ? [{ type: 'WakeUp', at: after.confirmBy, command: { type: 'CheckConfirmation' } }]
    : [];
}

function completedEffects(after: Engagement): readonly Effect[] {
  if (after.status !== 'Completed') {
    return [];
  }
  const { summary, criteriaMet, feedback } = after.report;
  const outcome = {
    completedAt: after.completedAt,
    summary,
    criteriaMet,
    ...(feedback === undefined ? {} : { feedback }),
  };
  return [
    { type: 'Tell', record: after.request, command: { type: 'NoteOutcome' as const, outcome } },
    { type: 'SendMail', mail: 'closing', to: { address: after.form.contactMail.typed } },
    { type: 'SendMail', mail: 'closing', to: { person: after.fpm.id } },
  ];
}
