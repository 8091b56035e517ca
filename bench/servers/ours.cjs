'use strict';

/** SME Desk as in production (token checked, bearer token sent, SQLite with a sync for every write), on loopback. */

const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { startApp } = require('../../dist/app.js');
const { readConfig } = require('../../dist/config.js');
const { createLog } = require('../../dist/log.js');
const { SqliteStore } = require('../../dist/store/sqlite-store.js');
const { alsoTell, ready } = require('./report.cjs');

const folder = mkdtempSync(join(tmpdir(), 'bench-ours-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

let storeCalls = 0;
for (const call of ['read', 'create', 'replace', 'due', 'find']) {
  const original = SqliteStore.prototype[call];
  SqliteStore.prototype[call] = function counted(...args) {
    storeCalls += 1;
    return original.apply(this, args);
  };
}
alsoTell(() => ({ storeCalls }));

const config = readConfig({
  ...{ PROFILE: 'production', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', MAIL: 'outbox' },
  MICROSOFT_APP_ID: process.env.APP_ID,
  MICROSOFT_APP_TENANT_ID: process.env.TENANT_ID,
  DIRECTORY_FILE: process.env.DIRECTORY_FILE,
  ASSIGNMENT_CONTACT: 'assignment@example.com',
  // The first expert of people.cjs.
  FIRST_ADMINISTRATOR: '7f2c3b1e-0000-4000-8000-000000000300',
  SQLITE_FILE: join(folder, 'bench.sqlite'),
  OUTBOX_DIR: join(folder, 'outbox'),
});

startApp(config, createLog({ level: process.env.BENCH_LOG ?? 'error' }), {
  issuer: { name: 'https://api.botframework.com', metadataUrl: process.env.METADATA_URL },
  allowedServiceUrl: (url) => url === process.env.SERVICE_URL,
  // The token service is not part of what is measured.
  fetchToken: () => Promise.resolve({ token: 'bench', expiresAt: Date.now() + 3_600_000 }),
}).then(
  ({ port }) => ready(port),
  (error) => {
    process.stderr.write(`${String(error.stack)}\n`);
    process.exit(1);
  },
);
