import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GRAPH_PERMISSIONS } from '../../src/graph/permissions';
import { ROUTES } from '../support/strict-graph-routes';

const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

test.each(GRAPH_PERMISSIONS)(
  '$permission is enough for $call, in the eyes of a strict Graph',
  (one) => {
    const route = ROUTES.find(({ name }) => name === one.call);

    expect(route?.permissions).toContain(one.permission);
  },
);

test.each(GRAPH_PERMISSIONS)('README tells of $permission for $use, and why', (one) => {
  const unless = one.unless === undefined ? '' : ` (not with \`${one.unless}\`)`;
  const of = one.isDelegated === true ? ' (delegated)' : '';
  const row = `| \`${one.use}\` | \`${one.permission}\`${of}${unless} | ${one.why} |`;

  expect(README).toContain(row);
});

test('README does not call all of them permissions of the application: one is delegated', () => {
  expect(README).toContain('\n| Use of Microsoft Graph | Permission | What for |\n');
});

test('README promises no other permission', () => {
  const rows = README.split('\n').filter((line) =>
    /^\| `(mail|kickoff|onboarding|meeting|feed|people|sign-in)` \| `/.test(line),
  );

  expect(rows).toHaveLength(GRAPH_PERMISSIONS.length);
});
