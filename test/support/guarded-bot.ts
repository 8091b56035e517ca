/** The edge of the bot as in production, over a real port, with the OpenID server and the connector on this machine. */
import type { FetchBotToken } from '../../src/bot/bot-tokens';
import { type RunningServer, type ServerOptions, startServer } from '../../src/bot/http-server';
import { createServiceUrlRule } from '../../src/bot/service-urls';
import {
  createTeamsAdapter,
  type TeamsAdapterOptions,
  type Turn,
} from '../../src/bot/teams-adapter';
import { CLOUDS, type Cloud } from '../../src/cloud';
import { createLog } from '../../src/log';
import { FixedClock } from './fake-clock';
import { LocalOpenId } from './local-openid';
import { StubConnector } from './stub-connector';
import { APP_ID, claimsOf, signedToken, TENANT, type TokenKey, tokenKey } from './teams-tokens';

/** What differs from the bot as it is in production. */
export interface GuardedBotPlan
  extends Pick<ServerOptions, 'timeouts' | 'bodyLimits'>, Pick<TeamsAdapterOptions, 'watch'> {
  readonly turn?: Turn;
  /** The public one unless given; its keys are on this machine all the same. */
  readonly cloud?: Cloud;
  readonly fetchToken?: FetchBotToken;
  readonly allowedTenants?: readonly string[];
  readonly allowedServiceUrl?: (url: string) => boolean;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export class GuardedBot {
  readonly clock = new FixedClock();
  readonly openId = new LocalOpenId();
  readonly teams = new StubConnector();
  readonly key: TokenKey = tokenKey('key-1', ['webchat', 'msteams']);
  /** Lines that were logged, as they are written. */
  readonly lines: string[] = [];
  turns = 0;
  readonly turnErrors: unknown[] = [];
  #server: RunningServer | undefined;

  static async start(plan: GuardedBotPlan = {}): Promise<GuardedBot> {
    const bot = new GuardedBot();
    bot.openId.published = [bot.key];
    await Promise.all([bot.openId.start(), bot.teams.start()]);
    await bot.#listen(plan);

    return bot;
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  async stop(): Promise<void> {
    await this.#server?.close(100);
    await Promise.all([this.openId.stop(), this.teams.stop()]);
  }

  /** A header that is let in. */
  genuine(claims: object = {}, header: Readonly<Record<string, unknown>> = {}): string {
    const all = { ...claimsOf(this.teams.serviceUrl, this.clock.now()), ...claims };

    return `Bearer ${signedToken(this.key, all, header)}`;
  }

  /** A message as Teams sends it. */
  message(fields: object = {}): object {
    return {
      type: 'message',
      channelId: 'msteams',
      id: 'activity-1',
      serviceUrl: this.teams.serviceUrl,
      conversation: { id: 'chat-1', tenantId: TENANT },
      channelData: { tenant: { id: TENANT } },
      from: { id: '29:person', name: 'Ada', aadObjectId: 'ada' },
      recipient: { id: '28:bot', name: 'SME Desk' },
      text: 'private words',
      ...fields,
    };
  }

  post(body: string | Buffer, headers: Readonly<Record<string, string>>): Promise<Answer> {
    return fetch(`http://127.0.0.1:${String(this.port)}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    }).then(async (answer) => ({ status: answer.status, text: await answer.text() }));
  }

  /** Sends a message with this header, or with none when it is `undefined`. */
  send(authorization: string | undefined, fields: object = {}): Promise<Answer> {
    return this.post(
      JSON.stringify(this.message(fields)),
      authorization === undefined ? {} : { Authorization: authorization },
    );
  }

  async #listen({ turn, timeouts, bodyLimits, ...plan }: GuardedBotPlan): Promise<void> {
    const log = createLog({
      level: 'debug',
      destination: { write: (line) => this.lines.push(line) },
    });
    const adapter = createTeamsAdapter({
      appId: APP_ID,
      allowedTenants: [TENANT],
      issuer: {
        name: (plan.cloud ?? CLOUDS.public).issuer,
        metadataUrl: this.openId.metadataUrl,
      },
      now: () => this.clock.now(),
      connectorTimeoutMs: 10_000,
      allowedServiceUrl: createServiceUrlRule({ local: true }),
      log,
      onTurnError: (_context, error) => {
        this.turnErrors.push(error);
        return Promise.resolve();
      },
      fallbackAnswer: () => undefined,
      ...plan,
    });
    this.#server = await startServer({
      host: '127.0.0.1',
      port: 0,
      log,
      isReady: () => true,
      admit: (authorization) => adapter.admit(authorization),
      onActivity: (res, arrival) =>
        adapter.processActivity(res, arrival, async (context) => {
          this.turns += 1;
          await turn?.(context);
        }),
      ...(timeouts === undefined ? {} : { timeouts }),
      ...(bodyLimits === undefined ? {} : { bodyLimits }),
    });
  }
}
