/** One of several built bots over one store: started, killed, ended and started again by a test that reads what it prints. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { BOT_SCRIPT, botEndpoint } from '../../src/demo/bot-child';
import { GUARD, PROJECT_ROOT, quietEnv } from '../../src/demo/child-env';
import { endChild } from '../../src/demo/keeper';

/** A line of the log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** How a process ended, and how long after it was asked to. */
export interface BotEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly afterMs: number;
}

/** What runs, and with which settings on top of those of a local bot without sign-in. */
export interface ReplicaPlan {
  /** Another entry than the built bot. */
  readonly script?: string;
  readonly env: Readonly<Record<string, string>>;
}

const LISTENS = 'SME Desk listens.';

export class ReplicaBot {
  /** Over all starts, oldest first. */
  readonly lines: LogLine[] = [];
  /** What is no line of the log: a message on the way out, for instance. */
  readonly otherOutput: string[] = [];
  readonly #plan: ReplicaPlan;
  #child: ChildProcess | undefined;
  #listens: { readonly port: number; readonly owner: string } | undefined;

  constructor(plan: ReplicaPlan) {
    this.#plan = plan;
  }

  get isUp(): boolean {
    return this.#listens !== undefined;
  }

  /** Where activities are taken; another address after every start. */
  get endpoint(): string {
    return botEndpoint(this.#listens?.port ?? 0);
  }

  /** Its name in leases; another one after every start. */
  get owner(): string {
    return this.#listens?.owner ?? '';
  }

  /** The answer of one of its probes: `healthz` or `readyz`. */
  async probe(name: string): Promise<number> {
    const url = new URL(`/${name}`, this.endpoint);
    return (await fetch(url, { signal: AbortSignal.timeout(10_000) })).status;
  }

  /** Starts it; resolves when it listens. Rejects with what it printed when it ends before. */
  async start(): Promise<void> {
    const child = this.launch();
    await new Promise<void>((resolve, reject) => {
      this.#watch(child, resolve);
      child.once('close', () => {
        reject(new Error(`A bot does not start.\n${this.otherOutput.join('\n')}`));
      });
    });
  }

  /** Starts it without waiting for anything. */
  launch(): ChildProcess {
    const child = spawn(process.execPath, ['--require', GUARD, this.#plan.script ?? BOT_SCRIPT], {
      cwd: PROJECT_ROOT,
      env: { ...quietEnv(process.env), ...LOCAL, ...this.#plan.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    return child;
  }

  /** Sends a message to the program and waits for its answer, for an entry that listens for one. */
  async ask(message: object): Promise<unknown> {
    const child = this.#child!;
    const answered = once(child, 'message') as Promise<[unknown]>;
    child.send(message);
    const [answer] = await answered;
    return answer;
  }

  /** Ends it by a signal, sent as often as told; how it ended. */
  async end(signal: NodeJS.Signals, times = 1): Promise<BotEnd> {
    const child = this.#child;
    this.#listens = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) {
      return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null, afterMs: 0 };
    }
    const asked = performance.now();
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    for (let n = 0; n < times; n += 1) {
      child.kill(signal);
    }
    const [code, by] = await ended;
    return { code, signal: by, afterMs: performance.now() - asked };
  }

  /** Ends it whatever it is doing. */
  async close(): Promise<void> {
    this.#listens = undefined;
    if (this.#child !== undefined) {
      await endChild(this.#child);
    }
  }

  #watch(child: ChildProcess, onListening: () => void): void {
    createInterface({ input: child.stdout! }).on('line', (text) => {
      const line = logLineOf(text);
      if (line === undefined) {
        this.otherOutput.push(text);
        return;
      }
      this.lines.push(line);
      if (line.msg === LISTENS) {
        this.#listens = { port: Number(line['port']), owner: String(line['owner']) };
        onListening();
      }
    });
    createInterface({ input: child.stderr! }).on('line', (text) => this.otherOutput.push(text));
  }
}

const LOCAL = {
  PROFILE: 'local',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'info',
  MICROSOFT_APP_ID: '',
  MICROSOFT_APP_PASSWORD: '',
};

/** A process that is killed may leave half a line. */
function logLineOf(text: string): LogLine | undefined {
  try {
    return text.startsWith('{') ? (JSON.parse(text) as LogLine) : undefined;
  } catch {
    return undefined;
  }
}
