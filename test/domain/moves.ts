import fc from 'fast-check';
import type { Engagement } from '../../src/domain/engagement/engagement';
import type { EngagementHistory } from '../../src/domain/engagement/engagement-messages';
import type { Request } from '../../src/domain/request/request';
import type { RequestHistory } from '../../src/domain/request/request-events';
import { run, type Move, type Run } from './machine';
import { scripts } from './machine-steps';

type RequestMove = Extract<Move, { record: 'request' }>;
type EngagementMove = Extract<Move, { record: 'engagement' }>;

/** Checks something of any run; a failed check shows the shortest run that fails it. */
export function whatever(check: (happened: Run) => void): void {
  fc.assert(
    fc.property(scripts, (steps) => check(run(steps))),
    { numRuns: 150 },
  );
}

/** What was asked of the request, in order. */
export function requestMoves({ moves }: Run): readonly RequestMove[] {
  return moves.flatMap((move) => (move.record === 'request' ? [move] : []));
}

function engagementMoves({ moves }: Run): readonly EngagementMove[] {
  return moves.flatMap((move) => (move.record === 'engagement' ? [move] : []));
}

/** What happened to the request, in order. */
export function requestEvents(happened: Run): readonly RequestHistory[] {
  return requestMoves(happened).flatMap(({ events }) => events);
}

/** What happened to the engagement, in order. */
export function engagementEvents(happened: Run): readonly EngagementHistory[] {
  return engagementMoves(happened).flatMap(({ events }) => events);
}

/** Who did it, as text. */
export function idOf(by: RequestHistory['by']): string {
  return by === 'system' ? 'system' : by.id;
}

/** Where a record stands, as text. */
export function statusOf(state: Request | Engagement | undefined): string {
  return state?.status ?? 'nothing';
}
