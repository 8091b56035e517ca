import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { PROJECT_ROOT } from '../../src/demo/child-env';

/** The stamp of `src/demo/prepare.cjs`, so that `npm start` knows of a build made here. */
const BUILT = join(PROJECT_ROOT, 'dist', '.built');
/** One for each clone of the project; a folder, because making one either succeeds or finds it made. */
const LOCK = join(tmpdir(), `build-${Buffer.from(PROJECT_ROOT).toString('base64url').slice(-40)}`);
/** A build takes seconds; an older lock was left behind. */
const LOCK_LASTS_MS = 120_000;

/**
 * Builds `dist/` when `src/` is newer. Test files that start at the same time build one after the
 * other. Runs the compiler alone: `prepare.cjs` may install packages, which a running test must not.
 */
export async function buildBot(): Promise<void> {
  while (!takeLock()) {
    await pause(100);
  }
  try {
    if (newestIn(join(PROJECT_ROOT, 'src')) > changedAt(BUILT)) {
      build();
    }
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function build(): void {
  const startedAt = new Date();
  const compiler = require.resolve('typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.json'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(`The bot cannot be built.\n${stdout}`);
  }
  writeFileSync(BUILT, '');
  utimesSync(BUILT, startedAt, startedAt);
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    if (changedAt(LOCK) < Date.now() - LOCK_LASTS_MS) {
      rmSync(LOCK, { recursive: true, force: true });
    }
    return false;
  }
}

/** Time of the last change in milliseconds; a missing file is older than every other. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Folders count as well: removing a file changes only its folder. */
function newestIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((newest, entry) => {
    const path = join(folder, entry.name);
    return Math.max(newest, entry.isDirectory() ? newestIn(path) : changedAt(path));
  }, changedAt(folder));
}
