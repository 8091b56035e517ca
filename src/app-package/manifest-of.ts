import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { PermanentError } from '../errors';

const MANIFEST = 'manifest.json';

/** The text of the manifest in a package, or of the file itself. @throws PermanentError `config/invalid` for a package without one; what reading throws. */
export function manifestOf(file: string): string {
  const content = readFileSync(file);
  if (!file.endsWith('.zip')) {
    return content.toString('utf8');
  }
  const manifest = unzipSync(content, { filter: ({ name }) => name === MANIFEST })[MANIFEST];
  if (manifest === undefined) {
    throw new PermanentError('config/invalid', `The package has no ${MANIFEST} at its top.`);
  }
  return strFromU8(manifest);
}
