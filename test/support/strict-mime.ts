/** Reads a mail as a mail program would, and insists on what it needs. */

/** A mail with one plain and one HTML form of the same words. */
export interface ReadMail {
  readonly headers: Readonly<Record<string, string>>;
  readonly to: string;
  readonly subject: string;
  readonly replyTo: string | undefined;
  readonly text: string;
  readonly html: string;
}

/** Why a mail cannot be read. */
export class MimeProblem extends Error {}

const REQUIRED = ['date', 'from', 'to', 'subject', 'message-id', 'mime-version', 'content-type'];

/**
 * Reads MIME content (RFC 5322, RFC 2045-2047): CRLF lines of at most 998 ASCII characters, every header once and on its own line,
 * `multipart/alternative` with plain text first and HTML second, both UTF-8 in base64.
 * @throws MimeProblem
 */
export function readMime(mime: string): ReadMail {
  insist(/^[\x20-\x7e\r\n\t]*$/.test(mime), 'only ASCII may stand in it');
  insist(!/[^\r]\n|\r[^\n]/.test(mime), 'lines end with CRLF');
  insist(
    mime.split('\r\n').every((line) => line.length <= 998),
    'a line is too long',
  );
  const { headers, body } = entity(mime);
  for (const name of REQUIRED) {
    insist(headers[name] !== undefined, `${name} is missing`);
  }
  const [text, html, ...rest] = partsOf(headers['content-type'] ?? '', body);
  insist(text !== undefined && html !== undefined && rest.length === 0, 'two parts are wanted');
  return {
    headers,
    to: headers['to'] ?? '',
    subject: decodedWords(headers['subject'] ?? ''),
    replyTo: headers['reply-to'],
    text: content(text ?? '', 'text/plain'),
    html: content(html ?? '', 'text/html'),
  };
}

function insist(holds: boolean, what: string): void {
  if (!holds) {
    throw new MimeProblem(what);
  }
}

function entity(source: string): {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
} {
  const end = source.indexOf('\r\n\r\n');
  insist(end > 0, 'headers end with an empty line');
  const headers: Record<string, string> = {};
  for (const line of source
    .slice(0, end)
    .replaceAll(/\r\n[ \t]/g, ' ')
    .split('\r\n')) {
    const [, name = '', value = ''] = /^([A-Za-z-]+): (.*)$/.exec(line) ?? [];
    insist(name !== '', 'a line is no header');
    insist(headers[name.toLowerCase()] === undefined, `${name} is there twice`);
    headers[name.toLowerCase()] = value;
  }
  return { headers, body: source.slice(end + 4) };
}

function partsOf(type: string, body: string): readonly string[] {
  const [, boundary] = /^multipart\/alternative; boundary="([\w.-]{1,70})"$/.exec(type) ?? [];
  insist(boundary !== undefined, 'it is no multipart/alternative');
  const pieces = body.split(`--${boundary ?? ''}`);
  insist(pieces.at(-1)?.trim() === '--', 'the last boundary is missing');
  return pieces.slice(1, -1).map((piece) => piece.replace(/^\r\n/, ''));
}

function content(part: string, type: string): string {
  const { headers, body } = entity(part);
  insist(headers['content-type'] === `${type}; charset=utf-8`, `the part is no ${type}`);
  insist(headers['content-transfer-encoding'] === 'base64', 'the part is not in base64');
  insist(
    body.split('\r\n').every((line) => line.length <= 76),
    'a base64 line is too long',
  );
  const bytes = Buffer.from(body.replaceAll('\r\n', ''), 'base64');
  return bytes.toString('utf8');
}

/** Encoded words (RFC 2047) in base64; between two of them a blank says nothing. */
function decodedWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=/gi, (_all, word: string) =>
      Buffer.from(word, 'base64').toString('utf8'),
    );
}
