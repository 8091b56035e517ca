'use strict';

const browser = require('../browser/jest.config.cjs');

/** The whole gallery, for looking at: `npm run gallery`. */
module.exports = {
  ...browser,
  testMatch: ['<rootDir>/test/gallery/whole-gallery.ts'],
  testTimeout: 900_000,
};
