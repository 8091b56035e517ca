import type { StubAnswer } from '../support/stub-connector';

/**
 * What becomes of a card that Teams did not take (PLATFORM.md section 2.3):
 * - `later`: tried again after the wait, as one request;
 * - `other way`: the chat is closed to the bot; that is remembered, and a ping becomes a mail;
 * - `stuck`: our message or our registration is wrong; the chat is not to blame, nothing is tried again by itself;
 * - `there`: Teams has it although its answer is unreadable; neither sent again nor told by mail.
 */
type Fate = 'later' | 'other way' | 'stuck' | 'there';

/** One thing a connector can do instead of taking a card. */
interface Trap {
  readonly answer: StubAnswer;
  readonly fate: Fate;
  /** Exactly how long Teams asked to wait; otherwise the first back-off. */
  readonly waitMs?: number;
}

/** An answer of Teams with one of its error codes. */
export function refusal(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): { readonly status: number; readonly headers: Record<string, string>; readonly body: object } {
  return { status, headers, body: { error: { code, message: 'words of Teams' } } };
}

function throttled(retryAfter?: string): StubAnswer {
  return refusal(429, 'Throttled', retryAfter === undefined ? {} : { 'Retry-After': retryAfter });
}

const GATEWAY = '<html><h1>502 Bad Gateway</h1></html>';
const SUB_CODE = { code: 'Forbidden', innerHttpError: { subCode: 'MessageWritesBlocked' } };

const TRAPS: Readonly<Record<string, Trap>> = {
  '400 BadArgument': { answer: refusal(400, 'BadArgument'), fate: 'stuck' },
  '401 BotNotRegistered': { answer: refusal(401, 'BotNotRegistered'), fate: 'stuck' },
  '403 BotDisabledByAdmin': { answer: refusal(403, 'BotDisabledByAdmin'), fate: 'other way' },
  '403 BotNotInConversationRoster': {
    answer: refusal(403, 'BotNotInConversationRoster'),
    fate: 'other way',
  },
  '403 ConversationBlockedByUser': {
    answer: refusal(403, 'ConversationBlockedByUser'),
    fate: 'other way',
  },
  '403 MessageWritesBlocked': { answer: refusal(403, 'MessageWritesBlocked'), fate: 'other way' },
  '403 MessageWritesBlocked as sub-code': {
    answer: { status: 403, body: { error: SUB_CODE } },
    fate: 'other way',
  },
  '403 ForbiddenOperationException': {
    answer: refusal(403, 'ForbiddenOperationException'),
    fate: 'other way',
  },
  '403 without a word': { answer: { status: 403, body: '' }, fate: 'other way' },
  '403 InvalidBotApiHost': { answer: refusal(403, 'InvalidBotApiHost'), fate: 'stuck' },
  '403 NotEnoughPermissions': { answer: refusal(403, 'NotEnoughPermissions'), fate: 'stuck' },
  '404 ConversationNotFound': { answer: refusal(404, 'ConversationNotFound'), fate: 'other way' },
  '412 PreconditionFailed': { answer: refusal(412, 'PreconditionFailed'), fate: 'later' },
  '413 MessageSizeTooBig': { answer: refusal(413, 'MessageSizeTooBig'), fate: 'stuck' },
  '429 alone': { answer: throttled(), fate: 'later' },
  '429 with seconds': { answer: throttled('7'), fate: 'later', waitMs: 7_000 },
  '429 with fewer seconds than the back-off': { answer: throttled('0'), fate: 'later' },
  '429 with a date': {
    answer: throttled('Tue, 24 Nov 2026 10:00:45 GMT'),
    fate: 'later',
    waitMs: 45_000,
  },
  '429 with a date gone by': { answer: throttled('Tue, 24 Nov 2026 09:59:00 GMT'), fate: 'later' },
  '429 with nonsense': { answer: throttled('soon'), fate: 'later' },
  '500 ServiceError': { answer: refusal(500, 'ServiceError'), fate: 'stuck' },
  '502 as a web page': { answer: { status: 502, body: GATEWAY }, fate: 'later' },
  '503 alone': { answer: { status: 503, body: '' }, fate: 'later' },
  '503 with seconds': {
    answer: refusal(503, 'Busy', { 'Retry-After': '12' }),
    fate: 'later',
    waitMs: 12_000,
  },
  '504 GatewayTimeout': { answer: refusal(504, 'GatewayTimeout'), fate: 'later' },
  'a reset': { answer: 'reset', fate: 'later' },
  silence: { answer: 'hang', fate: 'later' },
  'silence after the headers': { answer: 'hang-in-body', fate: 'later' },
  '200 with half an answer': { answer: { status: 200, body: '{"id":' }, fate: 'there' },
  '200 as a web page': { answer: { status: 200, body: '<html></html>' }, fate: 'there' },
  '201 without an id': { answer: { status: 201, body: {} }, fate: 'there' },
};

/** The traps with this fate, by name. */
export function trapsThatEnd(fate: Fate): readonly (readonly [string, Trap])[] {
  return Object.entries(TRAPS).filter(([, trap]) => trap.fate === fate);
}
