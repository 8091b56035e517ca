import fc from 'fast-check';
import { mimeMail } from '../../src/graph/mime-mail';
import type { OutgoingMail } from '../../src/workflow/ports';
import { readMime } from '../support/strict-mime';

const MAIL: OutgoingMail = {
  to: 'ada@example.com',
  replyTo: 'fran@example.com',
  subject: '[SME-1042] Genehmigt – Übergabe',
  text: 'Grüße\nzweite Zeile',
  html: '<p>Grüße</p>\n<p>zweite Zeile</p>',
  language: 'de',
};

/** A single-digit day. */
const SENT = Date.parse('2026-12-01T23:59:59.999Z');

function mime(mail: Partial<OutgoingMail> = {}, key = 'key'): string {
  return mimeMail({
    ...{ key, at: SENT, from: 'desk@contoso.example', encoding: 'base64' },
    mail: { ...MAIL, ...mail },
  });
}

test('a mail has both forms, its reader language, its sender and whom to answer', () => {
  const read = readMime(mime());

  expect(read).toMatchObject({
    to: 'ada@example.com',
    replyTo: 'fran@example.com',
    subject: MAIL.subject,
    text: 'Grüße\r\nzweite Zeile',
    html: '<p>Grüße</p>\r\n<p>zweite Zeile</p>',
  });
  expect(read.headers).toMatchObject({
    from: 'desk@contoso.example',
    'content-language': 'de',
    'auto-submitted': 'auto-generated',
  });
});

test('it bears the moment at which it is sent, in the form that mail programs write', () => {
  expect(readMime(mime()).headers['date']).toBe('Tue, 01 Dec 2026 23:59:59 +0000');
});

test('nobody is named to answer where nobody is', () => {
  const { replyTo: _nobody, ...mail } = MAIL;
  const content = mimeMail({
    ...{ key: 'key', mail, at: SENT, from: 'desk@contoso.example', encoding: 'base64' },
  });

  expect(readMime(content).replyTo).toBeUndefined();
});

test('a repeat is the same mail to the letter; another key is another message', () => {
  expect(mime()).toBe(mime());
  expect(readMime(mime({}, 'other')).headers['message-id']).not.toBe(
    readMime(mime()).headers['message-id'],
  );
});

test('whatever stands in subject and body arrives as it was, and begins no header', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 400 }),
      (subject, text) => {
        const read = readMime(mime({ subject, text }));

        const expected = text.replaceAll(/\r\n?|\n/g, '\r\n');
        expect(read.text).toBe(expected);
        expect(read.subject).toBe(subject.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '));
        expect(Object.keys(read.headers)).not.toContain('bcc');
      },
    ),
  );
});

test.each(['x\r\nBcc: eve@example.com', 'x\nBcc: eve@example.com', 'x\u2028Bcc: eve@example.com'])(
  'a line break in %j begins no header',
  (text) => {
    const read = readMime(mime({ subject: text, to: text, replyTo: text }));

    expect(read.headers).not.toHaveProperty('bcc');
  },
);

test('an address stays one address', () => {
  const read = readMime(mime({ to: 'ada@example.com, eve@example.com' }));

  expect(read.to).not.toContain(',');
});
