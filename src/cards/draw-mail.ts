import type { CardName, MailName, PingCode } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { Question } from '../domain/question/question';
import type { Request } from '../domain/request/request';
import type { CardModel, Fact } from './card-model';
import { modelOfCard, pingText } from './draw-card';
import { drawingFor, type Drawing, type Viewer } from './drawing';
import { questionSubject } from './question-lines';

/** A mail as plain text. */
export interface DrawnMail {
  readonly subject: string;
  readonly text: string;
}

/** What a mail is drawn from. */
export interface MailView {
  readonly state: unknown;
  readonly viewer: Viewer;
  readonly at: number;
}

/** The card whose words each mail says. */
const CARD_OF: Readonly<Record<MailName | PingCode, CardName>> = {
  receipt: 'request-partner',
  arrival: 'request-fpm',
  decision: 'request-partner',
  closing: 'completion',
  unacknowledged: 'request-fpm',
  P1: 'request-fpm',
  P2: 'request-partner',
  P3: 'request-partner',
  P4: 'request-partner',
  P5: 'offer',
  P6: 'kickoff',
  P7: 'question',
  P8: 'today',
  P9: 'request-fpm',
  P10: 'request-fpm',
  P11: 'check-in',
  P12: 'blocker',
  P13: 'completion',
  P14: 'request-partner',
  P16: 'completion',
  P17: 'expert',
  P18: 'request-partner',
};

/** S25: what the card says, as plain text; never a decision by mail. For a ping it also says why it did not come as a card. Pure. */
export function drawMail(mail: MailName | PingCode, view: MailView): DrawnMail {
  const draw = drawingFor(view.viewer);
  const model = modelOfCard(CARD_OF[mail], { ...view, face: 'front' });
  const state = view.state as Request | Engagement;
  const parts = [
    firstLine(draw, mail, view),
    headOf(model),
    ...linesOf(model.facts),
    ...(model.sections ?? []).map(
      ({ heading = '', text = '', facts }) => `\n${[heading, text, ...linesOf(facts)].join('\n')}`,
    ),
    '',
    ...(isPing(mail) ? [draw.t('mail.no-chat')] : []),
    draw.t('mail.footer'),
  ];
  return {
    subject: subjectOf(draw, state),
    text: plain(parts.join('\n')).replace(/\n{3,}/g, '\n\n'),
  };
}

function linesOf(facts: readonly Fact[] = []): readonly string[] {
  return facts.map(({ title, value }) => `${title}: ${value}`);
}

function firstLine(draw: Drawing, mail: MailName | PingCode, view: MailView): string {
  if (!isPing(mail)) {
    return draw.t(`mail.${mail}.intro`);
  }
  return pingText(view, mail) ?? subjectOf(draw, view.state as Request | Engagement);
}

function headOf({ title, status = '', next = '', intro = '' }: CardModel): string {
  return `\n${title}\n${status}\n${next}\n\n${intro}\n`;
}

function isPing(mail: MailName | PingCode): mail is PingCode {
  return /^P\d/.test(mail);
}

function subjectOf(draw: Drawing, state: Request | Engagement | Question): string {
  if ('receivers' in state) {
    return questionSubject(draw, state);
  }
  const number = 'number' in state ? `[SME-${String(state.number)}] ` : '';
  return `${number}${statusOf(draw, state)}`;
}

/** Subjects carry number and status, never a customer's name or typed text. */
function statusOf(draw: Drawing, state: Request | Engagement): string {
  return 'teamsFirst' in state
    ? draw.t(`status.engagement.${state.status}`)
    : draw.t(`status.request.${state.status}`);
}

/** Takes back what only cards need: escapes, and the invisible space in date functions. */
function plain(text: string): string {
  return text.replace(/\\([\\`*_[\]~<>#|.)+-])/g, '$1').replaceAll('\u200b', '');
}
