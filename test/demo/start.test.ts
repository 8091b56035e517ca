import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isPortFree } from '../../src/demo/http-probe';
import { runDemo } from '../../src/demo/start';
import { demoPersonas } from '../support/demo-personas';
import { freePort, heldPort } from '../support/free-port';

const STUB_BOT = require.resolve('../support/stub-bot-program.cjs');

/** One run with a collected terminal, stopped as soon as it is up and the bot knows; the folder holds whatever it keeps. */
class DemoRun {
  readonly keptDir = mkdtempSync(join(tmpdir(), 'demo-'));
  readonly stop = new AbortController();
  printed = '';
  complained = '';

  run(args: readonly string[], changes: Parameters<typeof runDemo>[0]['changes'] = {}) {
    return runDemo({
      args,
      env: process.env,
      stop: this.stop.signal,
      print: (text) => {
        this.printed += text;
        if (text.includes('Your local Teams is up')) {
          void this.#logged('conversationUpdate a:personal-').then(() => {
            this.stop.abort();
          });
        }
      },
      complain: (text) => (this.complained += text),
      changes: { keptDir: this.keptDir, personas: demoPersonas(), ...changes },
    });
  }

  /** Resolves when the bot has printed this; the windows' chats are on their way when the windows are up. */
  async #logged(line: string): Promise<void> {
    const log = join(this.keptDir, 'logs', 'bot.log');
    const changes = watch(log)[Symbol.asyncIterator]();
    while (!readFileSync(log, 'utf8').includes(line)) {
      await changes.next();
    }
    await changes.return?.();
  }
}

describe('npm start', () => {
  let demo: DemoRun;

  beforeEach(() => {
    demo = new DemoRun();
  });

  afterEach(() => {
    rmSync(demo.keptDir, { recursive: true });
  });

  test('refuses an unknown person and lists the known ones', async () => {
    const code = await demo.run(['--people', 'partner,nobody']);

    expect(code).toBe(1);
    expect(demo.complained).toContain('Unknown person in --people: "nobody"');
    expect(demo.complained).toContain('partner, fpm, sme, fpm2, operator');
  });

  test('refuses an unknown option and explains the known ones', async () => {
    const code = await demo.run(['--freshh']);

    expect(code).toBe(1);
    expect(demo.complained).toContain("Unknown option '--freshh'");
    expect(demo.complained).toContain('npm start -- --fresh');
  });

  test('explains itself', async () => {
    const code = await demo.run(['--help']);

    expect(code).toBe(0);
    expect(demo.printed).toContain('--people');
  });

  test('names the window whose port is taken and keeps nothing', async () => {
    const { port, server } = await heldPort();
    const personas = demoPersonas({ partner: await freePort(), fpm: port });

    const code = await demo.run(['--people', 'partner,fpm'], {
      personas,
      botPort: await freePort(),
    });

    server.close();
    expect(code).toBe(1);
    expect(demo.complained).toContain(`Port ${port} is taken`);
    expect(demo.complained).toContain('the window "fpm" (Fran Manager)');
    expect(readdirSync(demo.keptDir)).toEqual([]);
  });

  test('names the bot when its port is taken', async () => {
    const { port, server } = await heldPort();

    const code = await demo.run([], { botPort: port });

    server.close();
    expect(code).toBe(1);
    expect(demo.complained).toContain(`Port ${port} is taken by another program, but the bot`);
  });

  test('shows the end of the log of a bot that cannot start', async () => {
    const personas = demoPersonas({ partner: await freePort() });

    const code = await demo.run(['--people', 'partner'], {
      personas,
      botPort: await freePort(),
      botScript: join(demo.keptDir, 'missing.js'),
    });

    expect(code).toBe(1);
    expect(demo.complained).toContain('The bot ended with code 1');
    expect(demo.complained).toContain('missing.js');
  });

  test('brings up bot and window, registers the window, and leaves nothing running', async () => {
    const port = await freePort();
    const botPort = await freePort();

    const code = await demo.run(['--people', 'sme', '--fresh'], {
      personas: demoPersonas({ sme: port }),
      botPort,
      botScript: STUB_BOT,
    });

    expect([code, demo.complained]).toEqual([0, '']);
    expect(demo.printed).toContain(`http://localhost:${port}/`);
    expect(demo.printed).toContain('Sam Expert · Subject matter expert (SME) · speaks German');
    expect(readFileSync(join(demo.keptDir, 'logs', 'bot.log'), 'utf8')).toContain(
      'conversationUpdate a:personal-sme',
    );
    expect(await Promise.all([isPortFree(port), isPortFree(botPort)])).toEqual([true, true]);
  });

  test('forgets only what it kept itself when it starts afresh', async () => {
    for (const name of ['sme-desk.sqlite', 'sme-desk.sqlite-wal', 'notes.txt']) {
      writeFileSync(join(demo.keptDir, name), '');
    }

    await demo.run(['--people', 'sme', '--fresh'], {
      personas: demoPersonas({ sme: await freePort() }),
      botPort: await freePort(),
      botScript: 'missing.js',
    });

    expect(readdirSync(demo.keptDir).sort()).toEqual(['logs', 'notes.txt']);
  });
});
