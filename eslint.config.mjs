import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { flatConfigs as importX } from 'eslint-plugin-import-x';
import jest from 'eslint-plugin-jest';
import jsdoc from 'eslint-plugin-jsdoc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import bans from './test/architecture/bans.cjs';
import layers from './test/architecture/layers.cjs';

const SIZES = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
  complexity: ['error', { max: 10, variant: 'modified' }], // a switch over a union counts once
  'max-depth': ['error', 3],
};

const HABITS = {
  eqeqeq: 'error',
  'no-console': 'error',
  'no-param-reassign': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
};

const scripts = {
  files: ['**/*.{cjs,mjs}'],
  languageOptions: {
    globals: Object.fromEntries(
      [
        ...['__dirname', 'Buffer', 'console', 'module', 'performance', 'process', 'require'],
        ...['setTimeout', 'URL'],
      ].map((name) => [name, 'readonly']),
    ),
  },
  rules: {
    ...SIZES,
    ...HABITS,
    'no-console': 'off',
    'no-undef': 'error',
    'no-unused-vars': ['error', { ignoreRestSiblings: true }],
    'max-params': ['error', 4],
  },
};

const typed = {
  files: ['**/*.ts'],
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  languageOptions: {
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  rules: {
    ...SIZES,
    ...HABITS,
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/explicit-module-boundary-types': 'error',
    '@typescript-eslint/max-params': ['error', { max: 4 }],
    '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/strict-boolean-expressions': [
      'error',
      { allowNumber: false, allowString: false },
    ],
    '@typescript-eslint/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
  },
};

/** In the domain a new event or command must make the compiler name every switch it concerns. */
const everyCase = {
  files: ['src/domain/**/*.ts'],
  rules: { '@typescript-eslint/switch-exhaustiveness-check': 'error' },
};

const imports = {
  files: ['**/*.ts'],
  // Without it no-cycle resolves nothing and stays silent.
  extends: [importX.typescript],
  plugins: importX.recommended.plugins,
  settings: {
    'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.json' })],
  },
  rules: {
    'import-x/no-default-export': 'error',
    'import-x/no-cycle': ['error', { ignoreExternal: true }],
  },
};

const docstrings = {
  files: ['src/**/*.ts'],
  plugins: { jsdoc },
  rules: {
    'jsdoc/no-types': 'error',
    'jsdoc/require-jsdoc': [
      'error',
      {
        publicOnly: true,
        enableFixer: false,
        require: { ClassDeclaration: true, FunctionDeclaration: true },
        contexts: [
          'TSInterfaceDeclaration',
          'TSTypeAliasDeclaration',
          'ExportNamedDeclaration[declaration.type="VariableDeclaration"]',
        ],
      },
    ],
  },
};

const testFiles = {
  files: ['test/**/*.ts'],
  plugins: { jest },
  rules: {
    'max-lines-per-function': 'off',
    '@typescript-eslint/no-empty-function': 'off',
    '@typescript-eslint/no-non-null-assertion': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any() and its kin are any
    '@typescript-eslint/require-await': 'off', // fakes of promising ports
    '@typescript-eslint/unbound-method': 'off',
    'jest/no-restricted-jest-methods': [
      'error',
      { mock: 'Write a fake in test/support.', doMock: 'Write a fake in test/support.' },
    ],
  },
};

const tests = {
  files: ['test/**/*.test.ts'],
  extends: [jest.configs['flat/recommended']],
  rules: {
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect*', '**.expect*', 'fc.assert', '**.then'] },
    ],
    'jest/no-commented-out-tests': 'error',
    'jest/no-disabled-tests': 'error',
    'jest/no-restricted-matchers': [
      'error',
      {
        toMatchSnapshot: 'Say what is expected.',
        toMatchInlineSnapshot: 'Say what is expected.',
        toThrowErrorMatchingSnapshot: 'Say what is expected.',
      },
    ],
    'jest/valid-title': [
      'error',
      { mustNotMatch: ['\\bshould\\b', 'Say what happens, not what should.'] },
    ],
  },
};

export default defineConfig(
  globalIgnores(['dist/', 'gallery/', 'coverage/', 'devTools/', '.data/']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  scripts,
  typed,
  everyCase,
  imports,
  docstrings,
  layers.layers,
  bans.bans,
  { files: ['src/demo/**/*.ts'], rules: { 'no-console': 'off' } },
  testFiles,
  tests,
  prettier,
  { files: ['**/*.{ts,cjs,mjs}'], rules: { curly: 'error' } },
);
