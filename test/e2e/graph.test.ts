/**
 * The whole path with Microsoft Graph as the built bot walks it: a strict Graph and a small Teams on this machine, and real time to wait
 * for. Every fault at every call is told by `graph-faults.test.ts`, in one process.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import { readPersonas, type PersonaKey } from '../../src/demo/personas';
import { wordsFor } from '../../src/text/words';
import { BotProcess } from '../support/bot-process';
import { FailpointTeams, TENANT_ID, type Answer, type Deed } from '../support/failpoint-teams';
import { freePort } from '../support/free-port';
import { ALL_ROLES, DESK } from '../support/graph-house';
import { StrictGraph } from '../support/strict-graph';
import { BATCH } from '../support/strict-graph-batch';
import { PEOPLE_ROUTES } from '../support/strict-graph-people';
import { buildBot } from './build-bot';
import { ANSWERS, SENTENCE } from './form-story';

const PATIENCE_MS = 30_000;
/** The first one builds the bot. */
const OPENS_WITHIN_MS = 180_000;
jest.setTimeout(2 * PATIENCE_MS);

const personas = readPersonas(readFileSync(DIRECTORY_FILE, 'utf8'));
const { t: en } = wordsFor('en');
const { t: es } = wordsFor('es');

/** The bot with Graph, and Teams around it. */
class GraphDesk {
  readonly graph = new StrictGraph();
  readonly teams = new FailpointTeams();
  #bot: BotProcess | undefined;

  async open(): Promise<void> {
    await this.graph.start();
    await this.teams.open();
    const people = Object.values(personas).map(({ aadObjectId, mail }) => ({
      ...{ id: aadObjectId, mail, kind: 'member' as const, tenantId: '' },
    }));
    this.graph.know(DESK, ...people);
    this.#bot = await BotProcess.start({
      port: await freePort(),
      env: {
        GRAPH: 'on',
        MICROSOFT_APP_TENANT_ID: TENANT_ID,
        GRAPH_HOST: this.graph.baseUrl,
        GRAPH_TOKEN: this.graph.token(ALL_ROLES),
        GRAPH_USES: 'kickoff,onboarding,meeting',
        MAIL_SENDER: DESK.mail,
        TEAMS_APP_CATALOG_ID: this.graph.state.app.catalogId,
      },
    });
  }

  async close(): Promise<void> {
    await this.#bot?.stop();
    await this.teams.close();
    await this.graph.stop();
  }

  log(): string {
    return this.#bot?.logText() ?? '';
  }

  /** Somebody does something, once everything it needs is shown. */
  async act(
    who: PersonaKey,
    does: Deed,
    place: 'personal' | 'group' = 'personal',
  ): Promise<Answer | undefined> {
    const act = { id: randomUUID(), who, place, does };
    const activity = await this.until(
      () => {
        try {
          return this.teams.activityOf(act);
        } catch {
          return undefined;
        }
      },
      `${who}: ${JSON.stringify(does)}`,
    );
    return this.teams.deliver(this.#bot?.endpoint ?? '', activity);
  }

  async until<Found>(look: () => Found | undefined | false, what: string): Promise<Found> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) {
        return found;
      }
      if (Date.now() > end) {
        throw new Error(`Waited in vain: ${what}\n${this.log()}`);
      }
      await pause(50);
    }
  }

  /** From "request SME" to an offer that lies with the expert. The FPM never had a chat with the bot. */
  async untilOffered(): Promise<void> {
    await this.act('partner', 'install');
    await this.act('sme', 'install');
    await this.act('partner', { say: SENTENCE });
    await this.act('partner', { press: 'form.next', typed: ANSWERS.need });
    await this.act('partner', { press: 'form.next', typed: ANSWERS.customer });
    await this.act('partner', { press: 'form.next', typed: ANSWERS.why });
    await this.act('partner', { press: 'form.submit', typed: { lead: 'true' } });
    await this.act('fpm', { press: 'request.approve-form' });
    await this.act('fpm', { press: 'request.approve' });
  }
}

/** The expert turns the kickoff card to the face on which the meeting is planned. */
async function turnToMeeting(desk: GraphDesk): Promise<void> {
  for (const face of ['more', 'meeting']) {
    await desk.act('sme', { press: 'engagement.turn', chosen: { card: 'kickoff', face } });
  }
}

/** The moments that are proposed to the expert, once there are any. */
function timesIn(teams: FailpointTeams): readonly number[] | undefined {
  const [newest] = teams
    .messages()
    .filter(({ chat }) => chat === 'a:sme')
    .toReversed();
  const found = JSON.stringify(newest?.onScreen).matchAll(/"value":"(\d{13})"/g);
  const times = [...new Set([...found].map(([, at]) => Number(at)))];
  return times.length === 0 ? undefined : times;
}

beforeAll(() => buildBot(), OPENS_WITHIN_MS);

describe('the path through a Graph in which every call goes wrong once', () => {
  const desk = new GraphDesk();
  const { graph, teams } = desk;
  beforeAll(() => desk.open(), OPENS_WITHIN_MS);
  afterAll(() => desk.close());

  it('brings the bot to an FPM who never had a chat with it', async () => {
    graph.next('POST /users/{id}/teamwork/installedApps', { status: 503, retryAfter: '1' });
    graph.next('POST /users/{id}/sendMail', { status: 429, retryAfter: '1' });

    await desk.untilOffered();

    expect([...graph.state.personalApps.keys()]).toEqual([personas.fpm.aadObjectId]);
    const fpms = (): boolean =>
      teams.textsIn('a:fpm').join().includes(en('status.request.Approved'));
    await desk.until(fpms, 'the approval on the card of the FPM');
  });

  it('mails the receipt once, in both forms, in the language of its reader, with the FPM to answer to', async () => {
    const { mail } = personas.partner;
    const receipt = await desk.until(
      () =>
        graph.state.mails.find(
          ({ to, text }) => to === mail && text.includes(es('mail.receipt.intro')),
        ),
      'a receipt',
    );

    expect(receipt).toMatchObject({ sender: DESK.mail, replyTo: personas.fpm.mail });
    expect(receipt.subject).toMatch(/^\[SME-\d+\] /);
    expect(receipt.html).toContain('<html lang="es">');
    const ids = graph.state.mails.map(({ headers }) => headers['message-id']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('makes one kickoff chat for the three, brings the bot in, and posts the kickoff there', async () => {
    graph.next('POST /chats', { status: 429, retryAfter: '1' });
    graph.next('POST /chats/{id}/installedApps', { status: 504 });

    await desk.act('sme', { press: 'offer.accept' });
    const [chat] = await desk.until(
      () => graph.state.chats.some(({ apps }) => apps.length > 0) && graph.state.chats,
      'a chat with the bot in it',
    );
    await desk.until(() => teams.textsIn(chat?.id ?? '').length === 2, 'two posts in it');

    expect(graph.state.chats).toHaveLength(1);
    expect(chat?.topic).toMatch(/^SME-\d+ · /);
    expect(chat?.topic).not.toContain(ANSWERS.customer.tenantName);
    expect(chat?.members.map(({ id }) => id)).toEqual(
      [personas.partner, personas.fpm, personas.sme].map(({ aadObjectId }) => aadObjectId),
    );
    expect(teams.textsIn(chat?.id ?? '')[0]).toContain('Sam Expert');
  });

  it('asks nothing about the people themselves, which is not among its uses', () => {
    const asked = new Set(graph.requests.map(({ route }) => route));

    expect([...PEOPLE_ROUTES, BATCH].filter(({ name }) => asked.has(name))).toEqual([]);
  });

  it('proposes times without calendars as long as they cannot be seen, then around what is busy there', async () => {
    const { mail } = personas.sme;
    const busy = { start: '2026-11-24T00:00:00', end: '2026-11-26T00:00:00' };
    graph.state.busy.set(mail, [busy]);
    graph.next('POST /users/{id}/calendar/getSchedule', { status: 403, code: 'ErrorAccessDenied' });

    await desk.act('sme', { say: 'Termin finden' });
    const unseen = await desk.until(() => timesIn(teams), 'times without calendars');
    await desk.act('sme', { press: 'engagement.turn', chosen: { face: 'front' } });
    await turnToMeeting(desk);
    const seen = await desk.until(() => timesIn(teams), 'times around what is busy');

    const end = Date.parse(`${busy.end}Z`);
    expect(unseen.filter((at) => at < end)).not.toEqual([]);
    expect(seen.filter((at) => at < end)).toEqual([]);
    expect(seen).toHaveLength(3);
  });

  it('puts the meeting into the calendar of the FPM once, and the link onto the kickoff card', async () => {
    graph.next('POST /users/{id}/events', 'drop');

    await desk.act('sme', { press: 'engagement.plan-meeting' });
    const [chat] = graph.state.chats;
    const shown = (): string =>
      JSON.stringify(teams.messages().filter(({ chat: place }) => place === chat?.id));
    await desk.until(() => shown().includes('/l/meetup-join/'), 'the link in the chat');

    expect(graph.to('POST /users/{id}/events')).toHaveLength(2);
    expect(graph.state.events).toHaveLength(1);
    expect(graph.state.events[0]).toMatchObject({
      organizer: personas.fpm.aadObjectId,
      body: {
        subject: chat?.topic,
        attendees: [personas.sme, personas.partner].map(({ mail }) => ({
          emailAddress: { address: mail },
        })),
      },
    });
    expect(JSON.stringify(graph.state.events)).not.toContain(ANSWERS.customer.tenantName);
  });

  it('moves it, and calls it off, where the first try fails', async () => {
    graph.next('PATCH /users/{id}/events/{id}', { status: 504 });
    graph.next('POST /users/{id}/events/{id}/cancel', { status: 429, retryAfter: '1' });
    const start = (): unknown => graph.state.events[0]?.body['start'];

    await turnToMeeting(desk);
    await desk.act('sme', {
      press: 'engagement.plan-meeting',
      typed: { time: 'another', day: '2026-12-02', hour: '10:00' },
    });
    const moved = { dateTime: '2026-12-02T09:00:00', timeZone: 'UTC' };
    await desk.until(() => isDeepStrictEqual(start(), moved), 'the meeting to be moved');
    await turnToMeeting(desk);
    await desk.act('sme', { press: 'engagement.cancel-meeting' });
    await desk.until(() => graph.state.events.length === 0, 'the meeting to be called off');

    expect(graph.to('POST /users/{id}/events')).toHaveLength(2);
  });

  it('asks Graph for nothing that it does not know, and logs no error', () => {
    const odd = graph.requests.filter(({ status }) => status === 400 || status === 404);

    expect(odd).toEqual([]);
    expect(desk.log()).not.toContain('"level":"error"');
  });
});
