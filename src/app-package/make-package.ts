import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { PermanentError } from '../errors';
import { fillPackage } from './fill-package';
import { readPackageOptions } from './package-options';
import { zipFiles } from './zip-files';

const FOLDER = join(__dirname, '..', '..', 'manifest');

/** Arguments, environment and `manifest/` → one zip for the Teams administrator. */
function main(): void {
  if (existsSync('.env')) {
    loadEnvFile('.env'); // What the environment already has stays.
  }
  const options = readPackageOptions(process.argv.slice(2), process.env);
  const files = fillPackage((name) => readFileSync(join(FOLDER, name)), options);
  const zip = zipFiles(files);
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, zip);
  say(`Wrote ${options.out}: ${files.map(({ name }) => name).join(', ')}.`);
  say(`SHA-256 ${createHash('sha256').update(zip).digest('hex')}.`);
  if (options.appId !== options.botId) {
    say(
      'The app is not named by the id of the bot: with Microsoft Graph set TEAMS_APP_CATALOG_ID to its id in your app catalogue.',
    );
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  main();
} catch (error) {
  say(error instanceof PermanentError ? `${error.message} (${error.code})` : String(error));
  process.exitCode = 1;
}
