import { z } from 'zod';
import { CLOUD_SETTINGS, CLOUD_SHAPE, CLOUDS, type Cloud } from './cloud';
import { PermanentError } from './errors';
import {
  GRAPH_CHECKS,
  GRAPH_SETTINGS,
  GRAPH_SHAPE,
  graphConfigOf,
  type GraphConfig,
  type MailConfig,
} from './graph-config';
import {
  PEOPLE_CHECKS,
  PEOPLE_SETTINGS,
  PEOPLE_SHAPE,
  peopleConfigOf,
  type PeopleConfig,
} from './people-config';
import { IDENTITY, type AppConfig } from './identity-config';
import { SIGN_IN, type SignInConfig } from './sign-in-config';
import {
  LOOPBACK,
  STORE_CHECKS,
  STORE_SETTINGS,
  STORE_SHAPE,
  storeConfigOf,
  type StoreConfig,
} from './store-config';

/** One environment variable, as README and `.env.example` describe it. */
export interface Setting {
  readonly name: string;
  readonly purpose: string;
  /** Value when it is not set; empty means that it has none. */
  readonly default: string;
}

/** A whole number written in digits; an empty text is none. */
function whole(least: number, most: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));
}

/** Ids separated by commas, as a list; an empty text is an empty one. */
const guids = z
  .string()
  .transform((text) => (text.trim() === '' ? [] : text.split(',').map((id) => id.trim())))
  .pipe(z.array(z.guid('must be ids (GUIDs) separated by commas')));

/** `InstrumentationKey=<id>;IngestionEndpoint=https://…;…` */
const CONNECTION =
  /^InstrumentationKey=[\da-f-]{36};(?:\w+=[^;]*;)*IngestionEndpoint=https:\/\/[^;]+(?:;.*)?$/i;

const schema = z.object({
  PROFILE: z.enum(['local', 'production']).default('production'),
  HOST: z.string().min(1).default('0.0.0.0'),
  PORT: whole(0, 65_535).prefault('3978'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ...STORE_SHAPE,
  DIRECTORY_FILE: z.string().min(1).default('directory.example.json'),
  OUTBOX_DIR: z.string().min(1).default('.data/outbox'),
  ...PEOPLE_SHAPE,
  ...IDENTITY.shape,
  ALLOWED_TENANTS: guids.prefault(''),
  ...CLOUD_SHAPE,
  CONNECTOR_TIMEOUT_MS: whole(100, 60_000).prefault('8000'),
  REPLICAS: whole(1, 50).prefault('1'),
  LEASE_MS: whole(500, 600_000).prefault('60000'),
  SWEEP_MS: whole(100, 600_000).prefault('10000'),
  STOP_GRACE_MS: whole(0, 60_000).prefault('8000'),
  DEMO_START: z.union([z.literal(['', 'working']), z.iso.datetime({ offset: true })]).default(''),
  ...GRAPH_SHAPE,
  ...SIGN_IN.shape,
  APPLICATIONINSIGHTS_CONNECTION_STRING: z
    .union([
      z.literal(''),
      z.string().regex(CONNECTION, 'must be a connection string of Application Insights'),
    ])
    .default(''),
});

/** Every environment variable the process reads. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'PROFILE',
    purpose: '`local` (no sign-in, loopback only, mail to disk) or `production`',
    default: 'production',
  },
  { name: 'HOST', purpose: 'address to listen on', default: '0.0.0.0' },
  { name: 'PORT', purpose: 'port to listen on; 0 takes any free one', default: '3978' },
  { name: 'LOG_LEVEL', purpose: '`debug`, `info`, `warn`, `error` or `silent`', default: 'info' },
  ...STORE_SETTINGS,
  {
    name: 'DIRECTORY_FILE',
    purpose: 'people, partners and experts; read into an empty store at the first start',
    default: 'directory.example.json',
  },
  { name: 'OUTBOX_DIR', purpose: 'folder into which mails are written', default: '.data/outbox' },
  ...PEOPLE_SETTINGS,
  ...IDENTITY.settings,
  {
    name: 'ALLOWED_TENANTS',
    purpose: 'further Entra tenants in whose chats and teams the bot answers, separated by commas',
    default: '',
  },
  ...CLOUD_SETTINGS,
  {
    name: 'CONNECTOR_TIMEOUT_MS',
    purpose: 'longest wait for one call to Teams or Graph, in milliseconds',
    default: '8000',
  },
  {
    name: 'REPLICAS',
    purpose:
      'processes that run at the same time; each takes its part of the pace that Teams allows',
    default: '1',
  },
  {
    name: 'LEASE_MS',
    purpose: 'after so many milliseconds another process takes over what a crashed one left',
    default: '60000',
  },
  {
    name: 'SWEEP_MS',
    purpose: 'pause between two looks for due work, in milliseconds',
    default: '10000',
  },
  {
    name: 'STOP_GRACE_MS',
    purpose: 'time for running work to end at SIGTERM, in milliseconds',
    default: '8000',
  },
  {
    name: 'DEMO_START',
    purpose:
      'local demo only: `working` starts its clock within working hours, a moment such as `2026-11-23T09:10:00+01:00` sets it on an empty store',
    default: '',
  },
  ...GRAPH_SETTINGS,
  ...SIGN_IN.settings,
  {
    name: 'APPLICATIONINSIGHTS_CONNECTION_STRING',
    purpose:
      'where traces and metrics go, handed in by the identity of the process (role Monitoring Metrics Publisher); empty: nowhere, and nothing for it is loaded',
    default: '',
  },
];

/** Where and how the process runs. */
export interface Config extends PeopleConfig {
  readonly profile: 'local' | 'production';
  readonly host: string;
  readonly port: number;
  readonly logLevel: z.output<typeof schema>['LOG_LEVEL'];
  readonly store: StoreConfig;
  readonly directoryFile: string;
  readonly outboxDir: string;
  readonly app: AppConfig;
  /** In whose chats and teams the bot answers: its own tenant first, if it is known, then the others. */
  readonly allowedTenants: readonly string[];
  /** Where Teams, its sign-in and Graph are. */
  readonly cloud: Cloud;
  readonly connectorTimeoutMs: number;
  /** Equal processes over the same store, this one included. */
  readonly replicas: number;
  readonly leaseMs: number;
  readonly sweepMs: number;
  readonly stopGraceMs: number;
  /** Where the clock of the local demo starts. */
  readonly demoStart: 'now' | 'working' | { readonly at: number };
  /** Absent where Microsoft Graph is off. */
  readonly graph?: GraphConfig;
  readonly mail: MailConfig;
  /** Absent where nobody signs in. */
  readonly signIn?: SignInConfig;
  /** Connection string of Application Insights; absent where nothing is sent there. */
  readonly insights?: string;
}

/**
 * Reads the settings from an environment. Pure.
 * @throws PermanentError `config/invalid` that names every problem at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const settings = schema.parse(
    Object.fromEntries(
      SETTINGS.map(({ name }) => [name, readable(env[name], name as SettingName, problems)]),
    ),
  );
  const isWrong = (name: string): boolean => problems.some((line) => line.startsWith(`${name}: `));
  if (!isWrong('PROFILE')) {
    problems.push(...unsafe(settings).filter((line) => !isWrong(line.split(':')[0] ?? '')));
  }
  if (problems.length > 0) {
    const lines = problems.map((line) => `  - ${line}`).join('\n');
    throw new PermanentError('config/invalid', `These settings are wrong:\n${lines}`);
  }
  return configOf(settings);
}

/** The text of one setting, or nothing (its default) after noting what is wrong with it. */
function readable(
  text: string | undefined,
  name: SettingName,
  problems: string[],
): string | undefined {
  const parsed = schema.shape[name].safeParse(text);
  if (parsed.success) {
    return text;
  }
  problems.push(...parsed.error.issues.map(({ message }) => `${name}: ${message}`));
  return undefined;
}

type SettingName = keyof typeof schema.shape;

type Settings = z.output<typeof schema>;

/** Longest row of calls that one effect makes under one lease: a lookup, an installation, a chat; and time to note what came of it. */
const CALLS_IN_A_ROW = 4;

/** What is wrong although each setting by itself is right. */
const UNSAFE: readonly ((settings: Settings) => string | undefined)[] = [
  ({ PROFILE, HOST }) =>
    PROFILE === 'local' && !LOOPBACK.includes(HOST)
      ? `HOST: is ${HOST}; PROFILE=local listens on loopback only (127.0.0.1).`
      : undefined,
  ...IDENTITY.checks,
  ({ PROFILE, LEASE_MS, CONNECTOR_TIMEOUT_MS }) =>
    PROFILE === 'production' && LEASE_MS < CALLS_IN_A_ROW * CONNECTOR_TIMEOUT_MS
      ? `LEASE_MS: is ${String(LEASE_MS)}; ${String(CALLS_IN_A_ROW)} calls of CONNECTOR_TIMEOUT_MS must fit into it, or another process repeats what is under way.`
      : undefined,
  ...PEOPLE_CHECKS,
  ...STORE_CHECKS,
  ...GRAPH_CHECKS,
  ...SIGN_IN.checks,
];

function unsafe(settings: Settings): readonly string[] {
  return UNSAFE.flatMap((check) => check(settings) ?? []);
}

function configOf(data: Settings): Config {
  return {
    profile: data.PROFILE,
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    store: storeConfigOf(data),
    directoryFile: data.DIRECTORY_FILE,
    outboxDir: data.OUTBOX_DIR,
    ...peopleConfigOf(data),
    app: IDENTITY.configOf(data),
    allowedTenants: [data.MICROSOFT_APP_TENANT_ID, ...data.ALLOWED_TENANTS].filter(
      (id) => id !== '',
    ),
    cloud: CLOUDS[data.CLOUD],
    connectorTimeoutMs: data.CONNECTOR_TIMEOUT_MS,
    replicas: data.REPLICAS,
    leaseMs: data.LEASE_MS,
    sweepMs: data.SWEEP_MS,
    stopGraceMs: data.STOP_GRACE_MS,
    demoStart: demoStartOf(data.DEMO_START),
    ...graphConfigOf(data),
    ...SIGN_IN.configOf(data),
    ...(data.APPLICATIONINSIGHTS_CONNECTION_STRING === ''
      ? {}
      : { insights: data.APPLICATIONINSIGHTS_CONNECTION_STRING }),
  };
}

function demoStartOf(text: string): Config['demoStart'] {
  if (text === '') {
    return 'now';
  }
  return text === 'working' ? text : { at: Date.parse(text) };
}
