import { PermanentError, TransientError } from '../../src/errors';
import type { StubAnswer } from './stub-connector';

/** How long a call to Teams may take where the answer never comes: short enough to wait for. */
const SILENT_MS = 150;
/** Everywhere else: long enough on a busy machine. */
const ANSWERED_MS = 10_000;

/** Whether a call that meets this answer ends only by its own timeout. */
function isSilent(answer: StubAnswer): boolean {
  return answer === 'hang' || answer === 'hang-in-body';
}

/** How long a call may take that meets these answers, in milliseconds. */
export function patienceWith(answers: readonly StubAnswer[], silentMs = SILENT_MS): number {
  return answers.some(isSilent) ? silentMs : ANSWERED_MS;
}

function teamsError(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): StubAnswer {
  return { status, headers, body: { error: { code, message: 'words of Teams' } } };
}

/** Everything a connector can do instead of taking a message, and the error it must become. */
export const FAILURES: readonly [string, StubAnswer, object][] = [
  [
    '404 for the message',
    teamsError(404, 'ActivityNotFoundInConversation'),
    { code: 'delivery/gone', details: { status: 404, code: 'ActivityNotFoundInConversation' } },
  ],
  [
    '404 for the chat',
    teamsError(404, 'ConversationNotFound'),
    { code: 'delivery/gone', details: { status: 404, code: 'ConversationNotFound' } },
  ],
  [
    '404 without a word',
    { status: 404, body: '' },
    { code: 'delivery/gone', details: { status: 404 } },
  ],
  [
    '403 for a blocked bot',
    teamsError(403, 'ConversationBlockedByUser'),
    { code: 'delivery/refused', details: { status: 403, code: 'ConversationBlockedByUser' } },
  ],
  [
    '403 because the bot was removed',
    teamsError(403, 'BotNotInConversationRoster'),
    { code: 'delivery/refused', details: { status: 403, code: 'BotNotInConversationRoster' } },
  ],
  [
    '403 without a word',
    { status: 403, body: '' },
    { code: 'delivery/refused', details: { status: 403 } },
  ],
  [
    '403 for a cloud that is not ours',
    teamsError(403, 'InvalidBotApiHost'),
    { code: 'delivery/faulty', details: { status: 403, code: 'InvalidBotApiHost' } },
  ],
  [
    '403 for a scope that is missing',
    teamsError(403, 'NotEnoughPermissions'),
    { code: 'delivery/faulty', details: { status: 403, code: 'NotEnoughPermissions' } },
  ],
  [
    '400',
    teamsError(400, 'BadArgument'),
    { code: 'delivery/faulty', details: { status: 400, code: 'BadArgument' } },
  ],
  [
    '401',
    teamsError(401, 'BotNotRegistered'),
    { code: 'delivery/faulty', details: { status: 401, code: 'BotNotRegistered' } },
  ],
  [
    '413',
    teamsError(413, 'MessageSizeTooBig'),
    { code: 'delivery/faulty', details: { status: 413, code: 'MessageSizeTooBig' } },
  ],
  [
    '500',
    teamsError(500, 'ServiceError'),
    { code: 'delivery/faulty', details: { status: 500, code: 'ServiceError' } },
  ],
  [
    '500 in another language',
    { status: 500, body: '<html>' },
    { code: 'delivery/faulty', details: { status: 500 } },
  ],
  [
    'a code that is text',
    teamsError(400, 'Hello, I am a sentence'),
    { code: 'delivery/faulty', details: { status: 400, code: 'unknown' } },
  ],
  [
    'a redirect',
    { status: 307, headers: { Location: '/teams/elsewhere' } },
    { code: 'delivery/faulty', details: { status: 307 } },
  ],
  [
    '429 with seconds',
    teamsError(429, 'Throttled', { 'Retry-After': '7' }),
    {
      code: 'delivery/throttled',
      details: { status: 429, code: 'Throttled', retryAfterMs: 7_000 },
    },
  ],
  [
    '429 with a date',
    teamsError(429, 'Throttled', { 'Retry-After': 'Mon, 23 Nov 2026 09:00:30 GMT' }),
    {
      code: 'delivery/throttled',
      details: { status: 429, code: 'Throttled', retryAfterMs: 30_000 },
    },
  ],
  [
    '429 with a date gone by',
    teamsError(429, 'Throttled', { 'Retry-After': 'Mon, 23 Nov 2026 08:00:00 GMT' }),
    { code: 'delivery/throttled', details: { status: 429, code: 'Throttled', retryAfterMs: 0 } },
  ],
  [
    '429 with a year',
    teamsError(429, 'Throttled', { 'Retry-After': '31536000' }),
    {
      code: 'delivery/throttled',
      details: { status: 429, code: 'Throttled', retryAfterMs: 3_600_000 },
    },
  ],
  [
    '429 with nonsense',
    teamsError(429, 'Throttled', { 'Retry-After': 'soon' }),
    { code: 'delivery/throttled', details: { status: 429, code: 'Throttled' } },
  ],
  [
    '429 alone',
    teamsError(429, 'Throttled'),
    { code: 'delivery/throttled', details: { status: 429, code: 'Throttled' } },
  ],
  [
    '412',
    teamsError(412, 'PreconditionFailed'),
    { code: 'delivery/unavailable', details: { status: 412, code: 'PreconditionFailed' } },
  ],
  [
    '502',
    { status: 502, body: 'bad gateway' },
    { code: 'delivery/unavailable', details: { status: 502 } },
  ],
  [
    '503 with seconds',
    teamsError(503, 'Busy', { 'Retry-After': '2' }),
    { code: 'delivery/unavailable', details: { status: 503, code: 'Busy', retryAfterMs: 2_000 } },
  ],
  [
    '504',
    teamsError(504, 'GatewayTimeout'),
    { code: 'delivery/unavailable', details: { status: 504, code: 'GatewayTimeout' } },
  ],
  ['a reset', 'reset', { code: 'delivery/unavailable', details: { code: 'ECONNRESET' } }],
  [
    'silence',
    'hang',
    { code: 'delivery/unavailable', details: { code: 'timeout', timeoutMs: SILENT_MS } },
  ],
  [
    'silence after the headers',
    'hang-in-body',
    { code: 'delivery/unavailable', details: { code: 'timeout', timeoutMs: SILENT_MS } },
  ],
];

/** The two kinds are told apart by their class, which is what the dispatcher looks at. */
export function kindOf(expected: object): typeof TransientError | typeof PermanentError {
  return /throttled|unavailable/.test(JSON.stringify(expected)) ? TransientError : PermanentError;
}
