/** Where the bots of a story run: on which store, and how many of them. */
import { CosmosAccount } from '../support/cosmos-account';
import { BotProcess } from '../support/bot-process';
import { BotTeam } from '../support/bot-team';
import { freePort } from '../support/free-port';
import { buildBot } from './build-bot';

/** One of the ways in which the product runs. */
export interface Way {
  readonly store: 'cosmos' | 'sqlite';
  /** Processes over the one store; each gets what comes in turn. */
  readonly bots: number;
}

/** One process with a file, unless `E2E_STORE=cosmos` or `E2E_BOTS=4` say otherwise: so every story can be told on every way. */
export const USUAL_WAY: Way = {
  store: process.env['E2E_STORE'] === 'cosmos' ? 'cosmos' : 'sqlite',
  bots: Number(process.env['E2E_BOTS'] ?? 1),
};

export class BotHouse {
  readonly #bots: BotProcess | BotTeam;
  readonly #account: CosmosAccount | undefined;

  private constructor(bots: BotProcess | BotTeam, account: CosmosAccount | undefined) {
    this.#bots = bots;
    this.#account = account;
  }

  /** Builds the bot when needed, and starts as many as wanted on an empty store. */
  static async open(directoryFile: string, { store, bots }: Way): Promise<BotHouse> {
    await buildBot();
    const account = store === 'cosmos' ? await CosmosAccount.start() : undefined;
    const plan = { directoryFile, ...(account !== undefined && { store: settingsOf(account) }) };
    try {
      const started =
        bots === 1
          ? BotProcess.start({ ...plan, port: await freePort() })
          : BotTeam.start(bots, plan);
      return new BotHouse(await started, account);
    } catch (error) {
      await account?.close();
      throw error;
    }
  }

  /** Where activities are taken. */
  get endpoint(): string {
    return this.#bots.endpoint;
  }

  /** Folder of the store and the outbox. */
  get dir(): string {
    return this.#bots.dir;
  }

  /** Requests that each bot of several was handed. */
  get handed(): readonly number[] {
    return this.#bots instanceof BotTeam ? this.#bots.handed : [];
  }

  /** Kinds of the records in Cosmos DB; none where they are in a file. */
  async kinds(): Promise<ReadonlySet<string>> {
    const query = 'SELECT VALUE c.summary.kind FROM c';
    const found = await this.#account?.container.items.query<string>(query).fetchAll();
    return new Set(found?.resources);
  }

  /** `kill -9` of the bot, of several the one that was asked last; it starts again on what is stored. */
  restart(): Promise<void> {
    return this.#bots.restart();
  }

  /** Ends everything and removes what was kept. */
  async stop(): Promise<void> {
    await this.#bots.stop();
    await this.#account?.close();
  }

  /** Everything the bots have logged. */
  logText(): string {
    return this.#bots.logText();
  }
}

function settingsOf({ location }: CosmosAccount): Readonly<Record<string, string>> {
  const { endpoint, key = '' } = location;
  return { STORE: 'cosmos', COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key };
}
