'use strict';

const { coverageThreshold, ...base } = require('../../jest.config.cjs');

/** What a month costs: `npm run cost`. */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/cost/print-cost.ts'],
  testTimeout: 120_000,
};
