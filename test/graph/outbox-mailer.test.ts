import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TransientError } from '../../src/errors';
import { createOutboxMailer } from '../../src/graph/outbox-mailer';
import type { Mailer, OutgoingMail } from '../../src/workflow/ports';

const MAIL: OutgoingMail = {
  to: 'ada@example.com',
  subject: 'SME-1: genehmigt – für Sie',
  text: 'Somebody approved it.\nThe next step is theirs.',
  html: '<p>Somebody approved it.<br>The next step is theirs.</p>',
  language: 'de',
};

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Friday, in the zone of nobody. */
const SENT = Date.parse('2026-11-27T08:05:09Z');
const outboxAt = (folder: string): Mailer => createOutboxMailer(folder, () => SENT);

/** The mails in the outbox, in no particular order. */
async function mails(outbox = folder): Promise<readonly string[]> {
  const names = await readdir(outbox);
  return Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
}

/** The lines above the first empty one. */
function headersOf(mail: string | undefined): readonly string[] {
  return (mail ?? '').slice(0, mail?.indexOf('\n\n')).split('\n');
}

it('writes a mail that a mail program can open', async () => {
  await outboxAt(folder).send('request:1 decided', MAIL);

  const names = await readdir(folder);
  expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{24}\.eml$/)]);
  const [mail = ''] = await mails();
  expect(headersOf(mail)).toEqual([
    'Date: Fri, 27 Nov 2026 08:05:09 +0000',
    'From: sme-desk@localhost',
    'To: ada@example.com',
    'Subject: SME-1: genehmigt – für Sie',
    expect.stringMatching(/^Message-ID: <[0-9a-f]{32}@localhost>$/),
    'Content-Language: de',
    'Auto-Submitted: auto-generated',
    'X-Auto-Response-Suppress: All',
    'MIME-Version: 1.0',
    expect.stringMatching(/^Content-Type: multipart\/alternative; boundary="[\w-]+"$/),
  ]);
  expect(mail).toContain(
    `text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${MAIL.text}\n`,
  );
  expect(mail).toContain(
    `text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${MAIL.html}\n`,
  );
});

it('makes the folder when it is not there', async () => {
  const deep = join(folder, 'not', 'yet');

  await outboxAt(deep).send('key', MAIL);

  expect(await mails(deep)).toHaveLength(1);
});

it('writes a mail that comes again over itself', async () => {
  const mailer = outboxAt(folder);
  await mailer.send('key', MAIL);

  await mailer.send('key', { ...MAIL, text: 'Second try.' });

  expect(await mails()).toEqual([expect.stringContaining('Second try.')]);
});

it('keeps mails of different keys apart, whatever is in the key', async () => {
  const mailer = outboxAt(folder);
  const keys = ['key', 'Key', 'key ', '../key', 'a/b\\c:d', ''];

  for (const key of keys) {
    await mailer.send(key, { ...MAIL, text: `of ${key}` });
  }

  expect(await readdir(folder)).toHaveLength(keys.length);
  expect(await readdir(join(folder, '..'))).not.toContain('key');
});

it.each([
  ['a line feed', '\n'],
  ['a carriage return', '\r'],
  ['both', '\r\n'],
  ['several', '\n\r\n\n'],
])('lets %s in a subject or an address begin no header of its own', async (_what, newline) => {
  const subject = `SME-1${newline}Bcc: eve@example.com${newline}${newline}Forged text`;
  const to = `ada@example.com${newline}Cc: eve@example.com`;

  await outboxAt(folder).send('key', { ...MAIL, to, subject });

  const [mail] = await mails();
  const headers = headersOf(mail).map((line) => line.split(':')[0]);
  expect(headers.filter((name) => name === 'Bcc' || name === 'Cc')).toEqual([]);
  expect(headersOf(mail)).toContain('To: ada@example.com Cc: eve@example.com');
  expect(headersOf(mail)).toContain('Subject: SME-1 Bcc: eve@example.com Forged text');
  expect(mail).not.toContain('\r');
});

it('can be tried again when the folder cannot be written to', async () => {
  const blocked = join(folder, 'blocked');
  await writeFile(blocked, 'a file where the folder belongs');

  const error: unknown = await outboxAt(blocked)
    .send('key', MAIL)
    .catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(TransientError);
  expect(error).toMatchObject({ code: 'mail/unavailable', cause: { code: 'EEXIST' } });
  expect((error as TransientError).message).not.toContain('ada@example.com');
});

it('hands the mail over once the folder can be written to again', async () => {
  const blocked = join(folder, 'blocked');
  await writeFile(blocked, 'a file where the folder belongs');
  const mailer = outboxAt(blocked);
  await mailer.send('key', MAIL).catch(() => undefined);
  await rm(blocked);

  await mailer.send('key', MAIL);

  expect(await mails(blocked)).toHaveLength(1);
});
