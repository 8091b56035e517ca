/** The built bot (`dist/index.js`) as a program of its own, for tests that kill and restart it. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  BOT_SCRIPT,
  botEndpoint,
  DIRECTORY_FILE,
  spawnBot,
  whenBotUsable,
} from '../../src/demo/bot-child';
import { endChild } from '../../src/demo/keeper';

/** Where the clock of every tested bot starts: Monday, 23 November 2026, 09:10 in Madrid. No holiday anywhere near. */
export const STORY_STARTS = Date.parse('2026-11-23T08:10:00Z');

/** Any story can be told with messages that arrive late: `E2E_LATE_MS=1500 npx jest test/e2e`. */
const LATE = process.env['E2E_LATE_MS'];
const SCRIPT = LATE === undefined ? BOT_SCRIPT : require.resolve('./late-bot.cjs');

/** A bot to be started. What it keeps goes to a temporary folder and is removed at the end. */
export interface BotProcessPlan {
  readonly port: number;
  /** Another entry than the built bot. */
  readonly script?: string;
  readonly directoryFile?: string;
  /** Settings on top of the local ones that do not concern port, store or outbox. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder that others share: what is kept and printed goes there, and stays. */
  readonly dir?: string;
  /** Settings of another store than SQLite; what it holds is not removed. */
  readonly store?: Readonly<Record<string, string>>;
}

export class BotProcess {
  readonly endpoint: string;
  /** Folder of the store and the outbox; stays the same over restarts. */
  readonly dir: string;
  readonly #plan: BotProcessPlan;
  #child: ChildProcess | undefined;

  private constructor(plan: BotProcessPlan) {
    this.#plan = plan;
    this.endpoint = botEndpoint(plan.port);
    this.dir = plan.dir ?? mkdtempSync(join(tmpdir(), 'bot-'));
  }

  /** Starts and waits until the bot is ready. Rejects with its log when it is not. */
  static async start(plan: BotProcessPlan): Promise<BotProcess> {
    const bot = new BotProcess(plan);
    await bot.#run();
    return bot;
  }

  /** Ends the program by a signal and waits for its end. What it stored stays. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child?.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
  }

  /** Starts again on what was stored, after {@link kill} or a crash; ends the running one first. */
  async restart(): Promise<void> {
    await this.kill();
    await this.#run();
  }

  /** Ends politely and removes what was stored. */
  async stop(): Promise<void> {
    if (this.#child !== undefined) {
      await endChild(this.#child);
    }
    if (this.#plan.dir === undefined) {
      rmSync(this.dir, { recursive: true, force: true });
    }
  }

  /** Everything the bot has printed, over all restarts. */
  logText(): string {
    return existsSync(this.#logFile) ? readFileSync(this.#logFile, 'utf8') : '';
  }

  get #logFile(): string {
    return join(this.dir, 'bot.log');
  }

  async #run(): Promise<void> {
    const child = spawnBot({
      script: this.#plan.script ?? SCRIPT,
      port: this.#plan.port,
      storeDir: this.dir,
      directoryFile: this.#plan.directoryFile ?? DIRECTORY_FILE,
      logFile: this.#logFile,
      env: {
        ...process.env,
        ...(LATE === undefined ? {} : { LATE_BOT: BOT_SCRIPT }),
        DEMO_START: new Date(STORY_STARTS).toISOString(),
        ...this.#plan.env,
      },
      ...(this.#plan.store !== undefined && { store: this.#plan.store }),
    });
    this.#child = child;
    const gone = new AbortController();
    child.once('exit', () => {
      gone.abort();
    });
    const problem = await whenBotUsable(this.#plan, gone.signal);
    if (problem !== undefined) {
      const log = this.logText();
      await this.stop();
      throw new Error(`The bot on port ${String(this.#plan.port)} ${problem}.\n${log}`);
    }
  }
}
