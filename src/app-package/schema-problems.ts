import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const SCHEMAS = '@microsoft/app-manifest/build/json-schemas/teams';
const FILES = {
  manifest: 'MicrosoftTeams.schema.json',
  translation: 'MicrosoftTeams.Localization.schema.json',
} as const;

/**
 * Where a file departs from Microsoft's schema for this version of the manifest ("1.30"), one sentence each; nothing is fetched.
 * `AppManifestUtils` of the same package compiles patterns as Unicode, which the schema for translations does not bear.
 * @throws Error with the code MODULE_NOT_FOUND when the package has no such version.
 */
export function schemaProblems(
  kind: keyof typeof FILES,
  version: string,
  content: unknown,
): readonly string[] {
  const schema = readFileSync(require.resolve(`${SCHEMAS}/v${version}/${FILES[kind]}`), 'utf8');
  const ajv = new Ajv({ allErrors: true, strictTypes: false, unicodeRegExp: false });
  addFormats(ajv, ['uri', 'email', 'regex']);
  const validate = ajv.compile(JSON.parse(schema) as object);
  validate(content);
  return (validate.errors ?? []).map(
    ({ instancePath, message }) =>
      `${instancePath === '' ? 'root' : instancePath} ${message ?? ''}`,
  );
}
