/** Keeps one child program running: starts it, starts it again when it ends by itself, ends it for good. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const BACK_OFF_FIRST_MS = 300;
const BACK_OFF_LAST_MS = 5_000;
/** A program that ran this long was well; its next restart is quick again. */
const STEADY_AFTER_MS = 20_000;
/** After a polite end signal, before the hard one. */
const END_WITHIN_MS = 5_000;

/** A program that is to be kept running. */
export interface KeptProgram {
  /** For the developer's eyes: "The bot", "The window of …". */
  readonly title: string;
  readonly spawn: () => ChildProcess;
  /** Resolves with nothing when usable, else with what is wrong. `gone` fires when the child has ended. */
  readonly whenUsable: (child: ChildProcess, gone: AbortSignal) => Promise<string | undefined>;
  /** Last lines of its log, shown when it does not start. */
  readonly logTail: () => string;
}

/** Milliseconds to wait before the n-th restart in a row, counted from 0: 300, 600, 1200, 2400, 4800, then 5000. Pure. */
export function restartDelayMs(failures: number): number {
  return Math.min(BACK_OFF_LAST_MS, BACK_OFF_FIRST_MS * 2 ** failures);
}

/** How a child ended, in words. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (cause) => {
      resolve(`could not be started (${cause.message})`);
    });
    child.once('exit', (code, signal) => {
      resolve(signal === null ? `ended with code ${String(code)}` : `was ended by ${signal}`);
    });
  });
}

/** Ends a child: politely, and after five seconds without asking. Resolves when it is gone. Never throws. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = endOf(child);
  const hard = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(hard);
}

/** Holds one child program. The first start may fail and says why; later ones are tried until they succeed. */
export class Keeper {
  readonly #program: KeptProgram;
  readonly #say: (line: string) => void;
  readonly #stopping = new AbortController();
  #child: ChildProcess | undefined;
  #failures = 0;

  constructor(program: KeptProgram, say: (line: string) => void) {
    this.#program = program;
    this.#say = say;
  }

  /** Starts for the first time. Resolves with nothing when usable, else with what is wrong; then nothing runs. */
  async start(): Promise<string | undefined> {
    const problem = await this.#run();
    return problem === undefined
      ? undefined
      : `${this.#program.title} ${problem}.\n${this.#program.logTail()}`.trimEnd();
  }

  /** From here on an end is an end: the program is not started again. */
  letGo(): void {
    this.#stopping.abort();
  }

  /** Ends the program for good. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.letGo();
    if (this.#child !== undefined) {
      await endChild(this.#child);
    }
  }

  async #run(): Promise<string | undefined> {
    if (this.#stopping.signal.aborted) {
      return 'is not wanted any more';
    }
    const child = this.#program.spawn();
    this.#child = child;
    const startedAt = performance.now();
    const gone = new AbortController();
    const ended = endOf(child).then((end) => {
      gone.abort();
      return end;
    });
    const problem = await Promise.race([this.#program.whenUsable(child, gone.signal), ended]);
    if (problem !== undefined) {
      await endChild(child);
      return problem;
    }
    void ended.then((end) => {
      this.#failures = performance.now() - startedAt < STEADY_AFTER_MS ? this.#failures : 0;
      return this.#runAgain(end);
    });
    return undefined;
  }

  async #runAgain(end: string): Promise<void> {
    const { signal } = this.#stopping;
    let problem: string | undefined = end;
    while (problem !== undefined && !signal.aborted) {
      const delayMs = restartDelayMs(this.#failures);
      this.#failures += 1;
      this.#say(
        `${this.#program.title} ${problem}; starting it again in ${String(delayMs / 1000)} s.`,
      );
      await pause(delayMs, undefined, { signal }).catch(() => undefined);
      problem = await this.#run();
    }
    if (!signal.aborted) {
      this.#say(`${this.#program.title} is back.`);
    }
  }
}
