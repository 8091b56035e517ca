import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PermanentError } from '../errors';

/** Ids and host that stand in `manifest/` for those of an environment; none of them is ever packed. */
export const EXAMPLES = {
  botId: '11111111-2222-4333-8444-555555555555',
  appId: '66666666-7777-4888-9999-aaaaaaaaaaaa',
  domain: 'example.com',
} as const;

/** For which environment a package is made. */
export interface PackageOptions {
  /** Entra application (client) id of the bot. */
  readonly botId: string;
  /** Id of the app in Teams. The same as `botId` unless said otherwise: by it the bot looks itself up in the catalogue. */
  readonly appId: string;
  /** Host of the three pages about SME Desk (website, privacy, terms). */
  readonly domain: string;
  /** What tells this app from that of another environment, behind its name; empty for the real one. */
  readonly nameSuffix: string;
  /** FPMs may sign in: Teams then opens the page of the Bot Framework for it. */
  readonly signIn: boolean;
  /** The zip file to write. */
  readonly out: string;
}

const USAGE = `Usage:
  npm run manifest -- --bot-id <GUID> --domain <host> [--app-id <GUID>] [--name-suffix <word>] [--sign-in] [--out <file.zip>]
Without --bot-id it is MICROSOFT_APP_ID of the environment or of .env.`;

const GUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const NO_ID = '00000000-0000-0000-0000-000000000000';
const HOST = /^(?=.{4,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/i;
/** Part of a name of at most 30 characters, and of a file's name. */
const SUFFIX = /^[a-z\d][a-z\d-]{0,15}$/i;
const ZIP = /\.zip$/i;

/**
 * Arguments and environment → what to make.
 * @throws PermanentError `config/invalid` that names everything that is missing or wrong at once.
 */
export function readPackageOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): PackageOptions {
  const given = valuesOf(args);
  const botId = given['bot-id'] ?? env['MICROSOFT_APP_ID'] ?? '';
  const options: PackageOptions = {
    botId,
    appId: given['app-id'] ?? botId,
    domain: given.domain ?? '',
    nameSuffix: given['name-suffix'] ?? '',
    signIn: given['sign-in'],
    out:
      given.out ??
      join('dist', `${['sme-desk', given['name-suffix']].filter(Boolean).join('-')}.zip`),
  };
  const problems = [
    ...idProblems('--bot-id', options.botId),
    ...(given['app-id'] === undefined ? [] : idProblems('--app-id', options.appId)),
    ...domainProblems(options.domain),
    ...suffixProblems(given['name-suffix']),
    ...(ZIP.test(options.out) ? [] : [`--out: is "${options.out}"; a package ends with .zip.`]),
  ];
  if (problems.length > 0) {
    const lines = problems.map((line) => `  - ${line}`).join('\n');
    throw new PermanentError(
      'config/invalid',
      `No package can be made of this:\n${lines}\n${USAGE}`,
    );
  }
  return options;
}

function valuesOf(args: readonly string[]): Values {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ 'bot-id': text, 'app-id': text, domain: text, 'name-suffix': text, out: text },
        'sign-in': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PermanentError('config/invalid', `${reason}\n${USAGE}`);
  }
}

interface Values {
  readonly 'bot-id'?: string | undefined;
  readonly 'app-id'?: string | undefined;
  readonly domain?: string | undefined;
  readonly 'name-suffix'?: string | undefined;
  readonly 'sign-in': boolean;
  readonly out?: string | undefined;
}

function idProblems(option: string, id: string): readonly string[] {
  const isExample = [EXAMPLES.botId, EXAMPLES.appId, NO_ID].includes(id.toLowerCase());
  if (id === '') {
    return [`${option}: is missing; it is the id that the bot is registered with.`];
  }
  if (!GUID.test(id)) {
    return [`${option}: is "${id}", which is no GUID such as ${EXAMPLES.botId}.`];
  }
  return isExample ? [`${option}: is ${id}, which is an example; give your own.`] : [];
}

function domainProblems(domain: string): readonly string[] {
  if (domain === '') {
    return ['--domain: is missing; it is the host of your pages about SME Desk.'];
  }
  if (domain.includes('://')) {
    return [`--domain: is "${domain}"; leave out the scheme and give the host alone.`];
  }
  if (!HOST.test(domain)) {
    return [`--domain: is "${domain}"; give a host alone, without path, port or wildcard.`];
  }
  const isExample = domain.toLowerCase() === EXAMPLES.domain;
  return isExample ? [`--domain: is ${domain}, which is an example; give your own.`] : [];
}

function suffixProblems(suffix: string | undefined): readonly string[] {
  return suffix === undefined || SUFFIX.test(suffix)
    ? []
    : [`--name-suffix: is "${suffix}"; give one word of up to 16 letters, digits and hyphens.`];
}
