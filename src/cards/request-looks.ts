import { isNobodyLeft } from '../domain/request/decide-review';
import type { NumberedRequest, Request } from '../domain/request/request';
import type { TextKey } from '../text/words';
import type { CardModel, Tone } from './card-model';
import type { Drawing } from './drawing';

/** Symbol and tint of each status; the words say the same. */
const LOOKS = {
  Submitted: { symbol: '◔', tone: 'accent' },
  InReview: { symbol: '◑', tone: 'accent' },
  Returned: { symbol: '↩', tone: 'emphasis' },
  Withdrawn: { symbol: '○', tone: 'emphasis' },
  Approved: { symbol: '◕', tone: 'good' },
  Assigned: { symbol: '●', tone: 'good' },
  Closed: { symbol: '✓', tone: 'emphasis' },
  Denied: { symbol: '✕', tone: 'emphasis' },
} as const satisfies Readonly<Record<NumberedRequest['status'], { symbol: string; tone: Tone }>>;

/** Where the tint differs for the requester: what is theirs to do, and what went against them. */
const TONES_FOR_REQUESTER: Readonly<Partial<Record<NumberedRequest['status'], Tone>>> = {
  Returned: 'warning',
  Denied: 'attention',
};

/** Status in words with its symbol and its flags, as requester or FPM reads it. Pure. */
export function statusOf(
  draw: Drawing,
  request: NumberedRequest,
  reader: 'requester' | 'fpm',
): Required<Pick<CardModel, 'status' | 'tone'>> {
  const { symbol, tone } = LOOKS[request.status];
  const own = reader === 'requester' ? TONES_FOR_REQUESTER[request.status] : fpmTone(request);
  const parts = [statusWords(draw, request, reader), ...flagsOf(draw, request)];
  return {
    status: `${symbol} ${parts.join(' · ')}`,
    tone: isLate(request) ? 'attention' : (own ?? tone),
  };
}

function statusWords(draw: Drawing, request: NumberedRequest, reader: 'requester' | 'fpm'): string {
  if (reader === 'fpm' && request.status === 'Returned') {
    return draw.t('status.request.Returned.fpm');
  }
  return reader === 'fpm' && isNobodyLeft(request)
    ? draw.t('status.request.Approved.nobody')
    : draw.t(requestStatus(request));
}

/** The words for where a request stands; one that nobody answered in time expired. Pure. */
export function requestStatus(request: Request): TextKey {
  return request.status === 'Withdrawn' && request.withdrawnBy === 'system'
    ? 'status.request.Expired'
    : `status.request.${request.status}`;
}

/** Nobody left to ask is the FPM's to do, and not the requester's to know. */
function fpmTone(request: NumberedRequest): Tone | undefined {
  return isNobodyLeft(request) ? 'warning' : undefined;
}

function flagsOf(draw: Drawing, request: NumberedRequest): readonly string[] {
  return [
    ...(request.status === 'Returned' ? [draw.t('flag.clock-paused')] : []),
    ...(isLate(request) ? [draw.t('flag.overdue')] : []),
  ];
}

/** Whether the decision promise is broken and still owed. Pure. */
export function isLate(request: NumberedRequest): boolean {
  return request.late !== undefined && isDecisionOwed(request);
}

/** Whether the requester still waits for a decision with an expert. Pure. */
export function isDecisionOwed(request: NumberedRequest): boolean {
  return ['Submitted', 'InReview', 'Approved'].includes(request.status);
}
