import { directoryEntry } from '../src/directory-entry';
import { readDirectory } from '../src/directory-file';

const SAM = {
  id: '7f2c3b1e-0000-4000-8000-000000000012',
  displayName: 'Sam',
  mail: 'sam@contoso.example',
  preferredLanguage: 'es-MX',
  usageLocation: 'MX',
};

function problemsOf(line: string): string {
  const people = `[${line.replace(/,$/, '')}]`;
  const places = { isKnownZone: () => true, isKnownCountry: () => true };
  try {
    readDirectory(`{"people":${people},"partners":[],"experts":[]}`, places);
    return '';
  } catch (error) {
    return String(error);
  }
}

test('what the tenant does not know is refused by the import until somebody fills it in', () => {
  const line = directoryEntry({ id: SAM.id, displayName: null, mail: null });

  const problems = problemsOf(line);

  expect(
    ['name', 'mail', 'language', 'home.country'].filter((field) =>
      problems.includes(`people.0.${field}`),
    ),
  ).toEqual(['name', 'mail', 'language', 'home.country']);
});

test('what the tenant knows is taken as it stands', () => {
  expect(problemsOf(directoryEntry(SAM))).not.toContain('people.0');
});

test('nothing in a name is obeyed by a terminal, and every sign of it comes back', () => {
  const displayName = 'Sam\u001b[2J\u009b31m\u202eevil\u2066\nx';

  const line = directoryEntry({ ...SAM, displayName });

  expect(line).toMatch(/^[\u0020-\u007e]+$/);
  expect(JSON.parse(line.replace(/,$/, ''))).toMatchObject({ name: displayName });
});
