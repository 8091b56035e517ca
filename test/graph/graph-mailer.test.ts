import { createGraphMailer } from '../../src/graph/graph-mailer';
import type { GraphClient } from '../../src/graph/graph-client';
import type { Mailer, OutgoingMail } from '../../src/workflow/ports';
import { clientOf, DESK, meaningOf } from '../support/graph-house';
import { FAULTS, StrictGraph } from '../support/strict-graph';

const ROUTE = 'POST /users/{id}/sendMail';
const graph = new StrictGraph();

beforeAll(async () => {
  await graph.start();
  graph.know(DESK);
});
afterAll(() => graph.stop());

const MAIL: OutgoingMail = {
  to: 'ada@example.com',
  replyTo: 'fran@example.com',
  subject: '[SME-1042] Aprobada',
  text: 'Qué pasa ahora',
  html: '<p>Qué pasa ahora</p>',
  language: 'es',
};

const SENT = Date.parse('2026-11-27T08:05:09Z');
const mailerOver = (client: GraphClient, sender = DESK.mail): Mailer =>
  createGraphMailer(client, sender, () => SENT);

test('a mail leaves from the one mailbox, in both forms', async () => {
  await mailerOver(clientOf(graph)).send('key', MAIL);

  expect(graph.state.mails).toEqual([
    expect.objectContaining({
      sender: DESK.mail,
      to: 'ada@example.com',
      replyTo: 'fran@example.com',
      subject: MAIL.subject,
      text: MAIL.text,
      html: MAIL.html,
    }),
  ]);
  expect(graph.state.mails[0]?.headers['date']).toBe('Fri, 27 Nov 2026 08:05:09 +0000');
});

test('a repeat carries the same Message-ID, so that whoever looks at it sees one mail', async () => {
  const mailer = mailerOver(clientOf(graph));
  await mailer.send('twice', MAIL);
  await mailer.send('twice', MAIL);

  const ids = graph.state.mails.slice(-2).map(({ headers }) => headers['message-id']);
  expect(new Set(ids).size).toBe(1);
});

/** After these the mail is known to be on its way although the answer broke off behind its status. */
const ACCEPTED = ['an answer cut off'];

test.each(FAULTS.filter(([name]) => !ACCEPTED.includes(name)))(
  'after %s a mail is tried again later, or refused',
  async (_name, fault) => {
    graph.next(ROUTE, fault);

    const sending = mailerOver(clientOf(graph)).send('key', MAIL);

    await expect(sending).rejects.toMatchObject(meaningOf(fault, false));
  },
);

test.each(ACCEPTED)('after %s nothing is sent again: the status has told', async () => {
  const before = graph.state.mails.length;
  graph.next(ROUTE, 'cut');

  await mailerOver(clientOf(graph)).send('key', MAIL);

  expect(graph.state.mails).toHaveLength(before + 1);
});

test('without the permission for the mailbox it is refused', async () => {
  const sending = mailerOver(clientOf(graph, ['Chat.Create'])).send('key', MAIL);

  await expect(sending).rejects.toMatchObject({ code: 'graph/refused' });
});

test('a mailbox that does not exist is gone', async () => {
  const sending = mailerOver(clientOf(graph), 'nobody@contoso.example').send('key', MAIL);

  await expect(sending).rejects.toMatchObject({ code: 'graph/gone' });
});
