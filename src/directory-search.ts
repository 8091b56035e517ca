import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { parseArgs } from 'node:util';
import { graphTokens } from './azure-credential';
import { directoryEntry } from './directory-entry';
import { PermanentError, TransientError } from './errors';
import { findPeople } from './graph/find-people';
import { createGraphClient, type GraphClient } from './graph/graph-client';
import { readToolConfig } from './tool-config';

const USAGE = `Usage:
  npm run directory:find -- "<name, or the beginning of a mail address>"
It prints up to ten people of the tenant, each as a line for "people" of the directory file; what stands there with a question mark is yours to fill in.
It ends with 0 (somebody was found), 1 (nobody was, a setting has a problem, or Microsoft Graph refuses) or 2 (it failed for the moment: run it again).
`;
const OFF =
  'GRAPH_USES: `people` is not among the uses of Microsoft Graph (GRAPH=on), so nobody is looked up.';
const REFUSED =
  'Microsoft Graph refuses to search people: grant User.Read.All with deploy/grant-graph-roles.sh; a new token has it after up to a day.';
/** No name is longer, and nothing longer is sent. */
const TYPED_MAX = 100;

/** Environment and arguments → people on standard output. */
async function main(): Promise<void> {
  const typed = given();
  if (existsSync('.env')) {
    loadEnvFile('.env'); // What the environment already has stays.
  }
  const people = await findPeople(openGraph(), typed);
  if (people.length === 0) {
    process.stderr.write('Nobody in the tenant has that name or mail address.\n');
    process.exitCode = 1;
  }
  process.stdout.write(people.map((person) => `${directoryEntry(person)}\n`).join(''));
}

/** What was typed. @throws PermanentError `config/invalid` */
function given(): string {
  const words = parsed();
  const typed = words.join(' ').trim();
  if (typed === '' || typed.length > TYPED_MAX) {
    throw new PermanentError('config/invalid', USAGE);
  }
  return typed;
}

function parsed(): readonly string[] {
  try {
    return parseArgs({ allowPositionals: true }).positionals;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new PermanentError('config/invalid', `${reason}\n${USAGE}`, { cause });
  }
}

/** @throws PermanentError `config/invalid` */
function openGraph(): GraphClient {
  const { app, graph, connectorTimeoutMs: timeoutMs } = readToolConfig(process.env, undefined);
  if (graph?.uses.includes('people') !== true) {
    throw new PermanentError('config/invalid', OFF);
  }
  return createGraphClient({
    baseUrl: graph.baseUrl,
    credential: graphTokens(app, graph.signIn),
    timeoutMs,
  });
}

main().catch((error: unknown) => {
  const isOurs = error instanceof PermanentError || error instanceof TransientError;
  const isRefused = isOurs && error.code === 'graph/refused' && error.details['status'] === 403;
  const says = isRefused ? REFUSED : isOurs ? error.message : String(error);
  process.stderr.write(isOurs ? `${says} (${error.code})\n` : `${says}\n`);
  process.exitCode = error instanceof PermanentError ? 1 : 2;
});
