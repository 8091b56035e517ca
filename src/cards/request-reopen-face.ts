import type { Denied, Request } from '../domain/request/request';
import type { CardModel } from './card-model';
import { shown, type Drawing, type Picture } from './drawing';
import { turnButton } from './turn-button';

/** Reopen…: a mistaken denial is taken back, with words for the requester. Pure. */
export function reopenFace(
  draw: Drawing,
  picture: Picture<Request>,
  request: Denied,
): Partial<CardModel> {
  const isMissing = picture.notice?.code === 'note-missing';
  return {
    intro: draw.t('reopen.intro', { name: shown(request.requester.name) }),
    fields: [
      {
        id: 'note',
        kind: 'long-text',
        label: draw.t('field.note'),
        value: picture.typed?.['note'] ?? '',
        hint: draw.t('hint.note'),
        ...(isMissing ? { error: `⚠ ${draw.t('problem.missing')}` } : {}),
      },
    ],
    buttons: [
      {
        title: draw.t('button.reopen-and-tell'),
        verb: 'request.reopen',
        payload: { id: request.id },
        style: 'positive',
      },
      turnButton(draw, request, 'front', 'button.back'),
    ],
  };
}

/** Whether the denial may still be taken back. Pure. */
export function isReopenable(request: Denied, at: number): boolean {
  return request.reopenBy !== undefined && at < request.reopenBy;
}
