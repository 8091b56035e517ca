import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What the writer is to do, and after how many acknowledged writes it is killed without warning, if at all. */
export interface WriterOrder {
  readonly file: string;
  readonly first: number;
  readonly count: number;
  readonly killAfter?: number;
}

/** How a writing process ended: `created 7`, `replaced 7` … as acknowledged, and the signal that ended it. */
export interface WriterEnd {
  readonly acknowledged: readonly string[];
  readonly signal: NodeJS.Signals | undefined;
}

/** Runs `store-writer.cjs` on a file, as a second process on the same machine would. */
export async function runWriter(order: WriterOrder): Promise<WriterEnd> {
  const script = require.resolve('./store-writer.cjs');
  const values = [script, order.file, String(order.first), String(order.count)];
  const child = spawn(process.execPath, values, { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  const closed = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === order.killAfter) {
      child.kill('SIGKILL');
    }
  }
  await closed;
  return { acknowledged, signal: child.signalCode ?? undefined };
}
