import type { EngagementHistory } from './engagement-messages';

type History<Type extends EngagementHistory['type']> = Extract<EngagementHistory, { type: Type }>;

/** For each kind of event, which earlier ones it makes superfluous; kinds that are absent make none. */
const RULES: {
  readonly [Type in EngagementHistory['type']]?: (
    event: History<Type>,
    earlier: EngagementHistory,
  ) => boolean;
} = {
  RhythmAgreed: (_event, earlier) => earlier.type === 'RhythmAgreed' || isPlanning(earlier),
  CheckInsPaused: (_event, earlier) => isPlanning(earlier),
  CheckInsResumed: (_event, earlier) => isPlanning(earlier),
  CheckInMoved: (_event, earlier) => isPlanning(earlier),
  CheckInOpened: (_event, earlier) =>
    earlier.type === 'CheckInOpened' || isPlanning(earlier) || isLate(earlier),
  CheckInNoted: ({ status }, earlier) =>
    earlier.type === 'CheckInNoted' && (status === 'Answered' || isLate(earlier)),
  BlockerRaised: ({ blocker }, earlier) => isAbout(blocker.id, earlier),
  BlockerSolved: ({ blocker }, earlier) =>
    earlier.type === 'BlockerSolved' || isAbout(blocker, earlier),
  ChannelLinked: (_event, earlier) => isLink(earlier),
  ChannelUnlinked: (_event, earlier) => isLink(earlier),
  InNameAsked: (_event, earlier) => isOfNamedPost(earlier),
  InNameNeedsSignIn: (_event, earlier) =>
    earlier.type === 'InNameNeedsSignIn' || earlier.type === 'InNameGoesOn',
  DeliveryNoted: ({ person }, earlier) =>
    earlier.type === 'DeliveryNoted' && earlier.person === person,
};

/**
 * Whether an earlier event of an engagement need not be kept once this one is: two years of check-ins must not make the record grow.
 * The state folds to the same without it. What was said in each check-in stays in the record of that check-in. Pure.
 */
export function supersedesInEngagement<Type extends EngagementHistory['type']>(
  event: History<Type>,
  earlier: EngagementHistory,
): boolean {
  return RULES[event.type]?.(event, earlier) ?? false;
}

/** Each of these says all there is to say about what is planned. */
function isPlanning({ type }: EngagementHistory): boolean {
  return type === 'CheckInsPaused' || type === 'CheckInsResumed' || type === 'CheckInMoved';
}

function isLate(event: EngagementHistory): boolean {
  return event.type === 'CheckInNoted' && event.status === 'Late';
}

function isAbout(blocker: string, event: EngagementHistory): boolean {
  return event.type === 'BlockerRaised' && event.blocker.id === blocker;
}

/** What was posted is told in the history. */
function isOfNamedPost({ type }: EngagementHistory): boolean {
  return (
    type === 'InNameAsked' ||
    type === 'InNameNeedsSignIn' ||
    type === 'InNameGoesOn' ||
    type === 'InNameLeft' ||
    type === 'InNameDiscarded'
  );
}

function isLink({ type }: EngagementHistory): boolean {
  return type === 'ChannelLinked' || type === 'ChannelUnlinked';
}
