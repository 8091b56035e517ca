/** The local Teams as a whole: first the bot, then the windows, then the bot in their chats; all of it kept running. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { botEndpoint, spawnBot, storedFiles, whenBotUsable, type BotPlan } from './bot-child';
import type { Environment } from './child-env';
import { isPortFree } from './http-probe';
import { Keeper, type KeptProgram } from './keeper';
import { logTail } from './log-tail';
import type { Persona, Personas } from './personas';
import { bringInBot, spawnWindow, whenWindowUsable, windowLog } from './playground-window';
import { conversationIdsOf, windowConfig, writeWindowConfig } from './window-config';

/** What is to run. */
export interface LocalTeamsPlan {
  readonly botScript: string;
  readonly botPort: number;
  readonly directoryFile: string;
  /** Store, outbox, window configs and logs go below this folder. */
  readonly keptDir: string;
  /** Everybody there is. */
  readonly personas: Personas;
  /** Those who get a window. */
  readonly windows: readonly Persona[];
  readonly env: Environment;
  /** Told what happens later, one line at a time. */
  readonly say: (line: string) => void;
}

/** Where the parts of a local Teams are kept. Pure. */
export function placesOf({ keptDir }: Pick<LocalTeamsPlan, 'keptDir'>): {
  readonly windowDir: string;
  readonly logDir: string;
  readonly botLog: string;
} {
  const logDir = join(keptDir, 'logs');
  return { windowDir: join(keptDir, 'windows'), logDir, botLog: join(logDir, 'bot.log') };
}

/** A sentence about the first port that another program holds, or nothing. */
export async function busyPort(plan: LocalTeamsPlan): Promise<string | undefined> {
  const wanted = [
    { port: plan.botPort, user: 'the bot' },
    ...plan.windows.map(({ port, key, name }) => ({ port, user: `the window "${key}" (${name})` })),
  ];
  for (const { port, user } of wanted) {
    if (!(await isPortFree(port))) {
      return `Port ${String(port)} is taken by another program, but ${user} needs exactly this one. Is the local Teams running already?`;
    }
  }
  return undefined;
}

/** Removes what earlier runs kept: store, outbox and window configs. Logs stay. */
export function forgetEarlierRuns(plan: LocalTeamsPlan): void {
  const { sqliteFile, outboxDir } = storedFiles(plan.keptDir);
  const beside = ['-wal', '-shm', '-journal'].map((ending) => `${sqliteFile}${ending}`);
  for (const path of [sqliteFile, ...beside, outboxDir, placesOf(plan).windowDir]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Holds the bot and the windows of one run. */
export class LocalTeams {
  readonly #plan: LocalTeamsPlan;
  readonly #bot: Keeper;
  readonly #windows: readonly Keeper[];

  constructor(plan: LocalTeamsPlan) {
    const bot = botPlan(plan);
    this.#plan = plan;
    this.#bot = new Keeper(keptBot(bot), plan.say);
    this.#windows = plan.windows.map(
      (persona) => new Keeper(keptWindow(plan, persona, bot), plan.say),
    );
  }

  /** Resolves with nothing when everybody can talk to the bot, else with what is wrong; then nothing is left running. */
  async start(): Promise<string | undefined> {
    rmSync(placesOf(this.#plan).logDir, { recursive: true, force: true });
    const problem = (await this.#bot.start()) ?? (await this.#startWindows());
    if (problem !== undefined) {
      await this.stop();
    }
    return problem;
  }

  /** Ends the bot, then the windows, so that its last messages still find them. */
  async stop(): Promise<void> {
    for (const window of this.#windows) {
      window.letGo();
    }
    await this.#bot.stop();
    await Promise.all(this.#windows.map((window) => window.stop()));
  }

  async #startWindows(): Promise<string | undefined> {
    const problems = await Promise.all(this.#windows.map((window) => window.start()));
    return problems.find((problem) => problem !== undefined);
  }
}

function botPlan(plan: LocalTeamsPlan): BotPlan {
  return {
    script: plan.botScript,
    port: plan.botPort,
    storeDir: plan.keptDir,
    directoryFile: plan.directoryFile,
    logFile: placesOf(plan).botLog,
    env: { DEMO_START: 'working', ...plan.env },
  };
}

function keptBot(bot: BotPlan): KeptProgram {
  return {
    title: 'The bot',
    spawn: () => spawnBot(bot),
    whenUsable: (_child, gone) => whenBotUsable(bot, gone),
    logTail: () => logTail(bot.logFile),
  };
}

function keptWindow(plan: LocalTeamsPlan, persona: Persona, bot: BotPlan): KeptProgram {
  const { windowDir, logDir } = placesOf(plan);
  const { key, port } = persona;
  const config = windowConfig(persona, plan.personas);
  return {
    title: `The window of ${persona.name} (port ${String(port)})`,
    spawn: () =>
      spawnWindow({
        name: key,
        port,
        configFile: writeWindowConfig(windowDir, key, config),
        botEndpoint: botEndpoint(plan.botPort),
        logDir,
        env: plan.env,
      }),
    whenUsable: async (child, gone) =>
      (await whenWindowUsable(child, { port }, gone)) ??
      // A bot that is being started again would not hear of it.
      ((await whenBotUsable(bot, gone)) === undefined ? undefined : 'found no bot to talk to') ??
      (await bringIn(port, conversationIdsOf(config))),
    logTail: () => logTail(windowLog({ logDir, name: key })),
  };
}

async function bringIn(
  port: number,
  conversationIds: readonly string[],
): Promise<string | undefined> {
  for (const conversationId of conversationIds) {
    if (!(await bringInBot(port, conversationId))) {
      return 'did not take the bot into its chats';
    }
  }
  return undefined;
}
