'use strict';

/** How long the bot takes from its first instruction to listening, and what it holds when nobody writes to it. */

const { spawn } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const IDLE_MS = 3_000;
const PAGE_BYTES = 4096;

/** Milliseconds that Node needs to load botbuilder and restify, and nothing else. */
function loadCost() {
  return timed(
    spawn(process.execPath, ['-e', "require('botbuilder'); require('restify')"], {
      cwd: ROOT,
      stdio: 'ignore',
    }),
  );
}

function timed(child) {
  const begun = performance.now();
  return new Promise((resolve) => {
    child.once('exit', () => resolve(performance.now() - begun));
  });
}

/** Milliseconds until the bot listens, on an empty store; with `idle` also the memory it then holds, in MB. */
async function startCost({ idle = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const begun = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'index.js')], {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env.PATH, PROFILE: 'local', HOST: '127.0.0.1', PORT: '0' },
      SQLITE_FILE: join(folder, 'bench.sqlite'),
      OUTBOX_DIR: join(folder, 'outbox'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    await said(child, 'SME Desk listens.');
    const tookMs = performance.now() - begun;
    return { tookMs, ...(idle ? { residentMb: await residentAfterAWhile(child.pid) } : {}) };
  } finally {
    child.kill('SIGKILL');
    await new Promise((resolve) => {
      child.once('close', resolve);
    });
    rmSync(folder, { recursive: true, force: true });
  }
}

function said(child, line) {
  return new Promise((resolve, reject) => {
    let heard = '';
    const listen = (chunk) => {
      heard += String(chunk);
      if (heard.includes(line)) {
        resolve();
      }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => reject(new Error(`The bot did not start: ${heard}`)));
  });
}

async function residentAfterAWhile(pid) {
  await new Promise((resolve) => {
    setTimeout(resolve, IDLE_MS);
  });
  const pages = Number(readFileSync(`/proc/${String(pid)}/statm`, 'utf8').split(' ')[1]);
  return (pages * PAGE_BYTES) / 1_000_000;
}

module.exports = { loadCost, startCost };
