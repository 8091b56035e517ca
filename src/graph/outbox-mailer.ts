import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TransientError } from '../errors';
import type { Mailer } from '../workflow/ports';

/** The local stand-in for sending mail: one file per mail in a folder, named by its key, so that a repeat overwrites itself. */
export function createOutboxMailer(folder: string): Mailer {
  return {
    send: async (key, to, mail) => {
      const name = `${createHash('sha256').update(key).digest('hex').slice(0, 24)}.eml`;
      const lines = [
        `To: ${oneLine(to)}`,
        `Subject: ${oneLine(mail.subject)}`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        mail.text,
        '',
      ];
      try {
        await mkdir(folder, { recursive: true });
        const draft = join(folder, `.${randomUUID()}.draft`);
        await writeFile(draft, lines.join('\n'), 'utf8');
        await rename(draft, join(folder, name));
      } catch (error) {
        throw new TransientError('mail/unavailable', 'A mail could not be written to the outbox.', {
          cause: error,
        });
      }
    },
  };
}

/** Headers are lines: what somebody typed must not begin another. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
