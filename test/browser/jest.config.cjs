'use strict';

const { coverageThreshold, ...base } = require('../../jest.config.cjs');

/** The tests that open a browser: one at a time, and with the patience that a real page needs. */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 90_000,
  maxWorkers: 1,
};
