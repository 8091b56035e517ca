import type { Assigned, NumberedRequest, Withdrawn } from '../domain/request/request';
import { shown, type Drawing } from './drawing';
import { isLate } from './request-looks';

/** The requester's line: who does what by when. Pure. */
export function partnerNext(draw: Drawing, request: NumberedRequest): string {
  const line = partnerLine(draw, request);
  if (!isLate(request)) {
    return line;
  }
  const late = lateText(draw, request);
  return request.status === 'Approved' ? `${late} ${line}` : late;
}

function partnerLine(draw: Drawing, request: NumberedRequest): string {
  const fpm = shown(request.form.fpm.name);
  const decideBy = draw.dateTime(request.promises.decideBy);
  switch (request.status) {
    case 'Submitted': {
      const checkBy = draw.dateTime(request.promises.checkBy);
      return draw.t('next.partner.submitted', { fpm, checkBy, decideBy });
    }
    case 'InReview':
      return draw.t('next.partner.in-review', { fpm, decideBy });
    case 'Returned':
      return draw.t('next.partner.returned', { fpm });
    case 'Withdrawn':
      return draw.t(
        request.withdrawnBy === 'system' ? 'next.partner.expired' : 'next.partner.withdrawn',
        { when: draw.dateTime(request.withdrawnAt) },
      );
    case 'Approved':
      return request.offer === undefined
        ? draw.t('next.partner.approved-open', { fpm, decideBy })
        : draw.t('next.partner.approved', { answerBy: draw.dateTime(request.offer.answerBy) });
    case 'Denied':
      return draw.t(`next.denied.${request.reason}`);
    case 'Assigned':
    case 'Closed':
      return assignedLine(draw, request);
  }
}

function lateText(draw: Drawing, { form, late }: NumberedRequest): string {
  const fpm = shown(form.fpm.name);
  return late?.standIn === undefined
    ? draw.t('late.partner-alone', { fpm })
    : draw.t('late.partner', { fpm, backup: shown(late.standIn.name) });
}

function assignedLine(draw: Drawing, request: Assigned): string {
  const expert = shown(request.expert.name);
  if (request.outcome !== undefined) {
    return draw.t('next.partner.completed', { date: draw.date(request.outcome.completedAt) });
  }
  return request.contact === undefined
    ? draw.t('next.partner.assigned', { expert, contactBy: draw.dateTime(request.contactBy) })
    : draw.t('next.partner.in-touch', { expert });
}

/** The FPM's line: who does what by when. Pure. */
export function fpmNext(draw: Drawing, request: NumberedRequest): string {
  const decideBy = draw.dateTime(request.promises.fpmDecideBy);
  switch (request.status) {
    case 'Submitted':
    case 'InReview':
      return undecidedLine(draw, request, decideBy);
    case 'Returned':
      return draw.t('next.fpm.returned', { requester: shown(request.requester.name) });
    case 'Withdrawn':
      return withdrawnLine(draw, request);
    case 'Approved':
      return request.offer === undefined
        ? draw.t('next.fpm.nobody-left', { decideBy })
        : draw.t('next.fpm.approved', {
            expert: shown(request.offer.expert.name),
            answerBy: draw.dateTime(request.offer.answerBy),
          });
    case 'Denied': {
      const when = draw.dateTime(request.deniedAt);
      return draw.t('next.fpm.denied', { name: shown(request.deniedBy.name), when });
    }
    case 'Assigned':
      return assignedToFpm(draw, request);
    case 'Closed':
      return request.outcome === undefined
        ? draw.t('next.fpm.closed', { expert: shown(request.expert.name) })
        : draw.t('next.partner.completed', { date: draw.date(request.outcome.completedAt) });
  }
}

function undecidedLine(draw: Drawing, request: NumberedRequest, decideBy: string): string {
  if (isLate(request)) {
    const standIn = request.late?.standIn;
    return standIn === undefined
      ? draw.t('late.fpm-alone', { decideBy })
      : draw.t('late.fpm', { decideBy, backup: shown(standIn.name) });
  }
  return request.status === 'Submitted'
    ? draw.t('next.fpm.submitted', { checkBy: draw.dateTime(request.promises.checkBy), decideBy })
    : draw.t('next.fpm.in-review', { decideBy });
}

function withdrawnLine(draw: Drawing, { withdrawnBy, withdrawnAt }: Withdrawn): string {
  const when = draw.dateTime(withdrawnAt);
  return withdrawnBy === 'system'
    ? draw.t('next.fpm.expired', { when })
    : draw.t('next.fpm.withdrawn', { name: shown(withdrawnBy.name), when });
}

function assignedToFpm(draw: Drawing, request: Assigned): string {
  return request.contact === undefined
    ? draw.t('next.fpm.assigned', {
        expert: shown(request.expert.name),
        contactBy: draw.dateTime(request.contactBy),
      })
    : draw.t('next.fpm.in-touch', {
        name: shown(request.contact.by.name),
        when: draw.dateTime(request.contact.at),
      });
}
