import { z } from 'zod';
import { ok, reasonOf, warn, wrong, type Finding } from './finding';

/** The manifest to be looked at. */
export interface ManifestLook {
  /** Where it is, for the sentences. */
  readonly file: string;
  /** Its text. @throws when there is none. */
  readonly read: () => string;
  /** Where it departs from Microsoft's schema of its version. @throws where the schemas are not installed, as in the image. */
  readonly problems: (version: string, content: unknown) => readonly string[];
  /** Of the settings; empty locally. */
  readonly appId: string;
}

const AREA = 'manifest';
const MAKE = 'Make the package anew: npm run manifest.';

const shape = z.object({
  manifestVersion: z.string(),
  bots: z.array(z.object({ botId: z.string() })).min(1),
});

/** Whether Teams accepts the manifest of the package, and whether it is that of this bot. */
export function checkManifest(look: ManifestLook): readonly Finding[] {
  let content: unknown;
  try {
    content = JSON.parse(look.read());
  } catch (error) {
    return [wrong(AREA, `${look.file} cannot be read: ${reasonOf(error)}`, MAKE)];
  }
  const parsed = shape.safeParse(content);
  if (!parsed.success) {
    return [wrong(AREA, `${look.file} names no version or no bot.`, MAKE)];
  }
  const { manifestVersion, bots } = parsed.data;
  return [
    ...schemaFindings(look, manifestVersion, content),
    ...bots.map(({ botId }) => botFinding(botId, look.appId)),
  ];
}

function schemaFindings(
  { file, problems }: ManifestLook,
  version: string,
  content: unknown,
): readonly Finding[] {
  try {
    const found = problems(version, content);
    return found.length === 0
      ? [ok(AREA, `${file} follows the schema of version ${version}.`)]
      : found.map((problem) => wrong(AREA, `${file}: ${problem}`, MAKE));
  } catch {
    const says = `${file} was not compared with the schema of version ${version}, which is not installed.`;
    return [warn(AREA, says, 'Run this from a checkout with all packages.')];
  }
}

function botFinding(botId: string, appId: string): Finding {
  if (appId === '') {
    return ok(AREA, 'Without MICROSOFT_APP_ID no bot is compared.');
  }
  return botId.toLowerCase() === appId.toLowerCase()
    ? ok(AREA, 'Its bot is MICROSOFT_APP_ID.')
    : wrong(AREA, `Its bot is ${botId}, not MICROSOFT_APP_ID.`, MAKE);
}
