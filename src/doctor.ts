import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { access, constants, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type * as ManifestOf from './app-package/manifest-of';
import type * as SchemaProblems from './app-package/schema-problems';
import { azureCredential, botCredential, botScope, graphTokens } from './azure-credential';
import { isKnownCountry, isKnownZone } from './calendar/known-places';
import type { Config } from './config';
import { readDirectory, type DirectoryFile } from './directory-file';
import { checkDirectory } from './doctor/check-directory';
import { checkEndpoint } from './doctor/check-endpoint';
import { checkManifest } from './doctor/check-manifest';
import { checkPeople } from './doctor/check-people';
import { checkPermissions, READS_SECRET_END } from './doctor/check-permissions';
import { checkSecret, type RegisteredSecret } from './doctor/check-secret';
import { checkSettings, secretsOf } from './doctor/check-settings';
import { checkSignIn } from './doctor/check-sign-in';
import { checkStore, type StorePorts } from './doctor/check-store';
import { checkToken, type TokenLook } from './doctor/check-token';
import {
  exitCodeOf,
  ok,
  reasonOf,
  reportOf,
  warn,
  withoutSecrets,
  type Finding,
} from './doctor/finding';
import { TransientError } from './errors';
import { createGraphClient, type TokenSource } from './graph/graph-client';
import { lookUpPeople } from './graph/look-up-people';
import { GRAPH_PERMISSIONS } from './graph/permissions';
import { registeredSecrets } from './graph/registered-secrets';
import type { GraphConfig } from './graph-config';
import { createLog } from './log';
import { openRecords } from './open-records';
import { refuseHalfImport } from './store/import-mark';
import { readContainer } from './store/open-cosmos';

const ROOT = join(__dirname, '..');
const USAGE = `Usage:
  npm run doctor -- [--endpoint https://<host>] [--manifest <zip or json>] [--json]
It looks at what the bot would run with, changes nothing, and ends with 0 (all is well), 1 (something to look at) or 2 (something is wrong).
`;

/** What was given on the command line. */
interface Given {
  readonly endpoint?: string | undefined;
  readonly manifest?: string | undefined;
}

/** Environment and arguments → findings on standard output. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...{ endpoint: { type: 'string' }, manifest: { type: 'string' } },
      ...{ json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (existsSync('.env')) {
    loadEnvFile('.env'); // What the environment already has stays.
  }
  const tokens: string[] = [];
  const found = await lookAtAll(values, tokens);
  const findings = withoutSecrets(found, [...secretsOf(process.env), ...tokens]);
  process.stdout.write(
    values.json ? `${JSON.stringify({ findings }, null, 2)}\n` : `${reportOf(findings)}\n`,
  );
  process.exitCode = exitCodeOf(findings);
}

/** `tokens` takes every token that was obtained, so that none of them is told. */
async function lookAtAll(given: Given, tokens: string[]): Promise<readonly Finding[]> {
  const { config, findings } = checkSettings(process.env);
  if (config === undefined) {
    return findings;
  }
  return [
    ...findings,
    ...(await lookAtSignIn(config, tokens)),
    ...(await checkStore(config.store, storePorts(config))),
    ...(given.endpoint === undefined
      ? []
      : await checkEndpoint(given.endpoint, config.connectorTimeoutMs)),
    ...lookAtManifest(config, given.manifest),
    ...(await lookAtDirectory(config)),
    ...(await lookAtPeople(config)),
  ];
}

async function lookAtSignIn(config: Config, tokens: string[]): Promise<readonly Finding[]> {
  const { app, cloud, graph, connectorTimeoutMs: timeoutMs } = config;
  const obtain = (source: () => TokenSource, scope: string) => async (): Promise<string> => {
    const answer = await source().getToken(scope, { abortSignal: AbortSignal.timeout(timeoutMs) });
    if (answer === null) {
      throw new TransientError('delivery/unavailable', 'Nothing was issued.');
    }
    tokens.push(answer.token);
    return answer.token;
  };
  const signIn = await lookAtConnection(
    config,
    obtain(() => botCredential(config), botScope(cloud)),
  );
  const bot =
    app.id === ''
      ? [ok('bot', 'Without MICROSOFT_APP_ID nobody signs in: local only.')]
      : (
          await checkToken(
            {
              ...{ area: 'bot', service: 'Teams', appId: app.id },
              audiences: [cloud.botAudience],
              todo: 'Look at CLOUD, MICROSOFT_APP_ID, _TYPE, _TENANT_ID and _PASSWORD; a managed identity exists in Azure only.',
            },
            obtain(() => botCredential(config), botScope(cloud)),
          )
        ).findings;
  if (graph === undefined) {
    const off = ok('graph', 'Microsoft Graph is off.');
    return [...bot, off, ...checkSecret(app, undefined, Date.now())];
  }
  const source = graphTokens(app, graph.signIn);
  const look = await checkToken(
    {
      ...{ area: 'graph', service: 'Microsoft Graph', appId: app.id },
      audiences: [graph.baseUrl, '00000003-0000-0000-c000-000000000000'],
      todo: 'Look at CLOUD and GRAPH_HOST, and at the registration; on loopback at GRAPH_TOKEN.',
    },
    obtain(() => source, `${graph.baseUrl}/.default`),
  );
  const grants = await lookAtGrants(config, graph, { source, look });
  return [...bot, ...look.findings, ...grants, ...signIn];
}

/** Whether people could sign in; nothing where nobody does. */
async function lookAtConnection(
  { signIn, app, connectorTimeoutMs: timeoutMs }: Config,
  obtain: () => Promise<string>,
): Promise<readonly Finding[]> {
  return signIn === undefined ? [] : checkSignIn({ ...signIn, appId: app.id, timeoutMs, obtain });
}

/** What the token of Graph allows, and what it lets us read about the client secret. */
async function lookAtGrants(
  config: Config,
  graph: GraphConfig,
  { source, look }: { readonly source: TokenSource; readonly look: TokenLook },
): Promise<readonly Finding[]> {
  const { app, mail, connectorTimeoutMs: timeoutMs } = config;
  const { roles } = look;
  if (roles === undefined) {
    return checkSecret(app, undefined, Date.now());
  }
  const permissions = checkPermissions(roles, {
    table: GRAPH_PERMISSIONS,
    uses: [...graph.uses, ...(mail.by === 'graph' ? ['mail'] : [])],
    given: graph.catalogId === undefined ? [] : ['TEAMS_APP_CATALOG_ID'],
  });
  if (app.password === '' || !roles.includes(READS_SECRET_END)) {
    return [...permissions, ...checkSecret(app, undefined, Date.now())];
  }
  let registered: readonly RegisteredSecret[] | undefined;
  const unread: Finding[] = [];
  try {
    const client = createGraphClient({ baseUrl: graph.baseUrl, credential: source, timeoutMs });
    registered = await registeredSecrets(client, app.id);
  } catch (error) {
    const says = `The registration could not be read: ${reasonOf(error)}`;
    unread.push(warn('secret', says, 'Look at MICROSOFT_APP_ID.'));
  }
  return [...permissions, ...unread, ...checkSecret(app, registered, Date.now())];
}

function storePorts(config: Config): StorePorts {
  const { store } = config;
  return {
    tryStore: async () => {
      const engine = await openRecords(config, createLog({ level: 'silent' }));
      try {
        await refuseHalfImport(engine, Date.now());
        if (!(await engine.healthy())) {
          throw new TransientError('store/unavailable', 'It does not answer.');
        }
      } finally {
        await engine.close();
      }
    },
    exists: existsSync,
    tryWrite: (path) => access(path, constants.W_OK),
    freeBytes: async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    readContainer: () =>
      store.kind === 'cosmos'
        ? readContainer(store, { credential: () => azureCredential(config) })
        : Promise.resolve(undefined),
    declared: parsedFile(join(ROOT, 'deploy', 'cosmos-container.json')),
  };
}

function parsedFile(path: string): unknown {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : undefined;
}

/** The package that `npm run manifest` made, or the one that is named. */
function lookAtManifest({ app, profile }: Config, named: string | undefined): readonly Finding[] {
  const file = named ?? join('dist', 'sme-desk.zip');
  if (named === undefined && !existsSync(file)) {
    const says = `There is no ${file} yet.`;
    return profile === 'local'
      ? [ok('manifest', says)]
      : [
          warn(
            'manifest',
            says,
            'Make the package: npm run manifest; or name another: --manifest.',
          ),
        ];
  }
  return checkManifest({
    ...{
      file,
      appId: app.id,
      read: () => (tool('manifest-of') as typeof ManifestOf).manifestOf(file),
    },
    problems: (version, content) =>
      (tool('schema-problems') as typeof SchemaProblems).schemaProblems(
        'manifest',
        version,
        content,
      ),
  });
}

/** Loaded when it is used: its packages are not part of the image, in which the rest of this is run as well. */
function tool(name: string): unknown {
  return createRequire(__filename)(`./app-package/${name}`);
}

async function lookAtDirectory(config: Config): Promise<readonly Finding[]> {
  const { directoryFile: file, firstAdministrator, profile } = config;
  return checkDirectory({
    ...{ file, firstAdministrator, isProduction: profile === 'production' },
    read: () => directoryIn(file),
  });
}

/** Whether the directory fits the tenant; nothing is asked where `people` is not among the uses, or of a file that cannot be read. */
async function lookAtPeople({
  app,
  directoryFile,
  graph,
  connectorTimeoutMs: timeoutMs,
}: Config): Promise<readonly Finding[]> {
  const directory = await directoryIn(directoryFile).catch(() => undefined);
  if (graph?.uses.includes('people') !== true || directory === undefined) {
    return [];
  }
  const credential = graphTokens(app, graph.signIn);
  const client = createGraphClient({ baseUrl: graph.baseUrl, credential, timeoutMs });
  return checkPeople(directory, (asked) =>
    lookUpPeople({ graph: client, pause, now: Date.now }, asked),
  );
}

async function directoryIn(file: string): Promise<DirectoryFile> {
  return readDirectory(await readFile(file, 'utf8'), { isKnownZone, isKnownCountry });
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n${USAGE}`);
  process.exitCode = 2;
});
