import type { PingCode } from '../domain/effects';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import type { Drawing } from './drawing';
import { workloadName } from './record-lines';
import { isLate } from './request-looks';

type RequestPing = Extract<PingCode, 'P2' | 'P9' | 'P14' | 'P18' | 'P21'>;

/** Whether a ping is about where a request stands, and is told by {@link requestPing}. Pure. */
export function isRequestPing(ping: PingCode): ping is RequestPing {
  return ['P2', 'P9', 'P14', 'P18', 'P21'].includes(ping);
}

/** The line of such a ping; `undefined` once the request has moved on and it would ask in vain. Pure. */
export function requestPing(
  draw: Drawing,
  request: Request,
  ping: RequestPing,
): string | undefined {
  if (!isNumbered(request)) {
    return undefined;
  }
  const n = request.number;
  switch (ping) {
    case 'P2':
      return request.status === 'Returned'
        ? draw.t('ping.P2', { n, count: request.fields.length })
        : undefined;
    case 'P9':
      return isUndecided(request)
        ? draw.t('ping.P9', { n, time: draw.time(request.promises.fpmDecideBy) })
        : undefined;
    case 'P14':
      return isLate(request) ? latePing(draw, request) : undefined;
    case 'P21':
      return draw.t('ping.P21', {
        ...{ n, partner: request.form.company.name },
        workload: workloadName(request.form.workloadId),
      });
    case 'P18':
      return isUndecided(request) ? draw.t('ping.P18', { n }) : undefined;
  }
}

function isUndecided({ status }: NumberedRequest): boolean {
  return status === 'Submitted' || status === 'InReview';
}

function latePing(draw: Drawing, { number: n, late }: NumberedRequest): string {
  return late?.standIn === undefined
    ? draw.t('ping.P14-alone', { n })
    : draw.t('ping.P14', { n, backup: late.standIn.name });
}
