import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SETTINGS } from '../../src/config';
import { GRAPH_PERMISSIONS } from '../../src/graph/permissions';

const SCRIPT = join(__dirname, '../../deploy/grant-graph-roles.sh');

/** Stands for the Azure CLI of a government cloud: notes what it is asked, and has granted nothing yet. */
const AZ = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$AZ_CALLS"
case "$*" in
  'cloud show'*) echo 'https://graph.microsoft.us/' ;;
  *'appRoles['*) echo 'role' ;;
  *'--method GET'*) echo 0 ;;
  *'--method POST'*) ;;
  *) echo 'graph-principal' ;;
esac
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roles-'));
  writeFileSync(join(folder, 'az'), AZ);
  chmodSync(join(folder, 'az'), 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the script; what it says, and what it asked of Azure. */
function grant(...permissions: readonly string[]): {
  readonly said: string;
  readonly calls: readonly string[];
} {
  const file = join(folder, 'calls');
  const path = [folder, process.env['PATH'] ?? ''].join(delimiter);
  const env = { ...process.env, PATH: path, AZ_CALLS: file };
  const said = execFileSync('bash', [SCRIPT, 'principal', ...permissions], {
    env,
    encoding: 'utf8',
  });
  return { said, calls: readFileSync(file, 'utf8').trim().split('\n') };
}

test('without permissions it grants what the default uses need and the token shows, and nothing else', () => {
  const uses = SETTINGS.find(({ name }) => name === 'GRAPH_USES')?.default.split(',') ?? [];
  const needed = GRAPH_PERMISSIONS.filter(
    ({ use, seenIn }) => uses.includes(use) && seenIn === 'token',
  ).map(({ permission }) => permission);

  const granted = grant()
    .said.trim()
    .split('\n')
    .map((line) => line.split(' ')[0]);

  expect(granted).toEqual([...new Set(needed)].toSorted());
});

test('it grants the one that it is asked for, at the Graph of the cloud', () => {
  const { said, calls } = grant('TeamsActivity.Send');

  expect(said).toBe('TeamsActivity.Send is granted.\n');
  expect(calls.filter((call) => call.includes('https://'))).toEqual([
    expect.stringContaining('https://graph.microsoft.us/v1.0/servicePrincipals/principal/'),
    expect.stringContaining('https://graph.microsoft.us/v1.0/servicePrincipals/graph-principal/'),
  ]);
});
