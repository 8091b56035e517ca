import type { NumberedRequest, Request } from '../domain/request/request';
import type { CardModel } from './card-model';
import { shown, type Drawing, type Picture } from './drawing';
import { turnButton } from './turn-button';

/** Withdraw…: why, in own words; required once an expert was asked. Pure. */
export function withdrawFace(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  const isApproved = request.status === 'Approved';
  const isMissing = picture.notice?.code === 'reason-missing';
  return {
    intro: draw.t(isApproved ? 'withdraw.intro-approved' : 'withdraw.intro', {
      n: request.number,
      fpm: shown(request.form.fpm.name),
    }),
    fields: [
      {
        id: 'reason',
        kind: 'long-text',
        label: draw.t(isApproved ? 'field.withdraw-reason' : 'field.withdraw-reason-optional'),
        value: picture.typed?.['reason'] ?? '',
        hint: draw.t('hint.withdraw-reason'),
        ...(isMissing ? { error: `⚠ ${draw.t('problem.missing')}` } : {}),
      },
    ],
    buttons: [
      {
        title: draw.t('button.withdraw-now', { n: request.number }),
        verb: 'request.withdraw',
        payload: { id: request.id },
        style: 'destructive',
      },
      turnButton(draw, request, 'front', 'button.back'),
    ],
  };
}

/** Whether the requester may still take the request back: once an expert has accepted, the engagement is ended instead. Pure. */
export function isWithdrawable(request: NumberedRequest): boolean {
  return ['Submitted', 'InReview', 'Returned', 'Approved'].includes(request.status);
}
