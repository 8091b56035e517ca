import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What a sweeping process is to do, and after how many of its check-ins it is killed without warning, if at all. */
export interface SweeperOrder {
  readonly file: string;
  /** It ends by itself when so many check-ins are open and answered. */
  readonly weeks: number;
  readonly killAfter?: number;
}

/** What a sweeping process said before it ended. */
export interface SweeperEnd {
  /** Posts that Teams has taken. */
  readonly posted: number;
  readonly signal: NodeJS.Signals | undefined;
}

/** A process that does not get on is not left behind. */
const PATIENCE_MS = 500_000;

/** Runs `check-in-sweeper.cjs` on a file, as a replica on the same machine would. */
export async function runSweeper({ file, weeks, killAfter }: SweeperOrder): Promise<SweeperEnd> {
  const script = require.resolve('./check-in-sweeper.cjs');
  const child = spawn(process.execPath, [script, file, String(weeks)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  const closed = once(child, 'close');
  const isOver = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const opened = said.filter((one) => one.startsWith('opened')).length;
    if (opened === killAfter && line.startsWith('opened')) {
      child.kill('SIGKILL');
    }
  }
  await closed;
  clearTimeout(isOver);
  return {
    posted: said.filter((line) => line === 'posted').length,
    signal: child.signalCode ?? undefined,
  };
}
