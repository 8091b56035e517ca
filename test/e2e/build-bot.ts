import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { PROJECT_ROOT } from '../../src/demo/child-env';

const PREPARE = join(PROJECT_ROOT, 'src', 'demo', 'prepare.cjs');
/** One for each clone of the project; a folder, because making one either succeeds or finds it made. */
const LOCK = join(tmpdir(), `build-${Buffer.from(PROJECT_ROOT).toString('base64url').slice(-40)}`);
/** A build takes seconds; an older lock was left behind. */
const LOCK_LASTS_MS = 120_000;

/** Builds `dist/` when `src/` is newer. Test files that start at the same time build one after the other. */
export async function buildBot(): Promise<void> {
  while (!takeLock()) {
    await pause(100);
  }
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PREPARE, 'build'], {
      encoding: 'utf8',
    });
    if (status !== 0) {
      throw new Error(`The bot cannot be built.\n${stdout}${stderr}`);
    }
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    const madeAt = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (madeAt < Date.now() - LOCK_LASTS_MS) {
      rmSync(LOCK, { recursive: true, force: true });
    }
    return false;
  }
}
