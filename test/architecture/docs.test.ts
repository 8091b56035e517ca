import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../src/config';
import { ERROR_CODES } from '../../src/errors';
import { MAY_IMPORT } from './layers.cjs';

const ROOT = join(__dirname, '../..');
const COLUMNS = ['domain', 'workflow', 'calendar', 'text', 'cards', 'dialogs', 'root files'];

function read(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8');
}

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The table of ARCHITECTURE.md whose first cell begins like this: its heading, and the rows below. */
function tableOf(first: string): { readonly heading: string[]; readonly rows: string[][] } {
  const lines = read('ARCHITECTURE.md').split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${first}`));
  const below = lines.slice(start + 2);
  const rows = below.slice(
    0,
    below.findIndex((line) => !line.startsWith('|')),
  );
  return { heading: cellsOf(lines[start] ?? ''), rows: rows.map(cellsOf) };
}

/** The rows below the heading "may import": room to its cells, without the packages. */
function importTable(): Record<string, string[]> {
  const { heading, rows } = tableOf('may import');

  expect(heading.slice(1, -1)).toEqual(COLUMNS);
  return Object.fromEntries(
    rows.map(([room = '', ...cells]) => [room.replaceAll('*', ''), cells.slice(0, -1)]),
  );
}

function cellFor(room: string, column: string): string {
  const allowed = MAY_IMPORT[room] ?? [];
  if (room === column) {
    return '·';
  }
  if (column === 'root files' && allowed.includes('root')) {
    return allowed.includes('app') ? 'yes, and app.ts' : 'yes';
  }
  if (column === 'workflow' && allowed.includes('ports')) {
    return 'ports';
  }
  return allowed.includes(column) ? 'yes' : '';
}

test('the import table of ARCHITECTURE.md is the one that is enforced', () => {
  const table = importTable();

  expect(table).toEqual(
    Object.fromEntries(
      Object.keys(MAY_IMPORT).map((room) => [room, COLUMNS.map((column) => cellFor(room, column))]),
    ),
  );
});

test('the import table has a column for everything that a room may import', () => {
  const named = new Set(Object.values(MAY_IMPORT).flat());

  expect([...named].filter((name) => !COLUMNS.includes(name)).sort()).toEqual([
    'app',
    'ports',
    'root',
  ]);
});

const FAILURES = tableOf('What | Then');

test('every failure of ARCHITECTURE.md has a row of three cells', () => {
  expect(FAILURES.heading).toEqual(['What', 'Then', 'Test']);
  expect(FAILURES.rows.filter((cells) => cells.length !== 3 || cells.includes(''))).toEqual([]);
});

test.each(FAILURES.rows)(
  'when %s: the tests that prove what then happens are there',
  (...cells) => {
    const named = (cells.at(-1) ?? '').split(', ');
    const found = named.filter((name) => {
      const [, path = ''] = /^`([\w/-]+)`$/.exec(name) ?? [];
      return existsSync(join(ROOT, 'test', `${path}.test.ts`));
    });

    expect(found).toEqual(named);
  },
);

test('every folder of src/ has a purpose line in ARCHITECTURE.md', () => {
  const purposes = read('ARCHITECTURE.md').split('\n');
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  const silent = folders.filter(
    (folder) =>
      !purposes.some((line) => new RegExp(`^[-|*\`\\s]*(src/)?${folder}/\\W+\\w`).test(line)),
  );

  expect(silent).toEqual([]);
});

test('every folder of src/ is a room of the import table', () => {
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  expect(folders.sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

test.each(Object.keys(ERROR_CODES))('README.md explains the error %s', (code) => {
  expect(read('README.md')).toContain(`\`${code}\``);
});

test.each(SETTINGS.map(({ name }) => name))('README.md and .env.example name %s', (name) => {
  expect(read('README.md')).toContain(`\`${name}\``);
  expect(read('.env.example')).toMatch(new RegExp(`^#?\\s*${name}=`, 'm'));
});
