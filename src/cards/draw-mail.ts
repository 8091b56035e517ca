import type { MailName, PingCode } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import { isNumbered, type Request } from '../domain/request/request';
import type { CardModel } from './card-model';
import { drawingFor, type Drawing, type Viewer } from './drawing';
import { pingText } from './draw-card';
import { completionCard } from './completion-card';
import { requestFpmCard } from './request-fpm-card';
import { requestPartnerCard } from './request-partner-card';

/** A mail as plain text. */
export interface DrawnMail {
  readonly subject: string;
  readonly text: string;
}

/** S25: what the card says, as plain text; never a decision by mail. For a ping it also says why it did not come as a card. Pure. */
export function drawMail(
  mail: MailName | PingCode,
  view: { readonly state: unknown; readonly viewer: Viewer; readonly at: number },
): DrawnMail {
  const draw = drawingFor(view.viewer);
  const model = modelOf(mail, view);
  const state = view.state as Request | Engagement;
  const number = 'number' in state ? `[SME-${String(state.number)}] ` : '';
  const first = isPing(mail) ? pingText(draw, mail, view.state) : draw.t(`mail.${mail}.intro`);
  const lines = [
    first,
    '',
    plain(model.title),
    ...[model.status, model.next]
      .filter((line) => line !== undefined && line !== '')
      .map((line) => plain(line ?? '')),
    '',
    ...(model.facts ?? []).map(({ title, value }) => `${title}: ${plain(value)}`),
    ...(model.sections ?? []).flatMap(({ heading, text }) => [
      '',
      ...(heading === undefined ? [] : [heading]),
      plain(text ?? ''),
    ]),
    '',
    ...(isPing(mail) ? [draw.t('mail.no-chat')] : []),
    draw.t('mail.footer'),
  ];
  return { subject: `${number}${subjectStatus(draw, state)}`, text: lines.join('\n') };
}

function isPing(mail: MailName | PingCode): mail is PingCode {
  return /^P\d/.test(mail);
}

/** Subjects carry number and status, never a customer's name or typed text. */
function subjectStatus(draw: Drawing, state: Request | Engagement): string {
  return 'teamsFirst' in state
    ? draw.t(`status.engagement.${state.status}`)
    : draw.t(`status.request.${state.status}`);
}

function modelOf(
  mail: MailName | PingCode,
  view: { readonly state: unknown; readonly viewer: Viewer; readonly at: number },
): CardModel {
  const state = view.state as Request | Engagement;
  const picture = { face: 'front' as const, viewer: view.viewer, at: view.at };
  if ('teamsFirst' in state) {
    return completionCard({ ...picture, state });
  }
  const isForFpm =
    mail === 'arrival' || (isNumbered(state) && view.viewer.person === state.form.fpm.id);
  return isForFpm
    ? requestFpmCard({ ...picture, state })
    : requestPartnerCard({ ...picture, state });
}

/** Takes back the escapes that only cards need. */
function plain(text: string): string {
  return text.replace(/\\([\\`*_[\]~<>#|.)+-])/g, '$1');
}
