import type { Actor, PersonId } from '../kernel';
import type { Engagement, Running } from './engagement';
import type { MeetingFacts, ScheduleEvent } from './schedule-messages';

/** Whether the engagement goes on; check-ins rest from the report of completion on. Pure. */
export function isRunning(state: Engagement): state is Running {
  return state.status === 'Preparing' || state.status === 'Active';
}

/** Requester, FPM and expert. Pure. */
export function isOneOfThree(
  { requester, fpm, expert }: Pick<Engagement, 'requester' | 'fpm' | 'expert'>,
  by: Actor,
): boolean {
  const parties: readonly PersonId[] = [requester.id, fpm.id, expert.id];
  return by !== 'system' && parties.includes(by.id);
}

/** Number of the check-in that comes next. Pure. */
export function nextOrdinal({ checkIns }: Engagement): number {
  return (checkIns.newest?.ordinal ?? 0) + 1;
}

/** Whether the newest check-in can still be answered. Pure. */
export function isAwaited(status: string | undefined): boolean {
  return status === 'Due' || status === 'Late';
}

/** Names the newest check-in when it is skipped now, or was before: every plan says it anew. Pure. */
export function skipsOf(state: Engagement, isSkippedNow: boolean): { readonly skips?: number } {
  const { newest } = state.checkIns;
  const isOver = newest?.status === 'Skipped' || (isSkippedNow && isAwaited(newest?.status));
  return newest !== undefined && isOver ? { skips: newest.ordinal } : {};
}

/** Check-ins go on with the next regular moment. Pure. */
export function resumed(state: Engagement, { nextAt }: MeetingFacts): ScheduleEvent {
  return { type: 'CheckInsResumed', nextAt, slotAt: nextAt, ...skipsOf(state, false) };
}
