/**
 * One window of the local Teams: a Microsoft 365 Agents Playground as a child program, without
 * telemetry, without a browser of its own, on a fixed port of the loopback address.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';

import { GUARD, quietEnv, type Environment } from './child-env';
import { answersOk, jsonFrom, LOOPBACK, waitForOk } from './http-probe';

const LISTENS_WITHIN_MS = 30_000;

/** What a window needs to start. */
export interface WindowPlan {
  /** File name of its logs. */
  readonly name: string;
  readonly port: number;
  /** Path of its `.m365agentsplayground.yml`. */
  readonly configFile: string;
  /** Where the bot takes activities: `http://…/api/messages`. */
  readonly botEndpoint: string;
  readonly logDir: string;
  readonly env: Environment;
}

/** The log the Playground writes; it says there, and only there, what is wrong with a config. Pure. */
export function windowLog({ logDir, name }: Pick<WindowPlan, 'logDir' | 'name'>): string {
  return join(logDir, `window-${name}.log`);
}

/** Arguments and environment of a window, for `process.execPath`. Not `npx`, no shell: signals reach it. */
export function windowCommand(plan: WindowPlan): {
  readonly args: readonly string[];
  readonly env: Record<string, string>;
} {
  const cli = require.resolve('@microsoft/m365agentsplayground/cli.js');
  const port = String(plan.port);
  return {
    args: [
      ...['--require', GUARD, cli, 'start'],
      ...['-e', plan.botEndpoint, '-c', 'msteams', '--dt', '-p', port],
    ],
    env: {
      ...quietEnv(plan.env),
      TEAMSAPPTESTER_BROWSER: 'none',
      APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: plan.configFile,
      M365_AGENTS_PLAYGROUND_LOGFILE: windowLog(plan),
    },
  };
}

/** Starts the program. It ends by itself when this program ends. */
export function spawnWindow(plan: WindowPlan): ChildProcess {
  const { args, env } = windowCommand(plan);
  mkdirSync(plan.logDir, { recursive: true });
  const errors = openSync(join(plan.logDir, `window-${plan.name}.errors.log`), 'a');
  const child = spawn(process.execPath, args, {
    env,
    stdio: ['ignore', 'pipe', errors, 'ipc'],
    windowsHide: true,
  });
  closeSync(errors);
  return child;
}

/**
 * Resolves with nothing when the window can be used, else with what is wrong. On a busy port the
 * Playground silently takes another one, so the port it names is compared.
 */
export async function whenWindowUsable(
  child: ChildProcess,
  plan: Pick<WindowPlan, 'port'>,
  gone: AbortSignal,
): Promise<string | undefined> {
  const port = await announcedPort(child, gone);
  if (port !== plan.port) {
    return port === undefined
      ? 'does not listen'
      : `found port ${String(plan.port)} taken by another program`;
  }
  const ping = `http://${LOOPBACK}:${String(port)}/_debug/ping`;
  return (await waitForOk(ping, { withinMs: LISTENS_WITHIN_MS, gone }))
    ? undefined
    : 'does not answer';
}

/** The port of the line "Listening on …", the only one that the Playground prints into a pipe. */
function announcedPort(child: ChildProcess, gone: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve) => {
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed = `${printed}${text}`.slice(-200);
      const found = /Listening on (\d+)/.exec(printed);
      if (found !== null) {
        resolve(Number(found[1]));
      }
    });
    const giveUp = (): void => {
      resolve(undefined);
    };
    gone.addEventListener('abort', giveUp, { once: true });
    AbortSignal.timeout(LISTENS_WITHIN_MS).addEventListener('abort', giveUp, { once: true });
  });
}

/**
 * Tells the bot that it is in a conversation of this window; without that it has no address for it. It is the installation that greets,
 * and the page sends one itself when it is opened. False when the window did not take the order. Never throws.
 */
export async function bringInBot(port: number, conversationId: string): Promise<boolean> {
  const orders = `http://${LOOPBACK}:${String(port)}/_internal/v1/customActivities`;
  const query = new URLSearchParams({ conversationId, type: 'botAdded' });
  const activity = await jsonFrom(`${orders}/template?${query.toString()}`);
  return activity !== undefined && (await answersOk(orders, activity));
}
