/** Traces and metrics on their way to Azure Monitor: a built bot, and a server on this machine that takes what the exporter sends. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Activity } from 'botbuilder';

import { causeOf } from '../../src/bot/cause-of';
import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import { PROJECT_ROOT } from '../../src/demo/child-env';
import { traceOf } from '../../src/trace';
import { STORY_STARTS } from '../support/bot-process';
import { FailpointTeams } from '../support/failpoint-teams';
import { ReplicaBot } from '../support/replica-bot';
import { buildBot } from './build-bot';

/** The first one builds the bot. */
const OPENS_WITHIN_MS = 180_000;
const GRACE_MS = 3_000;
/** From the signal to the end: the grace, and what a slow machine needs besides. */
const ENDS_WITHIN_MS = GRACE_MS + 2_000;
jest.setTimeout(60_000);

/** The exporter speaks TLS only. Nobody has signed this certificate: it comes with an emulator. */
const EMULATOR = join(PROJECT_ROOT, 'node_modules', '@vercel', 'cosmosdb-server');
const PAIR = {
  key: readFileSync(join(EMULATOR, 'key.pem')),
  cert: readFileSync(join(EMULATOR, 'cert.pem')),
};

/** Of the identity of the process, for Azure Monitor. */
const TOKEN = 'token-for-monitor';

/** Where a container of Azure gets the token of its managed identity: `IDENTITY_ENDPOINT`, version 2019-08-01. */
class IdentityEndpoint {
  static readonly SECRET = 'only-this-container';
  readonly #server = http.createServer((req, res) => {
    const resource = new URL(req.url ?? '', 'http://identity').searchParams.get('resource');
    const isKnown = req.headers['x-identity-header'] === IdentityEndpoint.SECRET;
    const token = isKnown && resource === 'https://monitor.azure.com' ? TOKEN : 'token-for-nothing';
    const ends = String(Math.floor(Date.now() / 1_000) + 3_600);
    res.setHeader('Content-Type', 'application/json');
    res.end(
      JSON.stringify({ access_token: token, expires_on: ends, resource, token_type: 'Bearer' }),
    );
  });

  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get env(): Readonly<Record<string, string>> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      IDENTITY_ENDPOINT: `http://127.0.0.1:${String(port)}/msi/token`,
      IDENTITY_HEADER: IdentityEndpoint.SECRET,
    };
  }
}

/** What Azure Monitor takes: with `DisableLocalAuth`, nothing without a token. */
class Ingestion {
  readonly texts: string[] = [];
  /** No request is answered any more. */
  isSilent = false;
  readonly #server = https.createServer(PAIR, (req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (req.headers.authorization !== `Bearer ${TOKEN}`) {
        res.writeHead(401).end();
        return;
      }
      const body = Buffer.concat(chunks);
      const isZipped = req.headers['content-encoding'] === 'gzip';
      this.texts.push((isZipped ? gunzipSync(body) : body).toString('utf8'));
      if (!this.isSilent) {
        res.writeHead(200, { 'Content-Type': 'application/json' });
        res.end('{"itemsReceived":1,"itemsAccepted":1,"errors":[]}');
      }
    });
  });

  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get connectionString(): string {
    const { port } = this.#server.address() as AddressInfo;
    const key = '7f2c3b1e-0000-4000-8000-0000000000aa';
    return `InstrumentationKey=${key};IngestionEndpoint=https://127.0.0.1:${String(port)}/`;
  }
}

const identity = new IdentityEndpoint();
const ingestion = new Ingestion();
const teams = new FailpointTeams();
let bot: ReplicaBot;

beforeAll(async () => {
  await buildBot();
  await identity.open();
  await ingestion.open();
  await teams.open();
  bot = new ReplicaBot({
    env: {
      ...{ STORE: 'memory', DIRECTORY_FILE, STOP_GRACE_MS: String(GRACE_MS) },
      DEMO_START: new Date(STORY_STARTS).toISOString(),
      APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString,
      ...identity.env,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    },
  });
}, OPENS_WITHIN_MS);

afterAll(async () => {
  await bot.close();
  await teams.close();
  ingestion.close();
  identity.close();
});

/** Somebody opens the form; the trace that begins. */
async function ask(id: string): Promise<string> {
  const who = { who: 'partner', place: 'personal' } as const;
  await teams.deliver(bot.endpoint, teams.activityOf({ id: `${id}-0`, ...who, does: 'install' }));
  const activity = teams.activityOf({ id, ...who, does: { say: 'solicitar SME' } });
  await teams.deliver(bot.endpoint, activity);
  return traceOf(causeOf(activity as unknown as Activity));
}

it('arrive before a process that is asked to end has ended, within its grace', async () => {
  await bot.start();
  const trace = await ask('first');

  const { code, afterMs } = await bot.end('SIGTERM');

  const arrived = ingestion.texts.join('\n');
  expect(code).toBe(0);
  expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
  expect(arrived).toContain(trace);
  expect(arrived).toContain('turn message');
  expect(arrived).toContain('effect Show');
  expect(arrived).toContain('sme_desk.turn.duration');
  expect(arrived).toContain('sme_desk.queue.age');
});

it('hold nothing of who wrote what to whom', () => {
  const arrived = ingestion.texts.join('\n');

  expect(arrived).not.toMatch(/solicitar|@|person:|conversation:|a:partner|request:/);
});

it('do not hold up the end of a process when nobody takes them', async () => {
  ingestion.isSilent = true;
  await bot.start();
  await ask('second');

  const { code, afterMs } = await bot.end('SIGTERM');

  expect(code).toBe(0);
  expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
});

it('are not even loaded by a bot that has nowhere to send them', () => {
  const look = `
    require('./dist/app');
    const loaded = Object.keys(require.cache).filter((file) =>
      /@opentelemetry|monitor-opentelemetry/.test(file));
    console.log(loaded.length);`;

  const { stdout } = spawnSync(process.execPath, ['-e', look], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });

  expect(stdout.trim()).toBe('0');
});
