import type { Engagement } from '../domain/engagement/engagement';
import { said } from '../domain/form/fields';
import type { Instant } from '../domain/kernel';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import { shown, type Drawing } from './drawing';
import { engagementNext, engagementStatus } from './engagement-lines';
import { isReader } from './people';
import { subjectOf, workloadName } from './record-lines';
import { requestStatus, statusOf } from './request-looks';
import { fpmNext, partnerNext } from './request-next';

/** What a row says of a record: what it is about, where it stands, and who does what by when. */
export interface RowWords {
  readonly heading: string;
  readonly text: string;
}

/** A request as a row of a list, with what this reader may know of it. Pure. */
export function requestRow(draw: Drawing, request: Request, at: Instant): RowWords {
  if (isNumbered(request)) {
    return {
      heading: `SME-${String(request.number)} · ${subjectOf(request.form)}`,
      text: standingOf(draw, request, at),
    };
  }
  const workload = request.status === 'Draft' ? said(request.answers, 'workload') : '';
  return {
    heading: workload === '' ? draw.t('form.title') : workloadName(workload),
    text: `${draw.t(requestStatus(request))} · ${draw.dateTime(request.openedAt)}`,
  };
}

function standingOf(draw: Drawing, request: NumberedRequest, at: Instant): string {
  if (isReader(draw, request.requester)) {
    return `${statusOf(draw, request, 'requester').status}\n${partnerNext(draw, request)}`;
  }
  const partner = shown(request.form.company.name);
  if (isReader(draw, request.form.fpm)) {
    return `${partner}: ${statusOf(draw, request, 'fpm').status}\n${fpmNext(draw, request, at)}`;
  }
  const offer = request.status === 'Approved' ? request.offer : undefined;
  return offer !== undefined && isReader(draw, offer.expert)
    ? [
        `${partner}: ◔ ${draw.t('status.offer.offered')}`,
        draw.t('next.offer', { answerBy: draw.dateTime(offer.answerBy) }),
      ].join('\n')
    : `${partner}: ${draw.t(requestStatus(request))}`;
}

/** An engagement as a row of a list. Pure. */
export function engagementRow(draw: Drawing, engagement: Engagement): RowWords {
  return {
    heading: `SME-${String(engagement.number)} · ${subjectOf(engagement.form)}`,
    text: [
      `${draw.t('kind.engagement')}: ${engagementStatus(draw, engagement)}`,
      engagementNext(draw, engagement),
    ].join('\n'),
  };
}
