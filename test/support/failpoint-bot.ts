/** The built bot with failpoints: it can be told to kill itself at one of them, and started again on what it stored. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import {
  BOT_SCRIPT,
  botEndpoint,
  DIRECTORY_FILE,
  spawnBot,
  storedFiles,
} from '../../src/demo/bot-child';
import { endChild } from '../../src/demo/keeper';

/** Points in the order in which they were passed: `before:<name>` and `after:<name>`. */
export type Passed = readonly string[];

const FAILPOINTS = require.resolve('./failpoints.cjs');
/** Monday, 2026-11-23, 10:00 UTC: working hours in Madrid, Dublin and Berlin, and no holiday. */
const MORNING = Date.UTC(2026, 10, 23, 10);

export class FailpointBot {
  readonly dir = mkdtempSync(join(tmpdir(), 'failpoints-'));
  readonly #aheadMs = MORNING - Date.now();
  #child: ChildProcess | undefined;
  #port = 0;

  /** Where activities are taken; another address after every start. */
  get endpoint(): string {
    return botEndpoint(this.#port);
  }

  /** The moment it is for the bot. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  get files(): ReturnType<typeof storedFiles> {
    return storedFiles(this.dir);
  }

  get isDead(): boolean {
    const { exitCode, signalCode } = this.#child ?? {};
    return typeof exitCode === 'number' || typeof signalCode === 'string';
  }

  /** Points at which it died so far, as `<point>#<n>`. */
  get deaths(): readonly string[] {
    return existsSync(this.#mark)
      ? readFileSync(this.#mark, 'utf8').split('\n').filter(Boolean)
      : [];
  }

  /** Everything it has printed, over all starts. */
  logText(): string {
    return existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : '';
  }

  /** Starts it on what it stored; resolves when it takes activities, or when it has died at the point. */
  async start(point?: string): Promise<void> {
    const child = spawnBot({
      script: FAILPOINTS,
      port: 0,
      storeDir: this.dir,
      directoryFile: DIRECTORY_FILE,
      logFile: this.#log,
      env: {
        ...process.env,
        FAILPOINT_DIST: dirname(BOT_SCRIPT),
        FAILPOINT_MARK: this.#mark,
        FAILPOINT_AHEAD_MS: String(this.#aheadMs),
        FAILPOINT: point,
      },
    });
    this.#child = child;
    const before = this.deaths.length;
    try {
      const { listens } = await nextMessage<{ readonly listens: number }>(child);
      this.#port = listens;
    } catch (cause) {
      if (this.deaths.length === before) {
        throw new Error(`The bot does not start.\n${this.logText()}`, { cause });
      }
    }
  }

  /** Has it die at this point, or at none; what it passed since the last call. `undefined` when it is dead. */
  async arm(point?: string): Promise<Passed | undefined> {
    const child = this.#child;
    if (child === undefined || this.isDead) {
      return undefined;
    }
    const answer = nextMessage<{ readonly passed: Passed }>(child);
    child.send({ arm: point }, () => undefined);
    return answer.then(
      ({ passed }) => passed,
      () => undefined,
    );
  }

  /** Settles when it has died; rejects when it does not within the time. */
  async death(withinMs: number): Promise<void> {
    const child = this.#child;
    if (child !== undefined && !this.isDead) {
      await once(child, 'exit', { signal: AbortSignal.timeout(withinMs) });
    }
  }

  /** Ends it and removes what it stored. */
  async close(): Promise<void> {
    if (this.#child !== undefined) {
      await endChild(this.#child);
    }
    rmSync(this.dir, { recursive: true, force: true });
  }

  get #log(): string {
    return join(this.dir, 'bot.log');
  }

  get #mark(): string {
    return join(this.dir, 'deaths');
  }
}

/** The next message of a child; rejects when it ends first. */
function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      child.off('exit', onExit);
      resolve(message as Message);
    };
    const onExit = (): void => {
      child.off('message', onMessage);
      reject(new Error('The bot has died.'));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}
