/**
 * What one Playground window is told about its small tenant: who sits there, who else exists, and
 * which chats there are. Chat ids differ from window to window, because the bot tells conversations
 * apart by id alone; tenant and bot are the same everywhere.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PERSONA_KEYS, type Persona, type Personas } from './personas';

/** The tenant of the local Teams, as in `directory.example.json`. */
const TENANT_ID = '7f2c3b1e-0000-4000-8000-000000000001';
const BOT_ID = '28:7f2c3b1e-0000-4000-8000-0000000000b0';
const BOT_NAME = 'SME Desk';
/** The Playground accepts exactly this many people beside the one at the window. */
const OTHERS = 5;

/** A person in the spelling of the Playground's schema (`userPrincipleName` is theirs). */
export interface WindowUser {
  readonly id: string;
  readonly name: string;
  readonly userPrincipleName: string;
  readonly aadObjectId: string;
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
}

/** `.m365agentsplayground.yml`, schema 0.1.1 of `@microsoft/m365agentsplayground` 0.2.28; unknown keys are refused there. */
export interface WindowConfig {
  readonly version: '0.1.1';
  readonly tenantId: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly currentUser: WindowUser;
  readonly users: readonly WindowUser[];
  readonly personalChat: { readonly id: string };
  readonly groupChat: { readonly id: string; readonly name: string };
  readonly team: {
    readonly id: string;
    readonly name: string;
    readonly aadGroupId: string;
    readonly channels: readonly [{ readonly id: string; readonly name: string }];
  };
}

/** The window of one persona; the five others are the first of {@link PERSONA_KEYS}. Pure. */
export function windowConfig(persona: Persona, personas: Personas): WindowConfig {
  const others = PERSONA_KEYS.filter((key) => key !== persona.key).slice(0, OTHERS);
  return {
    version: '0.1.1',
    tenantId: TENANT_ID,
    bot: { id: BOT_ID, name: BOT_NAME },
    currentUser: windowUser(persona),
    users: others.map((key) => windowUser(personas[key])),
    personalChat: { id: `a:personal-${persona.key}` },
    groupChat: { id: `19:kickoff-${persona.key}@thread.v2`, name: `Kickoff (${persona.key})` },
    team: {
      id: `19:team-${persona.key}@thread.tacv2`,
      name: `Delivery (${persona.key})`,
      // A valid GUID, different for each window because the port is.
      aadGroupId: `7f2c3b1e-0000-4000-8000-0000000${String(persona.port)}`,
      channels: [{ id: `19:check-ins-${persona.key}@thread.tacv2`, name: 'Check-ins' }],
    },
  };
}

function windowUser({ id, name, mail, aadObjectId }: Persona): WindowUser {
  const [givenName = name, ...rest] = name.split(' ');
  return {
    id,
    name,
    userPrincipleName: mail,
    aadObjectId,
    givenName,
    surname: rest.length === 0 ? givenName : rest.join(' '),
    email: mail,
  };
}

/** The three conversations into which the bot is installed at the start: 1:1, group chat, channel. Pure. */
export function conversationIdsOf(config: WindowConfig): readonly string[] {
  return [config.personalChat.id, config.groupChat.id, config.team.channels[0].id];
}

/** Writes the file of one window, `<name>.m365agentsplayground.yml`, and returns its path. JSON is valid YAML. */
export function writeWindowConfig(directory: string, name: string, config: WindowConfig): string {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, `${name}.m365agentsplayground.yml`);
  writeFileSync(path, `${JSON.stringify(config, undefined, 2)}\n`);
  return path;
}
