'use strict';

/**
 * Runs before `npm start` and `npm test`, so that a fresh clone needs no other command: installs packages when they
 * are missing or older than the lock, and builds src/ when called with `build`. Uses nothing but Node itself.
 */

const { spawnSync } = require('node:child_process');
const {
  existsSync,
  lstatSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} = require('node:fs');
const { basename, join } = require('node:path');

const NODE_FLOOR = [20, 19];
const ROOT = join(__dirname, '..', '..');
const LOCK = join(ROOT, 'package-lock.json');
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json');
const BUILT = join(ROOT, 'dist', '.built');

function say(line) {
  process.stdout.write(`${line}\n`);
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** Time of the last change in milliseconds; a missing file is older than every other. */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Folders count as well: removing a file changes only its folder. */
function newestIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((newest, entry) => {
    const path = join(folder, entry.name);
    return Math.max(newest, entry.isDirectory() ? newestIn(path) : changedAt(path));
  }, changedAt(folder));
}

function isNodeTooOld() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor < NODE_FLOOR[1]);
}

function run(args) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) {
    const command = [basename(args[0]), ...args.slice(1)].join(' ');
    fail(`${command} failed (${error?.message ?? `exit code ${status}`}).`);
  }
}

function install() {
  const npm = process.env.npm_execpath;
  if (npm === undefined || !existsSync(npm)) {
    fail('Packages are missing or older than package-lock.json; run "npm ci --include=dev".');
  }
  const folder = lstatSync(join(ROOT, 'node_modules'), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink() === true) {
    fail('node_modules is a link to another folder: npm ci would empty that one.');
  }
  say('Installing packages (npm ci) ...');
  run([npm, 'ci', '--include=dev']);
}

function build() {
  say('Building src/ into dist/ ...');
  const startedAt = new Date();
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  run([join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json']);
  writeFileSync(BUILT, '');
  utimesSync(BUILT, startedAt, startedAt); // what was saved while tsc ran is built next time
}

if (isNodeTooOld()) {
  fail(`SME Desk needs Node ${NODE_FLOOR.join('.')} or newer; this is ${process.versions.node}.`);
}
if (changedAt(LOCK) > changedAt(INSTALLED)) {
  install();
}
if (process.argv[2] === 'build') {
  const newest = Math.max(
    newestIn(join(ROOT, 'src')),
    changedAt(join(ROOT, 'tsconfig.json')),
    changedAt(LOCK),
  );
  if (newest > changedAt(BUILT)) {
    build();
  }
}
