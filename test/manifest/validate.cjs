'use strict';

/**
 * Microsoft's own validator, run by itself because jest cannot load its ES modules: for each version of the schema
 * that is named as an argument, what it finds in manifest/manifest.json. Its schemas come with the package.
 */

const { Socket } = require('node:net');
const { AppManifestUtils } = require('@microsoft/app-manifest');
const manifest = require('../../manifest/manifest.json');

Socket.prototype.connect = () => {
  throw new Error('This is to work without a network.');
};

async function main() {
  const found = {};
  for (const version of process.argv.slice(2)) {
    const $schema = manifest.$schema.replace(manifest.manifestVersion, version);
    found[version] = await AppManifestUtils.validateAgainstSchema({
      ...manifest,
      $schema,
      manifestVersion: version,
    });
  }
  process.stdout.write(JSON.stringify(found));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
