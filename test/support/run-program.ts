import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../../src/demo/child-env';

/** How a program of the build ended. */
export interface Ended {
  /** `null` for one that was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of the build on top of an empty environment; killed as soon as it has said something, where that is asked. */
export async function runProgram(
  script: string,
  args: readonly string[],
  {
    env = {},
    killAtOnce = false,
  }: { readonly env?: NodeJS.ProcessEnv; readonly killAtOnce?: boolean } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [join('dist', script), ...args], {
    cwd: PROJECT_ROOT,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (killAtOnce) {
    child.stdout.once('data', () => child.kill('SIGKILL'));
  }
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}
