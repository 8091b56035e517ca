/** The whole product in this process, as `app.ts` composes it: signed in at its door, with a strict Graph, a small Teams and a clock that is moved by hand. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';

import { startApp, type App } from '../../src/app';
import type { FetchBotToken } from '../../src/bot/bot-tokens';
import { readConfig } from '../../src/config';
import { botEndpoint, DIRECTORY_FILE } from '../../src/demo/bot-child';
import { readPersonas, type PersonaKey } from '../../src/demo/personas';
import { FakeLog } from './fake-log';
import {
  FailpointTeams,
  TENANT_ID,
  type Act,
  type Answer,
  type Deed,
  type WireActivity,
} from './failpoint-teams';
import { ALL_ROLES, DESK } from './graph-house';
import { LocalOpenId } from './local-openid';
import { StrictGraph } from './strict-graph';
import { claimsOf, signedToken, TOKEN_ISSUER, tokenKey } from './teams-tokens';

/** Monday, 10:00 in Madrid and Berlin, 9:00 in Dublin. No holiday anywhere near. */
const STARTS = '2026-11-23T09:00:00Z';
/** For what never comes; whatever needs no time to pass is there long before. */
const SHOWN_WITHIN_MS = 3_000;
/** Days in which hundreds of sends fail are much work: the bound is for what hangs. */
const PASSED_WITHIN_MS = 30_000;
const KEY = tokenKey('key-1', ['msteams']);

/** The beginning of a picture, which is all that is looked at. */
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

/** Everybody the directory of the demo knows, by key. */
export const PERSONAS = readPersonas(readFileSync(DIRECTORY_FILE, 'utf8'));

/** What one house has of its own. */
export interface FaultPlan {
  /** The longest wait for one call: a hang lasts as long. Milliseconds. */
  readonly timeoutMs: number;
  /** On top of the usual ones: another store than memory. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whom the bot asks for its token; it gets one for an hour unless told. */
  readonly fetchToken?: FetchBotToken;
}

const tokenForAnHour: FetchBotToken = () =>
  Promise.resolve({ token: 'the bot', expiresAt: Date.now() + 3_600_000 });

export class FaultHouse {
  readonly graph = new StrictGraph();
  readonly teams = new FailpointTeams();
  readonly log = new FakeLog();
  readonly #openId = new LocalOpenId();
  readonly #plan: FaultPlan;
  #app: App | undefined;
  #hours = 0;
  #token: string | undefined;

  private constructor(plan: FaultPlan) {
    this.#plan = plan;
  }

  /** Ready for the first act. */
  static async open(plan: FaultPlan): Promise<FaultHouse> {
    const house = new FaultHouse(plan);
    const { graph, teams } = house;
    house.#openId.published = [KEY];
    await Promise.all([graph.start(), teams.open(), house.#openId.start()]);
    const people = Object.values(PERSONAS).map(({ aadObjectId, mail }) => ({
      ...{ id: aadObjectId, mail, kind: 'member' as const, tenantId: '' },
      photo: PHOTO,
    }));
    graph.know(DESK, ...people);
    house.#app = await startApp(readConfig(house.#settings()), house.log, {
      issuer: { name: TOKEN_ISSUER, metadataUrl: house.#openId.metadataUrl },
      fetchToken: plan.fetchToken ?? tokenForAnHour,
    });
    return house;
  }

  async close(): Promise<void> {
    await this.#app?.stop();
    await Promise.all([this.teams.close(), this.graph.stop(), this.#openId.stop()]);
  }

  /** Somebody does something, once the button for it is shown. Rejects when that never happens or nobody answers. */
  async act(who: PersonaKey, does: Deed, place: Act['place'] = 'personal'): Promise<Answer> {
    const answer = await this.tell(who, does, place);
    if (answer?.status !== 200) {
      throw new Error(`${who} was not answered: ${JSON.stringify({ does, answer })}`);
    }
    return answer;
  }

  /** The same where the bot may have no way to answer. */
  async tell(
    who: PersonaKey,
    does: Deed,
    place: Act['place'] = 'personal',
  ): Promise<Answer | undefined> {
    const activity = await this.#possible({ id: randomUUID(), who, place, does });
    this.#token ??= signedToken(KEY, claimsOf(String(activity['serviceUrl']), Date.now()));
    return this.teams.deliver(botEndpoint(this.#app?.port ?? 0), activity, {
      authorization: `Bearer ${this.#token}`,
    });
  }

  /** The status of `/healthz` or `/readyz`. */
  async probe(path: 'healthz' | 'readyz'): Promise<number> {
    return (await fetch(`http://127.0.0.1:${String(this.#app?.port ?? 0)}/${path}`)).status;
  }

  /** Settles once something is so: what the bot does by itself comes a little after its answer. Rejects when it never is. */
  async eventually(what: string, isSo: () => boolean, withinMs = SHOWN_WITHIN_MS): Promise<void> {
    const end = performance.now() + withinMs;
    while (!isSo()) {
      if (performance.now() > end) {
        throw new Error(`Not so in the end: ${what}.`);
      }
      await breathe();
    }
  }

  /** Lets so many hours pass; everything that falls due on the way has been carried out then. */
  async pass(hours: number): Promise<void> {
    const arrivals = (): number =>
      this.log.lines.filter(({ message }) => message === 'The demo clock was moved.').length;
    const before = arrivals();
    await this.tell('operator', { say: `fast forward ${String(hours)} hours` });
    // On a busy machine the turn is answered before its end.
    const what = `${String(hours)} hours have passed`;
    await this.eventually(what, () => arrivals() > before, PASSED_WITHIN_MS);
    this.#hours += hours;
  }

  /** Lets time pass until it is the hour again at which the story began. */
  nextMorning(): Promise<void> {
    return this.pass(24 - (this.#hours % 24));
  }

  /** The bot answers first and shows its cards right afterwards. */
  async #possible(act: Act): Promise<WireActivity> {
    const end = performance.now() + SHOWN_WITHIN_MS;
    for (;;) {
      try {
        return this.teams.activityOf(act);
      } catch (error) {
        if (performance.now() > end) {
          throw error;
        }
        await breathe();
      }
    }
  }

  #settings(): Readonly<Record<string, string>> {
    return {
      PROFILE: 'local',
      HOST: '127.0.0.1',
      PORT: '0',
      STORE: 'memory',
      DIRECTORY_FILE,
      DEMO_START: STARTS,
      SWEEP_MS: '600000',
      CONNECTOR_TIMEOUT_MS: String(this.#plan.timeoutMs),
      MICROSOFT_APP_ID: this.graph.state.app.externalId,
      MICROSOFT_APP_TENANT_ID: TENANT_ID,
      GRAPH: 'on',
      GRAPH_HOST: this.graph.baseUrl,
      GRAPH_TOKEN: this.graph.token(ALL_ROLES),
      GRAPH_USES: 'kickoff,onboarding,meeting,feed,people',
      MAIL_SENDER: DESK.mail,
      ...this.#plan.settings,
    };
  }
}
