import { createGraphMailer } from '../../src/graph/graph-mailer';
import type { OutgoingMail } from '../../src/workflow/ports';
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

test('a mail leaves from the one mailbox, in both forms', async () => {
  await createGraphMailer(clientOf(graph), DESK.mail).send('key', MAIL);

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
});

test('a repeat carries the same Message-ID, so that whoever looks at it sees one mail', async () => {
  const mailer = createGraphMailer(clientOf(graph), DESK.mail);
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

    const sending = createGraphMailer(clientOf(graph), DESK.mail).send('key', MAIL);

    await expect(sending).rejects.toMatchObject(meaningOf(fault, false));
  },
);

test.each(ACCEPTED)('after %s nothing is sent again: the status has told', async () => {
  const before = graph.state.mails.length;
  graph.next(ROUTE, 'cut');

  await createGraphMailer(clientOf(graph), DESK.mail).send('key', MAIL);

  expect(graph.state.mails).toHaveLength(before + 1);
});

test('without the permission for the mailbox it is refused', async () => {
  const sending = createGraphMailer(clientOf(graph, ['Chat.Create']), DESK.mail).send('key', MAIL);

  await expect(sending).rejects.toMatchObject({ code: 'graph/refused' });
});

test('a mailbox that does not exist is gone', async () => {
  const sending = createGraphMailer(clientOf(graph), 'nobody@contoso.example').send('key', MAIL);

  await expect(sending).rejects.toMatchObject({ code: 'graph/gone' });
});
