/** The whole product in this process, with tokens at the door: a strict Graph, a strict token service and a small Teams around it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { startApp, type App } from '../../src/app';
import { readConfig } from '../../src/config';
import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import { readPersonas, type PersonaKey } from '../../src/demo/personas';
import { createLog } from '../../src/log';
import { buttonsOf, type ShownButton } from '../e2e/card-reading';
import { ANSWERS, SENTENCE } from '../e2e/form-story';
import { FailpointTeams, type Deed, type WireActivity } from './failpoint-teams';
import { ALL_ROLES, DESK } from './graph-house';
import { LocalOpenId } from './local-openid';
import { StrictGraph } from './strict-graph';
import { StrictTokenService } from './strict-token-service';
import { APP_ID, claimsOf, signedToken, TOKEN_ISSUER, tokenKey } from './teams-tokens';

const PATIENCE_MS = 20_000;
/** The tenant of the small Teams. */
const TENANT = '7f2c3b1e-0000-4000-8000-000000000001';
const BEARER = 'token-of-the-bot';
const CONNECTION = 'graph';
const MORNING = '2026-11-23T10:00:00+01:00';

export const PERSONAS = readPersonas(readFileSync(DIRECTORY_FILE, 'utf8'));

/** What the bot answered to one activity. */
export interface DeskAnswer {
  readonly status: number;
  readonly text: string;
}

export class SignInDesk {
  readonly graph = new StrictGraph();
  readonly teams = new FailpointTeams();
  readonly tokens = new StrictTokenService({
    ...{ bearer: BEARER, appId: APP_ID, connection: CONNECTION },
    issue: (user) => {
      const person = Object.values(PERSONAS).find(({ id }) => id === user);
      return this.graph.userToken(person?.aadObjectId ?? '', ['ChatMessage.Send']);
    },
  });
  readonly lines: string[] = [];
  readonly #openId = new LocalOpenId();
  readonly #key = tokenKey('key-1', ['msteams']);
  readonly #dir = mkdtempSync(join(tmpdir(), 'sign-in-'));
  #apps: App[] = [];
  #turns = 0;

  /** So many processes over one store; without a sign-in where a test wants that. */
  async open(processes: number, env: Readonly<Record<string, string>> = {}): Promise<void> {
    await Promise.all([this.graph.start(), this.tokens.start(), this.teams.open()]);
    this.#openId.published = [this.#key];
    await this.#openId.start();
    const people = Object.values(PERSONAS).map(({ aadObjectId, mail }) => ({
      ...{ id: aadObjectId, mail, kind: 'member' as const, tenantId: '' },
    }));
    this.graph.know(DESK, ...people);
    await this.#start(processes, env);
  }

  /** All processes end, and as many begin on what is stored. */
  async restart(): Promise<void> {
    const { length } = this.#apps;
    await this.#stop();
    await this.#start(length);
  }

  async close(): Promise<void> {
    await this.#stop();
    await Promise.all([this.teams.close(), this.#openId.stop()]);
    await Promise.all([this.graph.stop(), this.tokens.stop()]);
    rmSync(this.#dir, { recursive: true });
  }

  /** From "request SME" to the kickoff card in the chat that Graph has made. */
  async untilKickoff(): Promise<void> {
    await this.act('partner', 'install');
    await this.act('fpm', 'install');
    await this.act('sme', 'install');
    await this.act('partner', { say: SENTENCE });
    await this.act('partner', { press: 'form.next', typed: ANSWERS.need });
    await this.act('partner', { press: 'form.next', typed: ANSWERS.customer });
    await this.act('partner', { press: 'form.next', typed: ANSWERS.why });
    await this.act('partner', { press: 'form.submit', typed: { lead: 'true' } });
    await this.act('fpm', { press: 'request.approve-form' });
    await this.act('fpm', { press: 'request.approve' });
    await this.act('sme', { press: 'offer.accept' });
    await this.until(() => this.#kickoffTurn(), 'the kickoff card');
  }

  /** Somebody does something in their own chat, once everything it needs is shown. */
  async act(who: PersonaKey, does: Deed): Promise<DeskAnswer> {
    const act = { id: randomUUID(), who, place: 'personal' as const, does };
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
    const { endpoint, headers } = this.#next(activity);
    const { status = 0, card } = (await this.teams.deliver(endpoint, activity, headers)) ?? {};
    return { status, text: JSON.stringify(card ?? '') };
  }

  /** Teams tells of a sign-in of somebody, as an invoke in their own chat. */
  invoke(who: PersonaKey, name: string, value: unknown): Promise<DeskAnswer> {
    return this.#send({ ...this.#from(who), type: 'invoke', name, value });
  }

  /** Any other activity of somebody in their own chat. */
  event(who: PersonaKey, name: string, value: unknown): Promise<DeskAnswer> {
    return this.#send({ ...this.#from(who), type: 'event', name, value });
  }

  /** Somebody presses a button of the kickoff card, in the chat of the three. */
  press(who: PersonaKey, verb: string, data: object, id = randomUUID()): Promise<DeskAnswer> {
    const { chat } = this.kickoff();
    const action = { type: 'Action.Execute', verb, data };
    return this.#send({
      ...{ ...this.#from(who), id, type: 'invoke', name: 'adaptiveCard/action', value: { action } },
      conversation: { id: chat, tenantId: TENANT, conversationType: 'groupChat', isGroup: true },
    });
  }

  /** The chat of the three, and the engagement that its card is about. */
  kickoff(): { readonly chat: string; readonly engagement: string } {
    const found = this.#kickoffTurn();
    return { chat: found?.chat ?? '', engagement: idIn(found) };
  }

  /** What stands in that chat in somebody's name. */
  written(): readonly { readonly from: string; readonly content: string }[] {
    const { chat } = this.kickoff();
    return this.graph.state.messages
      .filter((message) => message.chat === chat)
      .map(({ from, content }) => ({ from, content }));
  }

  /** Everything in the FPM's own chat with the bot, as one text. */
  fpmReads(): string {
    return JSON.stringify(this.teams.messages().filter(({ chat }) => chat === 'a:fpm'));
  }

  async until<Found>(look: () => Found | undefined | false, what: string): Promise<Found> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) {
        return found;
      }
      if (Date.now() > end) {
        throw new Error(`Waited in vain: ${what}\n${this.lines.slice(-20).join('')}`);
      }
      await pause(20);
    }
  }

  async #send(activity: object): Promise<DeskAnswer> {
    const { endpoint, headers } = this.#next(activity);
    const body = JSON.stringify(activity);
    const response = await fetch(endpoint, {
      ...{ method: 'POST', body },
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    return { status: response.status, text: await response.text() };
  }

  /** One process after the other; each lets in whom Teams has signed for. */
  #next(activity: object): {
    readonly endpoint: string;
    readonly headers: Readonly<Record<string, string>>;
  } {
    this.#turns += 1;
    const app = this.#apps[this.#turns % this.#apps.length];
    const { serviceUrl } = activity as { readonly serviceUrl: string };
    const claims = claimsOf(serviceUrl, Date.now());
    return {
      endpoint: `http://127.0.0.1:${String(app?.port)}/api/messages`,
      headers: { Authorization: `Bearer ${signedToken(this.#key, claims)}` },
    };
  }

  #from(who: PersonaKey): Omit<WireActivity, 'type'> {
    const place = 'personal' as const;
    const said = this.teams.activityOf({ id: randomUUID(), who, place, does: { say: '' } });
    const { text: _text, textFormat: _format, ...rest } = said;
    return rest;
  }

  #kickoffTurn(): (ShownButton & { readonly chat: string }) | undefined {
    const chats = this.graph.state.chats.map(({ id }) => id);
    for (const { chat, card } of this.teams.messages()) {
      const button = chats.includes(chat)
        ? buttonsOf(card).find(({ verb }) => verb === 'engagement.turn')
        : undefined;
      if (button !== undefined) {
        return { ...button, chat };
      }
    }
    return undefined;
  }

  async #start(processes: number, env: Readonly<Record<string, string>> = {}): Promise<void> {
    const config = readConfig({
      ...{ PROFILE: 'local', HOST: '127.0.0.1', PORT: '0', DEMO_START: MORNING },
      ...{ DIRECTORY_FILE, SQLITE_FILE: join(this.#dir, 'desk.sqlite') },
      ...{ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_TENANT_ID: TENANT, OUTBOX_DIR: this.#dir },
      ...{ GRAPH: 'on', GRAPH_HOST: this.graph.baseUrl, GRAPH_TOKEN: this.graph.token(ALL_ROLES) },
      ...{ TEAMS_APP_CATALOG_ID: this.graph.state.app.catalogId, MAIL: 'outbox' },
      ...{ SIGN_IN_CONNECTION: CONNECTION, SIGN_IN_HOST: this.tokens.baseUrl },
      ...{ SWEEP_MS: '200', LEASE_MS: '2000', CONNECTOR_TIMEOUT_MS: '1500', ...env },
    });
    const log = createLog({
      level: 'info',
      destination: { write: (line) => this.lines.push(line) },
    });
    const expiresAt = Date.now() + 3_600_000;
    for (let n = 0; n < processes; n += 1) {
      this.#apps.push(
        await startApp(config, log, {
          issuer: { name: TOKEN_ISSUER, metadataUrl: this.#openId.metadataUrl },
          fetchToken: () => Promise.resolve({ token: BEARER, expiresAt }),
          allowedServiceUrl: () => true,
        }),
      );
    }
  }

  async #stop(): Promise<void> {
    await Promise.all(this.#apps.map((app) => app.stop()));
    this.#apps = [];
  }
}

/** The record that a button is about. */
function idIn(button: ShownButton | undefined): string {
  const id = button?.payload['id'];
  return typeof id === 'string' ? id : '';
}
