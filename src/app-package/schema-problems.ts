import localizationSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json';
import manifestSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.schema.json';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const SCHEMAS = { manifest: manifestSchema, translation: localizationSchema } as const;

/**
 * Where a file departs from Microsoft's schema for manifest version 1.30, one sentence each; nothing is fetched.
 * `AppManifestUtils` of the same package compiles patterns as Unicode, which the schema for translations does not bear.
 */
export function schemaProblems(kind: keyof typeof SCHEMAS, content: unknown): readonly string[] {
  const ajv = new Ajv({ allErrors: true, strictTypes: false, unicodeRegExp: false });
  addFormats(ajv, ['uri', 'email', 'regex']);
  const validate = ajv.compile(SCHEMAS[kind]);
  validate(content);
  return (validate.errors ?? []).map(
    ({ instancePath, message }) =>
      `${instancePath === '' ? 'root' : instancePath} ${message ?? ''}`,
  );
}
