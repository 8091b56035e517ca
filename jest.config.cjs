'use strict';

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testEnvironment: 'node',
  // Each file runs in a world of its own, in which every look at a global name is slow; these are put within reach.
  // Names that a package declares anew (String, RegExp) cannot be among them.
  sandboxInjectedGlobals: [
    ...['Array', 'Buffer', 'JSON', 'Map', 'Math', 'Object', 'Promise', 'Reflect', 'Set'],
  ],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  // Files are only transpiled here; types are the business of `npm run typecheck`.
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] },
  // Left alone, jest keeps one core for itself, which on two cores is half of them.
  maxWorkers: '100%',
  // What a hundred files leave behind in a worker slows every one that follows; a new worker begins with nothing.
  workerIdleMemoryLimit: '800MB',
  // For what hangs; a busy machine may be slow.
  testTimeout: 20_000,
  collectCoverageFrom: ['src/**/*.ts', '!src/index.ts', '!src/demo/**'],
  coverageDirectory: '<rootDir>/coverage',
  coverageThreshold: {
    global: { branches: 80, functions: 80, lines: 80, statements: 80 },
    './src/domain/': { branches: 90, lines: 95 },
  },
};
