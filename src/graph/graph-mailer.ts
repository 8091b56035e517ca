import type { Instant } from '../domain/kernel';
import type { Mailer } from '../workflow/ports';
import type { GraphClient } from './graph-client';
import { mimeMail } from './mime-mail';

/**
 * Sends mail from one mailbox, as MIME content: only so it can carry plain text and HTML at once. Graph has no key against repeats: a
 * crash between "accepted" and "settled" sends the mail a second time, under the same `Message-ID`. `202 Accepted` is no promise of
 * delivery. `now` dates it.
 * Source: learn.microsoft.com/graph/api/user-sendmail (MIME format).
 */
export function createGraphMailer(graph: GraphClient, sender: string, now: () => Instant): Mailer {
  return {
    send: (key, mail) => {
      const content = mimeMail({ key, mail, at: now(), from: sender, encoding: 'base64' });
      return graph.tell({
        method: 'POST',
        path: ['users', sender, 'sendMail'],
        name: 'POST /users/{id}/sendMail',
        area: 'mail',
        headers: { 'Content-Type': 'text/plain' },
        body: Buffer.from(content).toString('base64'),
      });
    },
  };
}
