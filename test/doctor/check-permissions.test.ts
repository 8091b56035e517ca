import { checkPermissions } from '../../src/doctor/check-permissions';
import { GRAPH_PERMISSIONS } from '../../src/graph/permissions';

const EVERYTHING = {
  table: GRAPH_PERMISSIONS,
  uses: ['mail', 'kickoff', 'onboarding'],
  given: [] as readonly string[],
};
const ALL = [
  ...['Chat.Create', 'TeamsAppInstallation.ReadWriteSelfForChat.All', 'AppCatalog.Read.All'],
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
];

/** Sentences of the findings that are not good. */
function complaints(roles: readonly string[], needs: Partial<typeof EVERYTHING> = {}): string[] {
  return checkPermissions(roles, { ...EVERYTHING, ...needs })
    .filter(({ level }) => level !== 'ok')
    .map(({ level, says }) => `${level}: ${says}`);
}

test('a token with everything that is used is good, and mail is only seen by trying', () => {
  const findings = checkPermissions(ALL, EVERYTHING);

  expect(findings.map(({ level }) => level)).toEqual(Array(5).fill('ok'));
  expect(findings.at(-1)?.says).toContain('Exchange');
});

test.each(ALL)('%s is named when it is missing, with what needs it', (permission) => {
  const [complaint, ...others] = complaints(ALL.filter((one) => one !== permission));

  expect(complaint).toMatch(new RegExp(`^wrong: ${permission} is missing: \\w+`));
  expect(others).toEqual([]);
});

test('what a use needs that is switched off is not needed, but what is granted for it is named', () => {
  expect(complaints(['Chat.Create'], { uses: ['mail'] })).toEqual([
    'warn: Chat.Create is granted, and nothing needs it.',
  ]);
});

test('the catalogue need not be read where its id is set', () => {
  const roles = ALL.filter((one) => one !== 'AppCatalog.Read.All');

  expect(complaints(roles, { given: ['TEAMS_APP_CATALOG_ID'] })).toEqual([]);
  expect(complaints(ALL, { given: ['TEAMS_APP_CATALOG_ID'] })).toEqual([
    'warn: AppCatalog.Read.All is granted, and nothing needs it.',
  ]);
});

test('a permission for every mailbox is warned of, whether mail is used or not', () => {
  const expected = ['warn: Mail.Send is granted in Entra, for all mailboxes.'];

  expect(complaints([...ALL, 'Mail.Send'])).toEqual(expected);
  expect(complaints([...ALL, 'Mail.Send'], { uses: ['kickoff', 'onboarding'] })).toEqual(expected);
});

test('any other permission is named, but not the one that lets the end of the secret be read', () => {
  expect(complaints([...ALL, 'Application.Read.All', 'Directory.ReadWrite.All'])).toEqual([
    'warn: Directory.ReadWrite.All is granted, and nothing needs it.',
  ]);
});
