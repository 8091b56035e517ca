import { z } from 'zod';
import { PermanentError } from '../errors';
import { EXAMPLES, type PackageOptions } from './package-options';
import { schemaProblems } from './schema-problems';
import type { PackedFile } from './zip-files';

const MANIFEST = 'manifest.json';
/** The page in which Teams lets somebody sign in. Source: learn.microsoft.com "Add authentication to your Teams bot". */
const SIGN_IN_HOST = 'token.botframework.com';

/** What of the manifest names other files, and the app. */
const manifestShape = z.object({
  manifestVersion: z.string().regex(/^\d+\.\d+$/),
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.object({ additionalLanguages: z.array(z.object({ file: z.string() })) }),
  name: z.object({ short: z.string(), full: z.string() }),
  validDomains: z.array(z.string()),
});
const translationShape = z.object({ 'name.short': z.string(), 'name.full': z.string() });

/**
 * The files of the package for one environment: the manifest and what it names, nothing else, each id, host and name filled in.
 * `read` gives a file of `manifest/` by its name.
 * @throws PermanentError `config/invalid` when the result is not what Teams accepts; what `read` throws.
 */
export function fillPackage(
  read: (name: string) => Buffer,
  options: PackageOptions,
): readonly PackedFile[] {
  const manifest = filled(read(MANIFEST), options);
  const { manifestVersion, name, icons, localizationInfo, validDomains } =
    manifestShape.parse(manifest);
  const translations = localizationInfo.additionalLanguages.map(({ file }) => ({
    file,
    content: named(filled(read(file), options), options),
  }));
  const content = {
    ...manifest,
    name: { short: withSuffix(name.short, options), full: withSuffix(name.full, options) },
    ...(options.signIn ? { validDomains: [...validDomains, SIGN_IN_HOST] } : {}),
  };
  refuse([
    ...schemaProblems('manifest', manifestVersion, content).map(
      (problem) => `${MANIFEST}: ${problem}`,
    ),
    ...translations.flatMap(({ file, content: translation }) =>
      schemaProblems('translation', manifestVersion, translation).map(
        (problem) => `${file}: ${problem}`,
      ),
    ),
  ]);
  return [
    { name: MANIFEST, content: jsonBytes(content) },
    ...[icons.color, icons.outline].map((icon) => ({ name: icon, content: read(icon) })),
    ...translations.map(({ file, content: translation }) => ({
      name: file,
      content: jsonBytes(translation),
    })),
  ];
}

/** The examples are replaced in the text, wherever they stand: what is added to the manifest later is filled in as well. */
function filled(source: Buffer, { botId, appId, domain }: PackageOptions): object {
  const text = source
    .toString('utf8')
    .replaceAll(EXAMPLES.botId, botId)
    .replaceAll(EXAMPLES.appId, appId)
    .replaceAll(EXAMPLES.domain, domain);
  return JSON.parse(text) as object;
}

function named(translation: object, options: PackageOptions): object {
  const names = translationShape.parse(translation);
  return {
    ...translation,
    'name.short': withSuffix(names['name.short'], options),
    'name.full': withSuffix(names['name.full'], options),
  };
}

function withSuffix(name: string, { nameSuffix }: PackageOptions): string {
  return nameSuffix === '' ? name : `${name} ${nameSuffix}`;
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    const lines = problems.map((line) => `  - ${line}`).join('\n');
    throw new PermanentError('config/invalid', `Teams would not accept this package:\n${lines}`);
  }
}

function jsonBytes(content: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8');
}
