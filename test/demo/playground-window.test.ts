import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { endChild, Keeper } from '../../src/demo/keeper';
import { logTail } from '../../src/demo/log-tail';
import {
  bringInBot,
  spawnWindow,
  whenWindowUsable,
  windowCommand,
  windowLog,
  type WindowPlan,
} from '../../src/demo/playground-window';
import { conversationIdsOf, windowConfig, writeWindowConfig } from '../../src/demo/window-config';
import { demoPersonas } from '../support/demo-personas';
import { freePort, heldPort } from '../support/free-port';
import { Playground } from '../support/playground';
import { StubBot } from '../support/stub-bot';

const personas = demoPersonas();
const config = windowConfig(personas.partner, personas);

/** A parent that starts the given program with a channel and lends it its output. */
const PARENT = `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, JSON.parse(process.argv[1]), {
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
  });
`;

/** Whether a TCP connection to this address comes about. */
async function isReachable(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  const reached = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return reached;
}

describe('a window of the local Teams', () => {
  let bot: StubBot;
  let playground: Playground;
  let port: number;

  beforeEach(async () => {
    bot = await StubBot.start();
    port = await freePort();
    playground = await Playground.start({ config, port, botEndpoint: bot.endpoint });
  });

  afterEach(async () => {
    await playground.close();
    await bot.close();
  });

  test('listens on the loopback address and nowhere else', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, scopeid }) => !internal && (scopeid ?? 0) === 0)
      .map(({ address }) => address);

    const reached = await Promise.all(others.map((address) => isReachable(address, port)));

    expect(await isReachable('127.0.0.1', port)).toBe(true);
    expect(reached).not.toContain(true);
  });

  test('tells the bot about its installations, as the person at the window', async () => {
    for (const conversationId of conversationIdsOf(config)) {
      await playground.install(conversationId);
    }

    const installed = await bot.hear(3, ({ type }) => type === 'installationUpdate');

    expect(installed.map(({ conversation }) => conversation.id).sort()).toEqual(
      [...conversationIdsOf(config)].sort(),
    );
    for (const activity of installed) {
      expect(activity.action).toBe('add');
      expect(activity.from.aadObjectId).toBe(personas.partner.aadObjectId);
      expect(activity.serviceUrl).toBe(`http://localhost:${port}/_connector`);
    }
  });

  test('can bring the bot into a chat without an installation, which would greet before anybody looks', async () => {
    const [conversationId = ''] = conversationIdsOf(config);
    const isTaken = await bringInBot(port, conversationId);

    const [added] = await bot.hear(1, ({ type }) => type === 'conversationUpdate');
    expect([isTaken, await bringInBot(port, 'a:nowhere')]).toEqual([true, false]);
    expect(bot.heard.map(({ type }) => type)).toEqual(['conversationUpdate']);
    expect(added).toMatchObject({
      conversation: { id: conversationId },
      from: { aadObjectId: personas.partner.aadObjectId },
      serviceUrl: `http://localhost:${port}/_connector`,
    });
    expect(added?.membersAdded).toContainEqual(
      expect.objectContaining({ id: added?.recipient.id }),
    );
  });
});

describe('the program of a window', () => {
  let dir: string;
  let plan: WindowPlan;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'window-'));
    plan = {
      name: 'partner',
      port: await freePort(),
      configFile: writeWindowConfig(dir, 'partner', config),
      botEndpoint: 'http://127.0.0.1:9/api/messages',
      logDir: dir,
      env: process.env,
    };
  });

  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  test('ends when its parent is killed without a chance to end it', async () => {
    const { args, env } = windowCommand(plan);
    const parent = spawn(process.execPath, ['-e', PARENT, JSON.stringify(args)], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];

    parent.kill('SIGKILL');
    await once(parent, 'close'); // fires when nobody holds the output any more, the window included

    expect(line).toBe(`Listening on ${plan.port}`);
    expect(parent.signalCode).toBe('SIGKILL');
  });

  test('says what is wrong with its config', async () => {
    const wrong = { ...config, users: config.users.slice(1) };
    const configFile = writeWindowConfig(dir, 'wrong', wrong);
    const keeper = new Keeper(
      {
        title: 'The window',
        spawn: () => spawnWindow({ ...plan, configFile }),
        whenUsable: (child, gone) => whenWindowUsable(child, plan, gone),
        logTail: () => logTail(windowLog(plan)),
      },
      () => undefined,
    );

    const problem = await keeper.start();

    expect(problem).toContain('The window ended with code 1');
    expect(problem).toContain('users');
  });

  test('does not move to another port when its own is taken', async () => {
    const { port, server } = await heldPort();
    const gone = new AbortController();
    const child = spawnWindow({ ...plan, port });

    const problem = await whenWindowUsable(child, { port }, gone.signal);

    await endChild(child);
    server.close();
    expect(problem).toBe(`found port ${port} taken by another program`);
  });

  test('gets no sign-in, debugger or proxy settings of the shell', () => {
    const env = {
      PATH: '/bin',
      AUTH_CLIENT_ID: 'x',
      NODE_OPTIONS: '--inspect',
      https_proxy: 'http://proxy.example',
    };

    const command = windowCommand({ ...plan, env });

    expect(Object.keys(command.env).sort()).toEqual([
      'APPLICATION_INSIGHTS_NO_STATSBEAT',
      'M365_AGENTS_PLAYGROUND_CONFIG_PATH',
      'M365_AGENTS_PLAYGROUND_LOGFILE',
      'PATH',
      'TEAMSAPPTESTER_BROWSER',
    ]);
  });
});
