/** The bot of the local Teams as a child program, with the settings of a developer's machine. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { GUARD, PROJECT_ROOT, quietEnv, type Environment } from './child-env';
import { LOOPBACK, waitForOk } from './http-probe';

const READY_WITHIN_MS = 30_000;

/** What the bot needs to start. Paths are absolute. */
export interface BotPlan {
  /** Compiled entry of the bot, usually {@link BOT_SCRIPT}. */
  readonly script: string;
  readonly port: number;
  /** Holds the store and the outbox. */
  readonly storeDir: string;
  readonly directoryFile: string;
  readonly logFile: string;
  readonly env: Environment;
  /** Settings of another store than the SQLite file in the folder. */
  readonly store?: Readonly<Record<string, string>>;
}

/** The compiled bot of this project. */
export const BOT_SCRIPT = join(PROJECT_ROOT, 'dist', 'index.js');
/** The directory that the local Teams comes with. */
export const DIRECTORY_FILE = join(PROJECT_ROOT, 'directory.example.json');

/** What the bot keeps on this machine, by purpose. SQLite writes two more files beside its own. Pure. */
export function storedFiles(storeDir: string): {
  readonly sqliteFile: string;
  readonly outboxDir: string;
} {
  return { sqliteFile: join(storeDir, 'sme-desk.sqlite'), outboxDir: join(storeDir, 'outbox') };
}

/** Settings of a local bot on top of the environment: no sign-in, loopback, SQLite, mail to disk. Pure. */
function botEnv(plan: Omit<BotPlan, 'script' | 'logFile'>): Record<string, string> {
  const { sqliteFile, outboxDir } = storedFiles(plan.storeDir);
  return {
    ...quietEnv(plan.env),
    PROFILE: 'local',
    HOST: LOOPBACK,
    PORT: String(plan.port),
    STORE: 'sqlite',
    SQLITE_FILE: sqliteFile,
    DIRECTORY_FILE: plan.directoryFile,
    OUTBOX_DIR: outboxDir,
    MICROSOFT_APP_ID: '',
    MICROSOFT_APP_PASSWORD: '',
    LEASE_MS: '5000',
    SWEEP_MS: '1000',
    ...plan.store,
  };
}

/** Where a local bot takes activities. Pure. */
export function botEndpoint(port: number): string {
  return `http://${LOOPBACK}:${String(port)}/api/messages`;
}

/** Starts the program; what it prints is added to its log file. It ends by itself when this program ends. */
export function spawnBot(plan: BotPlan): ChildProcess {
  mkdirSync(plan.storeDir, { recursive: true });
  mkdirSync(dirname(plan.logFile), { recursive: true });
  const log = openSync(plan.logFile, 'a');
  const child = spawn(process.execPath, ['--require', GUARD, plan.script], {
    cwd: PROJECT_ROOT,
    env: botEnv(plan),
    stdio: ['ignore', log, log, 'ipc'],
    windowsHide: true,
  });
  closeSync(log);
  return child;
}

/** Resolves with nothing when the bot is ready to take activities, else with what is wrong. */
export async function whenBotUsable(
  { port }: Pick<BotPlan, 'port'>,
  gone: AbortSignal,
): Promise<string | undefined> {
  const readyz = `http://${LOOPBACK}:${String(port)}/readyz`;
  return (await waitForOk(readyz, { withinMs: READY_WITHIN_MS, gone }))
    ? undefined
    : `was not ready within ${String(READY_WITHIN_MS / 1000)} seconds`;
}
