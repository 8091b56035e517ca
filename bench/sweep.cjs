'use strict';

/** What a sweep costs when little is due among many records: it must not grow with their number. */

const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { median } = require('./figures.cjs');

const SWEEPS = 300;
const DUE = 100;
const LIMIT = 100;
const NOW = Date.UTC(2026, 10, 23, 9);

/** As the store writes them, but all at once: one commit for each of a million records would take minutes. */
const FILL = `
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
  INSERT INTO records (id, schema, version, kind, at, summary, due_at, expires_at, body)
  SELECT 'request:bench-' || i, 1, 'v' || i, 'request', ${NOW} - i,
    '{"tags":["waits:person:' || (i % 500) || '"],"search":"sme-' || i || '"}',
    CASE WHEN i <= ${DUE} THEN ${NOW} - i ELSE ${NOW} + 60000 + i END, NULL,
    '{"events":[],"text":"' || hex(zeroblob(150)) || '"}'
  FROM n`;

/** Microseconds of one sweep over so many records, of which a hundred are due. */
async function sweepCost(records) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sweep-'));
  try {
    const { openSqliteFile } = require('../dist/store/sqlite-file.js');
    const { SqliteStore } = require('../dist/store/sqlite-store.js');
    const connection = await openSqliteFile(join(folder, 'bench.sqlite'));
    connection.prepare(FILL).run(records);
    const store = new SqliteStore(connection);
    const times = [];
    for (let n = 0; n < SWEEPS; n += 1) {
      const begun = process.hrtime.bigint();
      const ids = await store.due(NOW, LIMIT);
      times.push(Number(process.hrtime.bigint() - begun) / 1000);
      if (ids.length !== DUE) {
        throw new Error(`${String(ids.length)} records were due.`);
      }
    }
    await store.close();
    return median(times);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { sweepCost };
