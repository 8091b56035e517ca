import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PREPARE = join(__dirname, '../../src/demo/prepare.cjs');
const MINUTE_MS = 60_000;

let root: string;

/** Writes a file whose last change was so many minutes ago. */
function put(path: string, text: string, minutesAgo: number): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  touch(path, minutesAgo);
}

function touch(path: string, minutesAgo: number): void {
  const at = new Date(Date.now() - minutesAgo * MINUTE_MS);
  utimesSync(join(root, path), at, at);
}

function prepare(...args: string[]): { code: number | null; said: string; installs: string[] } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...args, join(root, 'src/demo/prepare.cjs'), 'build'],
    { encoding: 'utf8', env: { npm_execpath: join(root, 'npm-cli.js') } },
  );
  const installed = join(root, 'installs.txt');
  return {
    code: status,
    said: stdout + stderr,
    installs: existsSync(installed) ? readFileSync(installed, 'utf8').trim().split('\n') : [],
  };
}

function isBuilt(): boolean {
  return existsSync(join(root, 'dist/index.js'));
}

const FAKE_NPM = `
  const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
  appendFileSync('installs.txt', process.argv.slice(2).join(' ') + '\\n');
  mkdirSync('node_modules', { recursive: true });
  writeFileSync('node_modules/.package-lock.json', '{}');
`;
const FAKE_TSC = `
  const { mkdirSync, writeFileSync } = require('node:fs');
  mkdirSync('dist');
  writeFileSync('dist/index.js', process.argv.slice(2).join(' '));
`;

/** A tree that was installed ten minutes ago and built five minutes ago. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'prepare-'));
  put('npm-cli.js', FAKE_NPM, 30);
  put('package-lock.json', '{}', 30);
  put('tsconfig.json', '{}', 30);
  put('src/index.ts', '', 30);
  mkdirSync(join(root, 'src/demo'));
  cpSync(PREPARE, join(root, 'src/demo/prepare.cjs'));
  ['src/demo/prepare.cjs', 'src/demo', 'src'].forEach((path) => touch(path, 30));
  put('node_modules/typescript/bin/tsc', FAKE_TSC, 10);
  put('node_modules/.package-lock.json', '{}', 10);
  put('dist/index.js', 'before', 5);
  put('dist/.built', '', 5);
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

test('does and says nothing when everything is up to date', () => {
  const { code, said, installs } = prepare();

  expect({ code, said, installs }).toEqual({ code: 0, said: '', installs: [] });
});

test('installs with the tools of development when packages are missing', () => {
  rmSync(join(root, 'node_modules/.package-lock.json'));

  const { code, installs } = prepare();

  expect({ code, installs }).toEqual({ code: 0, installs: ['ci --include=dev'] });
});

test('installs once when the lock has changed', () => {
  touch('package-lock.json', 1);

  prepare();
  const { code, installs } = prepare();

  expect({ code, installs }).toEqual({ code: 0, installs: ['ci --include=dev'] });
});

test('builds once when a source has changed', () => {
  touch('src/index.ts', 1);

  const first = prepare();
  const second = prepare();

  expect(readFileSync(join(root, 'dist/index.js'), 'utf8')).toBe('-p tsconfig.json');
  expect([first.code, first.said.split('\n').length, second.said]).toEqual([0, 2, '']);
});

test('builds from nothing when a source was removed', () => {
  put('dist/removed.js', '', 5);
  rmSync(join(root, 'src/index.ts'));

  const { code } = prepare();

  expect([code, isBuilt(), existsSync(join(root, 'dist/removed.js'))]).toEqual([0, true, false]);
});

test('fails and leaves no build behind when the compiler fails', () => {
  put('node_modules/typescript/bin/tsc', 'process.exit(2);', 10);
  touch('src/index.ts', 1);

  const { code, said } = prepare();

  expect([code, isBuilt()]).toEqual([1, false]);
  expect(said).toContain('tsc -p tsconfig.json failed (exit code 2).');
});

test('refuses a Node that is too old, in one sentence', () => {
  put('old.cjs', "Object.defineProperty(process, 'versions', { value: { node: '20.18.3' } });", 30);

  const { code, said } = prepare('--require', join(root, 'old.cjs'));

  expect([code, said]).toEqual([1, 'SME Desk needs Node 20.19 or newer; this is 20.18.3.\n']);
});
