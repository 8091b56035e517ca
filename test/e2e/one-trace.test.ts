/** One id from what somebody pressed to what another process sends an hour later: two built bots, a strict Graph and a small Teams. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Activity } from 'botbuilder';
import { causeOf } from '../../src/bot/cause-of';
import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import { readPersonas, type PersonaKey } from '../../src/demo/personas';
import { traceOf } from '../../src/trace';
import { STORY_STARTS } from '../support/bot-process';
import { FailpointTeams, TENANT_ID, type Deed } from '../support/failpoint-teams';
import { ALL_ROLES, DESK } from '../support/graph-house';
import { ReplicaBot, type LogLine } from '../support/replica-bot';
import { eventually } from '../support/replica-desk';
import { StrictGraph, type GraphRequest } from '../support/strict-graph';
import { buildBot } from './build-bot';
import { ANSWERS, SENTENCE } from './form-story';

/** The first one builds the bot. */
const OPENS_WITHIN_MS = 180_000;
jest.setTimeout(60_000);

const MAIL = 'POST /users/{id}/sendMail';
const TURN_ENDED = 'A turn has ended.';
const PUT_OFF = 'An effect is tried again later.';
const CARRIED_OUT = 'An effect was carried out.';

const graph = new StrictGraph();
const teams = new FailpointTeams();
let folder = '';
let first: ReplicaBot;
let second: ReplicaBot;
let activities = 0;

/** Somebody does something; the trace that it begins. */
async function act(bot: ReplicaBot, who: PersonaKey, does: Deed): Promise<string> {
  activities += 1;
  const one = { id: `activity-${String(activities)}`, who, place: 'personal' as const, does };
  const activity = await eventually(`${who}: ${JSON.stringify(does)}`, () => {
    try {
      return Promise.resolve(teams.activityOf(one));
    } catch {
      return Promise.resolve(false as const);
    }
  });
  await teams.deliver(bot.endpoint, activity);
  return traceOf(causeOf(activity as unknown as Activity));
}

function lineOf(bot: ReplicaBot, msg: string, fields: object = {}): Promise<LogLine> {
  return eventually(msg, () =>
    Promise.resolve(
      bot.lines.find(
        (line) =>
          line.msg === msg && Object.entries(fields).every(([name, value]) => line[name] === value),
      ) ?? (false as const),
    ),
  );
}

function requestIds(requests: readonly GraphRequest[]): readonly (string | undefined)[] {
  return requests.map(({ headers }) => String(headers['client-request-id']).replaceAll('-', ''));
}

beforeAll(async () => {
  await buildBot();
  await graph.start();
  await teams.open();
  folder = await mkdtemp(join(tmpdir(), 'one-trace-'));
  const people = Object.values(readPersonas(readFileSync(DIRECTORY_FILE, 'utf8')));
  graph.know(
    DESK,
    ...people.map(({ aadObjectId, mail }) => ({
      ...{ id: aadObjectId, mail, kind: 'member' as const, tenantId: '' },
    })),
  );
  const env = {
    SQLITE_FILE: join(folder, 'desk.sqlite'),
    DIRECTORY_FILE,
    DEMO_START: new Date(STORY_STARTS).toISOString(),
    SWEEP_MS: '300',
    MICROSOFT_APP_TENANT_ID: TENANT_ID,
    GRAPH: 'on',
    GRAPH_HOST: graph.baseUrl,
    GRAPH_TOKEN: graph.token(ALL_ROLES),
    MAIL_SENDER: DESK.mail,
    TEAMS_APP_CATALOG_ID: graph.state.app.catalogId,
  };
  first = new ReplicaBot({ env });
  second = new ReplicaBot({ env });
  await first.start();
}, OPENS_WITHIN_MS);

afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
  await teams.close();
  await graph.stop();
  await rm(folder, { recursive: true, force: true });
});

it('follows a press into the log of another process, and into the call to Graph that it makes an hour later', async () => {
  await act(first, 'partner', 'install');
  await act(first, 'partner', { say: SENTENCE });
  await act(first, 'partner', { press: 'form.next', typed: ANSWERS.need });
  await act(first, 'partner', { press: 'form.next', typed: ANSWERS.customer });
  await act(first, 'partner', { press: 'form.next', typed: ANSWERS.why });
  graph.next(MAIL, { status: 503, retryAfter: '3600' });
  const trace = await act(first, 'partner', { press: 'form.submit', typed: { lead: 'true' } });

  await lineOf(first, TURN_ENDED, { trace });
  const putOff = await lineOf(first, PUT_OFF, { trace });
  await first.end('SIGTERM');
  await second.start();
  await act(second, 'operator', { say: 'fast forward 1 hour' });
  const carriedOut = await lineOf(second, CARRIED_OUT, { id: putOff['id'] });

  expect(carriedOut).toMatchObject({ trace, what: 'SendMail' });
  expect(requestIds(graph.to(MAIL)).filter((id) => id === trace).length).toBeGreaterThanOrEqual(2);
});

it('gives another press another id', () => {
  const traces = first.lines.filter(({ msg }) => msg === TURN_ENDED).map(({ trace }) => trace);

  expect(traces.length).toBeGreaterThan(5);
  expect(new Set(traces).size).toBe(traces.length);
});
