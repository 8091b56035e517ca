import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

interface FileReport {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

const ROOT = join(__dirname, '../..');
const FIXED = ['eslint.config.mjs', 'tsconfig.json', 'package.json', 'test/tsconfig.json'];
const branches = Array.from({ length: 11 }, (_, at) => `if (n > ${at}) return '${at}';`).join('\n');

/** Each file breaks exactly the rules named beside it; the rules need types, other files or the whole configuration. */
const CASES: Readonly<Record<string, { code: string; rules: readonly string[] }>> = {
  'src/store/cycle-a.ts': {
    code: "import { b } from './cycle-b';\n/** A. */\nexport const a = (): string => b();",
    rules: ['import-x/no-cycle'],
  },
  'src/store/cycle-b.ts': {
    code: "import { a } from './cycle-a';\n/** B. */\nexport const b = (): string => a();",
    rules: ['import-x/no-cycle'],
  },
  'src/domain/wall.ts': {
    code: "import { a } from '../store/cycle-a';\n/** C. */\nexport const c = a;",
    rules: ['no-restricted-imports'],
  },
  'src/domain/clock.ts': {
    code: '/** Now. */\nexport const now = Date.now();',
    rules: ['no-restricted-syntax'],
  },
  'src/text/default-export.ts': {
    code: '/** One. */\nexport default function one(): number {\n  return 1;\n}',
    rules: ['import-x/no-default-export'],
  },
  'src/text/silent.ts': {
    code: 'export interface A { readonly a: string }\nexport function f(a: A): A {\n  return a;\n}',
    rules: ['jsdoc/require-jsdoc', 'jsdoc/require-jsdoc'],
  },
  'src/text/switch.ts': {
    code: "/** F. */\nexport function f(a: 'x' | 'y'): number | undefined {\n  switch (a) {\n    case 'x':\n      return 1;\n  }\n  return undefined;\n}",
    rules: ['@typescript-eslint/switch-exhaustiveness-check'],
  },
  'src/text/truthy.ts': {
    code: '/** F. */\nexport function f(a: string): number {\n  return a ? 1 : 2;\n}',
    rules: ['@typescript-eslint/strict-boolean-expressions'],
  },
  'src/text/untyped.ts': {
    code: '/** F. */\nexport function f() {\n  return 1;\n}',
    rules: ['@typescript-eslint/explicit-module-boundary-types'],
  },
  'src/text/floating.ts': {
    code: '/** F. */\nexport function f(a: Promise<void>): void {\n  a;\n}',
    rules: ['@typescript-eslint/no-floating-promises', '@typescript-eslint/no-unused-expressions'],
  },
  'src/text/loud.ts': { code: "console.log('x');", rules: ['no-console'] },
  'src/demo/loud.ts': { code: "console.log('x');", rules: [] },
  'src/text/size.ts': {
    code: `/** F. */\nexport function f(n: number, a: 1, b: 2, c: 3, d: 4): string {\n${branches}\nn += 1;\nreturn String(n + a + b + c + d);\n}`,
    rules: [
      '@typescript-eslint/max-params',
      'complexity',
      ...Array.from({ length: 11 }, () => 'curly'),
      'no-param-reassign',
    ],
  },
  'src/text/silenced.ts': {
    code: "// eslint-disable-next-line no-console\nconsole.log('x');",
    rules: ['no-console', 'no-inline-config'],
  },
  'test/mocked.test.ts': {
    code: "jest.mock('fs');\n\ntest('it should be x', () => {\n  expect(1).toBe(1);\n});",
    rules: ['jest/no-restricted-jest-methods', 'jest/valid-title'],
  },
};

let root: string;
let reports: readonly FileReport[];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'eslint-config-'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
  FIXED.forEach((file) => cpSync(join(ROOT, file), join(root, file)));
  ['bans.cjs', 'layers.cjs'].forEach((file) =>
    cpSync(join(__dirname, file), join(root, 'test/architecture', file)),
  );
  Object.entries(CASES).forEach(([file, { code }]) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), `${code}\n`);
  });

  const eslint = join(ROOT, 'node_modules/eslint/bin/eslint.js');
  const { stdout } = spawnSync(process.execPath, [eslint, '--format', 'json', 'src', 'test'], {
    cwd: root,
    encoding: 'utf8',
  });
  reports = JSON.parse(stdout) as FileReport[];
}, 60_000);

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

test.each(Object.entries(CASES))('%s breaks what it is meant to break', (file, { rules }) => {
  const report = reports.find(({ filePath }) => relative(root, filePath) === join(file));

  const broken = report?.messages.map(({ ruleId, message }) =>
    message.includes('noInlineConfig') ? 'no-inline-config' : ruleId,
  );

  expect(broken?.sort()).toEqual([...rules].sort());
});
