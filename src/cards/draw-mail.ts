import type { DeliveryAlarm } from '../domain/alarm/delivery-alarm';
import type { Credential } from '../domain/credential/credential';
import type { CardName, MailName, PingCode } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { Language } from '../domain/kernel';
import type { Question } from '../domain/question/question';
import type { Request } from '../domain/request/request';
import type { Sending } from '../domain/setting/sending';
import type { TextKey } from '../text/words';
import type { Fact } from './card-model';
import { modelOfCard, pingText } from './draw-card';
import { drawingFor, type Drawing, type Viewer } from './drawing';
import { questionSubject } from './question-lines';
import { requestStatus } from './request-looks';

/** A mail in two forms with the same words. */
export interface DrawnMail {
  readonly subject: string;
  readonly text: string;
  /** A whole document; nothing in it is loaded from elsewhere. */
  readonly html: string;
  readonly language: Language;
}

/** Where a mail leads: the chat with the bot, and the page that adds the bot for whoever has none yet. */
export interface MailLinks {
  readonly chat: string;
  readonly add: string;
}

/** What a mail is drawn from. */
export interface MailView {
  readonly state: unknown;
  readonly viewer: Viewer;
  readonly at: number;
  /** Absent where the bot has no address in Teams, as in the local demo. */
  readonly links?: MailLinks;
  /** Set for people of other organisations, who reach the bot on another way. */
  readonly account?: 'guest' | 'federated';
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
  P15: 'alarm',
  P16: 'completion',
  P17: 'expert',
  P18: 'request-partner',
  P19: 'credential',
  P20: 'sending',
  P21: 'request-fpm',
};

/** Pings about the bot itself: nobody is named on a request. */
const FOR_OPERATORS: readonly (MailName | PingCode)[] = ['P15', 'P19', 'P20'];

/**
 * S25: what the card says, plain and as HTML, with one link that opens the chat; never a decision by mail. For a ping it also says why
 * it did not come as a card. Pure.
 */
export function drawMail(mail: MailName | PingCode, view: MailView): DrawnMail {
  const draw = drawingFor(view.viewer);
  const model = modelOfCard(CARD_OF[mail], { ...view, face: 'front' });
  const state = view.state as Request | Engagement;
  const parts: readonly Part[] = [
    { lines: [firstLine(draw, mail, view)] },
    { heading: model.title, lines: [model.status ?? '', model.next ?? ''] },
    { lines: [model.intro ?? ''] },
    { lines: linesOf(model.facts) },
    ...(model.sections ?? []).map(({ heading = '', text = '', facts }) => ({
      heading,
      lines: [text, ...linesOf(facts)],
    })),
    ...(isPing(mail) ? [{ lines: [draw.t(noChatKey(view))] }] : []),
    ...linkPart(draw, mail, view),
    { lines: [draw.t(FOR_OPERATORS.includes(mail) ? 'mail.footer.operator' : 'mail.footer')] },
  ];
  const subject = subjectOf(draw, state);
  const read = parts
    .map(plainPart)
    .filter(({ heading, lines }) => heading !== '' || lines.length > 0);
  const { language } = draw;
  return { subject, text: textOf(read), html: htmlOf(read, { subject, language }), language };
}

/** A paragraph with or without a heading, or a link. */
interface Part {
  readonly heading?: string;
  readonly lines: readonly string[];
  readonly url?: string;
}

function noChatKey({ account }: MailView): TextKey {
  return account === undefined ? 'mail.no-chat' : `mail.no-chat.${account}`;
}

/** Somebody of another organisation cannot have the bot in a chat of their own: there is nothing to open. */
function linkPart(
  draw: Drawing,
  mail: MailName | PingCode,
  { links, account }: MailView,
): readonly Part[] {
  if (links === undefined || account === 'federated') {
    return [];
  }
  return isPing(mail)
    ? [{ lines: [draw.t('mail.add')], url: links.add }]
    : [{ lines: [draw.t('mail.open')], url: links.chat }];
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

function isPing(mail: MailName | PingCode): mail is PingCode {
  return /^P\d/.test(mail);
}

function subjectOf(
  draw: Drawing,
  state: Request | Engagement | Question | Credential | Sending | DeliveryAlarm,
): string {
  if ('alarmed' in state) {
    return draw.t('alarm.title');
  }
  if ('told' in state) {
    return draw.t('sending.held');
  }
  if (isCredential(state)) {
    return draw.t('credential.title');
  }
  if ('receivers' in state) {
    return questionSubject(draw, state);
  }
  const number = 'number' in state ? `[SME-${String(state.number)}] ` : '';
  return `${number}${statusOf(draw, state)}`;
}

function isCredential(state: { readonly id: string }): state is Credential {
  return state.id.startsWith('credential:');
}

/** Subjects carry number and status, never a customer's name or typed text. */
function statusOf(draw: Drawing, state: Request | Engagement): string {
  return 'teamsFirst' in state
    ? draw.t(`status.engagement.${state.status}`)
    : draw.t(requestStatus(state));
}

type PlainPart = Required<Omit<Part, 'url'>> & Pick<Part, 'url'>;

function plainPart({ heading = '', lines, ...rest }: Part): PlainPart {
  return {
    ...rest,
    heading: plain(heading),
    lines: lines.flatMap((line) => plain(line).split('\n')).filter((line) => line.trim() !== ''),
  };
}

/** Takes back what only cards need: escapes, and the invisible space in date functions. */
function plain(text: string): string {
  return text.replace(/\\([\\`*_[\]~<>#|.)+-])/g, '$1').replaceAll('\u200b', '');
}

function textOf(parts: readonly PlainPart[]): string {
  return parts
    .map(({ heading, lines, url }) =>
      url === undefined
        ? [heading, ...lines].filter((line) => line !== '').join('\n')
        : `${lines.join(' ')}: ${url}`,
    )
    .join('\n\n');
}

/** No colours, no pictures, no tables: it reads in every mail program, light and dark, on a phone and aloud. */
function htmlOf(
  parts: readonly PlainPart[],
  { subject, language }: { readonly subject: string; readonly language: Language },
): string {
  const body = parts.map(({ heading, lines, url }) => {
    const head = heading === '' ? '' : `<h2>${escaped(heading)}</h2>\n`;
    const words = lines.map(escaped).join('<br>\n');
    const inner = url === undefined ? words : `<a href="${escaped(url)}">${words}</a>`;
    return `${head}${words === '' ? '' : `<p>${inner}</p>`}`;
  });
  return [
    '<!DOCTYPE html>',
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body>',
    ...body,
    '</body>',
    '</html>',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
