import type { EngagementHistory } from './engagement-messages';

type EventType = EngagementHistory['type'];

/** Events that say all there is to say about what is planned. */
const PLANNING: readonly EventType[] = ['CheckInsPaused', 'CheckInsResumed', 'CheckInMoved'];

/**
 * Whether an earlier event of an engagement need not be kept once this one is: two years of check-ins must not make the record grow.
 * The state folds to the same without it. What was said in each check-in stays in the record of that check-in. Pure.
 */
export function supersedesInEngagement(
  event: EngagementHistory,
  earlier: EngagementHistory,
): boolean {
  switch (event.type) {
    case 'RhythmAgreed':
      return earlier.type === 'RhythmAgreed' || PLANNING.includes(earlier.type);
    case 'CheckInsPaused':
    case 'CheckInsResumed':
    case 'CheckInMoved':
      return PLANNING.includes(earlier.type);
    case 'CheckInOpened':
      return earlier.type === 'CheckInOpened' || PLANNING.includes(earlier.type) || isLate(earlier);
    case 'CheckInNoted':
      return earlier.type === 'CheckInNoted' && (event.status === 'Answered' || isLate(earlier));
    case 'BlockerRaised':
      return earlier.type === 'BlockerRaised' && earlier.blocker.id === event.blocker.id;
    case 'BlockerSolved':
      return (
        earlier.type === 'BlockerSolved' ||
        (earlier.type === 'BlockerRaised' && earlier.blocker.id === event.blocker)
      );
    case 'ChannelLinked':
    case 'ChannelUnlinked':
      return earlier.type === 'ChannelLinked' || earlier.type === 'ChannelUnlinked';
    case 'DeliveryNoted':
      return earlier.type === 'DeliveryNoted' && earlier.person === event.person;
    default:
      return false;
  }
}

function isLate(event: EngagementHistory): boolean {
  return event.type === 'CheckInNoted' && event.status === 'Late';
}
