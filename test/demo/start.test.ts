import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runDemo } from '../../src/demo/start';
import { demoPersonas } from '../support/demo-personas';
import { freePort, heldPort } from '../support/free-port';

/** One run with a collected terminal; the folder holds whatever it keeps. */
class DemoRun {
  readonly keptDir = mkdtempSync(join(tmpdir(), 'demo-'));
  printed = '';
  complained = '';

  run(args: readonly string[], changes: Parameters<typeof runDemo>[0]['changes'] = {}) {
    return runDemo({
      args,
      env: process.env,
      stop: new AbortController().signal,
      print: (text) => (this.printed += text),
      complain: (text) => (this.complained += text),
      changes: { keptDir: this.keptDir, personas: demoPersonas(), ...changes },
    });
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
});
