import type { Effect } from '../effects';
import type { CheckInReport } from '../engagement/schedule-messages';
import type { CheckIn } from './check-in';
import type { CheckInHistory } from './check-in-messages';

/** The orders that follow from one event, given the state after it. Pure. Shown copies refresh by themselves. */
export function effectsOfCheckIn(event: CheckInHistory, after: CheckIn): readonly Effect[] {
  switch (event.type) {
    case 'CheckInDue':
      return [
        ...after.places.map((to, index): Effect => {
          return { type: 'Show', copy: copyOf(index), card: 'check-in', to, ping: 'P11' };
        }),
        { type: 'WakeUp', at: after.answerBy, command: { type: 'CheckAnswer' } },
      ];
    case 'CheckInAnswered':
    case 'CheckInOverdue':
      return note(after);
    case 'CheckInClosed':
      return after.places.map((_to, index): Effect => ({ type: 'Retire', copy: copyOf(index) }));
    case 'CheckInSkipped':
    case 'NextNoted':
    case 'WorkloadRested':
    case 'BlockerCleared':
      return [];
  }
}

function copyOf(index: number): string {
  return `check-in:${String(index)}`;
}

/** The engagement hears what was answered, or that nobody did. */
function note(after: CheckIn): readonly Effect[] {
  if (after.status === 'Due' || after.status === 'Skipped') {
    return [];
  }
  const { ordinal, status } = after;
  const said =
    after.status === 'Answered' ? { ...withoutTime(after.answer) } : ({ usage: {} } as const);
  const report: CheckInReport = { ordinal, status, ...said };
  return [{ type: 'Tell', record: after.engagement, command: { type: 'NoteCheckIn', report } }];
}

function withoutTime({
  at: _at,
  ...answer
}: Extract<CheckIn, { status: 'Answered' }>['answer']): Omit<CheckInReport, 'ordinal' | 'status'> {
  return answer;
}
