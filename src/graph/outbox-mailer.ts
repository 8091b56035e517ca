import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../domain/kernel';
import { TransientError } from '../errors';
import type { Mailer } from '../workflow/ports';
import { mimeMail } from './mime-mail';

/** Whoever really sends them puts their own mailbox here. */
const FROM = 'sme-desk@localhost';

/** Mails to disk instead of sending them: one file per mail in a folder, named by its key, so that a repeat overwrites itself. `now` dates them. */
export function createOutboxMailer(folder: string, now: () => Instant): Mailer {
  return {
    send: async (key, mail) => {
      const name = `${createHash('sha256').update(key).digest('hex').slice(0, 24)}.eml`;
      const content = mimeMail({ key, mail, at: now(), from: FROM, encoding: '8bit' });
      try {
        await mkdir(folder, { recursive: true });
        const draft = join(folder, `.${randomUUID()}.draft`);
        await writeFile(draft, content, 'utf8');
        await rename(draft, join(folder, name));
      } catch (error) {
        throw new TransientError('mail/unavailable', 'A mail could not be written to the outbox.', {
          cause: error,
        });
      }
    },
  };
}
