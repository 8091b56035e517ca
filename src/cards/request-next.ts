import type { Instant } from '../domain/kernel';
import type {
  Approved,
  Assigned,
  Denied,
  EngagementOutcome,
  NumberedRequest,
  Withdrawn,
} from '../domain/request/request';
import { isFeedbackUnread } from '../domain/request/request-summary';
import { shown, type Drawing } from './drawing';
import { isReader } from './people';
import { isLate } from './request-looks';
import { runningOf } from './request-earlier';
import { isReopenable } from './request-reopen-face';

/** The requester's line: who does what by when. Pure. */
export function partnerNext(draw: Drawing, request: NumberedRequest): string {
  const line = partnerLine(draw, request);
  if (!isLate(request)) {
    return line;
  }
  return `${lateText(draw, request)} ${lateNext(draw, request, line)}`;
}

/** What follows a broken promise; its date is over and is not told as if it were to come. */
function lateNext(draw: Drawing, request: NumberedRequest, line: string): string {
  const fpm = shown(request.form.fpm.name);
  if (request.status !== 'Approved') {
    return draw.t('next.partner.late', { fpm });
  }
  return request.offer === undefined ? draw.t('next.partner.approved-late', { fpm }) : line;
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
      return request.reopened === undefined
        ? draw.t('next.partner.in-review', { fpm, decideBy })
        : draw.t('next.partner.reopened', { fpm, decideBy });
    case 'Returned':
      return draw.t('next.partner.returned', { fpm, closeBy: draw.dateTime(request.closeBy) });
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
      return deniedLine(draw, request);
    case 'Assigned':
    case 'Closed':
      return assignedLine(draw, request);
  }
}

function deniedLine(draw: Drawing, request: Denied): string {
  const running = runningOf(request);
  if (running !== undefined) {
    return draw.t('next.denied.running', { n: running.number });
  }
  const hasNoGuide =
    request.reason === 'DENY_NOT_ELIGIBLE' && request.routing.guideUrl === undefined;
  return draw.t(hasNoGuide ? 'next.denied.no-guide' : `next.denied.${request.reason}`);
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
    return completedText(draw, request.outcome);
  }
  return request.contact === undefined
    ? draw.t('next.partner.assigned-chat', { expert, contactBy: draw.dateTime(request.contactBy) })
    : draw.t('next.partner.in-touch', { expert });
}

function completedText(draw: Drawing, { completedAt }: EngagementOutcome): string {
  return draw.t('next.partner.completed', { date: draw.fullDate(completedAt) });
}

/** The FPM's line: who does what by when. Pure. */
export function fpmNext(draw: Drawing, request: NumberedRequest, at: Instant): string {
  const decideBy = draw.dateTime(request.promises.fpmDecideBy);
  switch (request.status) {
    case 'Submitted':
    case 'InReview':
      return undecidedLine(draw, request, decideBy);
    case 'Returned':
      return draw.t('next.fpm.returned', {
        requester: shown(request.requester.name),
        closeBy: draw.dateTime(request.closeBy),
      });
    case 'Withdrawn':
      return withdrawnLine(draw, request);
    case 'Approved':
      return approvedLine(draw, request, decideBy);
    case 'Denied':
      return deniedToFpm(draw, request, at);
    case 'Assigned':
      return assignedToFpm(draw, request);
    case 'Closed':
      return closedToFpm(draw, request);
  }
}

function closedToFpm(draw: Drawing, request: Assigned): string {
  const { outcome, expert } = request;
  if (outcome === undefined) {
    return draw.t('next.fpm.closed', { expert: shown(expert.name) });
  }
  return isFeedbackUnread(request)
    ? draw.t('next.fpm.feedback', { date: draw.fullDate(outcome.completedAt) })
    : completedText(draw, outcome);
}

/** Who denied it, and until when that can be taken back. */
function deniedToFpm(draw: Drawing, request: Denied, at: Instant): string {
  const { deniedBy, reopenBy } = request;
  const when = draw.dateTime(request.deniedAt);
  const said = isReader(draw, deniedBy)
    ? draw.t('next.fpm.denied-you', { when })
    : draw.t('next.fpm.denied', { name: shown(deniedBy.name), when });
  return reopenBy !== undefined && isReopenable(request, at)
    ? `${said} ${draw.t('next.fpm.reopen', { reopenBy: draw.dateTime(reopenBy) })}`
    : said;
}

function approvedLine(draw: Drawing, request: Approved, decideBy: string): string {
  const { offer } = request;
  if (offer === undefined) {
    return draw.t(isLate(request) ? 'next.fpm.nobody-left-late' : 'next.fpm.nobody-left', {
      decideBy,
    });
  }
  const expert = shown(offer.expert.name);
  const answerBy = draw.dateTime(offer.answerBy);
  return isLate(request)
    ? draw.t('next.fpm.approved-late', { expert, answerBy, decideBy })
    : draw.t('next.fpm.approved', { expert, answerBy });
}

function undecidedLine(draw: Drawing, request: NumberedRequest, decideBy: string): string {
  if (isLate(request)) {
    const standIn = request.late?.standIn;
    return standIn === undefined || isReader(draw, standIn)
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
    ? draw.t('next.engagement.preparing', {
        expert: shown(request.expert.name),
        requester: shown(request.requester.name),
        contactBy: draw.dateTime(request.contactBy),
      })
    : draw.t('next.fpm.in-touch', {
        name: shown(request.contact.by.name),
        when: draw.dateTime(request.contact.at),
      });
}
