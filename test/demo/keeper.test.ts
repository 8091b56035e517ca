import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { Keeper, restartDelayMs, type KeptProgram } from '../../src/demo/keeper';

const STAYS = 'process.stdout.write("up"); setInterval(() => {}, 1000)';

/** A program of one line that counts as usable once it has printed something. */
function program(script: string, children: ChildProcess[]): KeptProgram {
  return {
    title: 'The program',
    spawn: () => {
      const child = spawn(process.execPath, ['-e', script], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      children.push(child);
      return child;
    },
    whenUsable: async (child) => {
      await once(child.stdout ?? child, 'data');
      return undefined;
    },
    logTail: () => 'last line of its log',
  };
}

describe('a kept program', () => {
  test('waits longer from restart to restart, at most five seconds', () => {
    const delays = [0, 1, 2, 3, 4, 5, 50].map(restartDelayMs);

    expect(delays).toEqual([300, 600, 1200, 2400, 4800, 5000, 5000]);
  });

  test('is started again when it is killed, and says so', async () => {
    const children: ChildProcess[] = [];
    const said: string[] = [];
    const back = new Promise<void>((resolve) => {
      const keeper: Keeper = new Keeper(program(STAYS, children), (line) => {
        said.push(line);
        if (line.includes('is back')) {
          void keeper.stop().then(resolve);
        }
      });
      void keeper.start().then(() => children[0]?.kill('SIGKILL'));
    });

    await back;

    expect(said).toEqual([
      'The program was ended by SIGKILL; starting it again in 0.3 s.',
      'The program is back.',
    ]);
    expect(children.map(({ signalCode }) => signalCode)).toEqual(['SIGKILL', 'SIGTERM']);
  });

  test('is not started again when it was stopped', async () => {
    const children: ChildProcess[] = [];
    const said: string[] = [];
    const keeper = new Keeper(program(STAYS, children), (line) => said.push(line));
    await keeper.start();

    await keeper.stop();

    expect(children.map(({ signalCode }) => signalCode)).toEqual(['SIGTERM']);
    expect(said).toEqual([]);
  });

  test('tells how its first start failed, with the end of its log', async () => {
    const keeper = new Keeper(program('process.exit(3)', []), () => undefined);

    const problem = await keeper.start();

    expect(problem).toBe('The program ended with code 3.\nlast line of its log');
  });
});
