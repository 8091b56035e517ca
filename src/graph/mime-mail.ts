import { createHash } from 'node:crypto';
import type { Instant } from '../domain/kernel';
import type { OutgoingMail } from '../workflow/ports';

/** How a mail is written down. */
export interface MimeOptions {
  /** The same for the same mail, however often it is sent. */
  readonly key: string;
  readonly mail: OutgoingMail;
  /** When it is sent. */
  readonly at: Instant;
  /** Mail address of the sender; its domain names the message together with the key. */
  readonly from: string;
  /** `base64` is safe on every way; `8bit` can be read with a text editor. */
  readonly encoding: 'base64' | '8bit';
}

/** Ends of lines between headers and parts. */
const CRLF = '\r\n';
/** RFC 2047: an encoded word has at most 75 characters, 45 bytes of them are text. */
const WORD_BYTES = 45;
const BASE64_LINE = /.{1,76}/g;

/**
 * A mail as MIME content (RFC 5322): `multipart/alternative`, plain text before HTML, both UTF-8. `Auto-Submitted` and
 * `X-Auto-Response-Suppress` keep absence notes away. Pure.
 */
export function mimeMail({ key, mail, at, from, encoding }: MimeOptions): string {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const boundary = `sme-desk-${name}`;
  const eol = encoding === '8bit' ? '\n' : CRLF;
  const header = encoding === '8bit' ? oneLine : encodedHeader;
  return [
    `Date: ${dateOf(at)}`,
    `From: ${addressOnly(from)}`,
    `To: ${addressOnly(mail.to)}`,
    ...(mail.replyTo === undefined ? [] : [`Reply-To: ${addressOnly(mail.replyTo)}`]),
    `Subject: ${header(mail.subject)}`,
    `Message-ID: <${name}@${addressOnly(from).split('@').at(-1) ?? ''}>`,
    `Content-Language: ${mail.language}`,
    'Auto-Submitted: auto-generated',
    'X-Auto-Response-Suppress: All',
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part(boundary, encoding, { type: 'text/plain', text: mail.text }),
    ...part(boundary, encoding, { type: 'text/html', text: mail.html }),
    `--${boundary}--`,
    '',
  ].join(eol);
}

/** RFC 5322, section 3.3: `GMT` is a zone that is only read any more, never written. */
function dateOf(at: Instant): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

function part(
  boundary: string,
  encoding: MimeOptions['encoding'],
  { type, text }: { readonly type: string; readonly text: string },
): readonly string[] {
  const lines =
    encoding === '8bit'
      ? [text.replaceAll(/\r\n?/g, '\n')]
      : (Buffer.from(text.replaceAll(/\r\n?|\n/g, CRLF))
          .toString('base64')
          .match(BASE64_LINE) ?? []);
  return [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    ...lines,
    '',
  ];
}

/** Headers are lines: what somebody typed must not begin another. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** An address that is no address of one mailbox any more is not sent to anybody else. */
function addressOnly(text: string): string {
  return oneLine(text)
    .replaceAll(/[\s,;<>"()]+/g, ' ')
    .trim();
}

/** Plain ASCII stays as it is; everything else becomes encoded words on lines of their own. */
function encodedHeader(text: string): string {
  const line = oneLine(text);
  return /^[\x20-\x7e]*$/.test(line) && !line.includes('=?')
    ? line
    : wordsOf(line)
        .map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`)
        .join(`${CRLF} `);
}

/** Pieces of at most {@link WORD_BYTES} bytes; no character is cut in two. */
function wordsOf(line: string): readonly string[] {
  const words = [''];
  for (const char of line) {
    const last = words.at(-1) ?? '';
    if (Buffer.byteLength(last + char) > WORD_BYTES) {
      words.push(char);
    } else {
      words[words.length - 1] = last + char;
    }
  }
  return words;
}
