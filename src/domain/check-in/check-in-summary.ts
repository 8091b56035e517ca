import { isAwaited } from '../engagement/schedule-rules';
import type { Instant } from '../kernel';
import type { Summary } from '../summary';
import type { CheckIn } from './check-in';

/** Whom the check-in waits for, and which lists it is found in. Pure. */
export function summaryOfCheckIn(checkIn: CheckIn, at: Instant): Summary {
  const { requester, fpm, expert, number, engagement, customer } = checkIn;
  return {
    kind: 'checkin',
    tags: [
      `checkins-of:${engagement}`,
      ...[requester.id, fpm.id, expert.id].map((id) => `person:${id}`),
      ...(isAwaited(checkIn.status) ? [`waits:${requester.id}`] : []),
    ],
    search: `sme-${String(number)} ${customer.typed}`.toLowerCase().slice(0, 1000),
    at,
  };
}
