import { z } from 'zod';

/** Names of this machine, which nobody else reaches. */
export const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

const COSMOS_NAME = /^[\w-]{1,255}$/;

/** The settings of the store, for the schema of `config.ts`. */
export const STORE_SHAPE = {
  STORE: z.enum(['sqlite', 'cosmos', 'memory']).default('sqlite'),
  SQLITE_FILE: z.string().min(1).default('.data/sme-desk.sqlite'),
  COSMOS_ENDPOINT: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  COSMOS_DATABASE: z.string().regex(COSMOS_NAME).default('sme-desk'),
  COSMOS_CONTAINER: z.string().regex(COSMOS_NAME).default('records'),
  COSMOS_KEY: z.union([z.literal(''), z.base64()]).default(''),
};

/** What README and `.env.example` say about them. */
export const STORE_SETTINGS = [
  {
    name: 'STORE',
    purpose: '`sqlite`, `cosmos`, or `memory` for a trial that keeps nothing',
    default: 'sqlite',
  },
  { name: 'SQLITE_FILE', purpose: 'file of the SQLite store', default: '.data/sme-desk.sqlite' },
  {
    name: 'COSMOS_ENDPOINT',
    purpose: 'address of the Cosmos DB account, with `STORE=cosmos`',
    default: '',
  },
  { name: 'COSMOS_DATABASE', purpose: 'database in that account', default: 'sme-desk' },
  {
    name: 'COSMOS_CONTAINER',
    purpose: 'container made from `deploy/cosmos-container.json`',
    default: 'records',
  },
  {
    name: 'COSMOS_KEY',
    purpose:
      'key of an emulator on this machine; an account is opened with the identity of the process',
    default: '',
  },
] as const;

/** The parsed settings of {@link STORE_SHAPE}. */
export type StoreValues = {
  readonly [Name in keyof typeof STORE_SHAPE]: z.output<(typeof STORE_SHAPE)[Name]>;
};

type Check = (values: StoreValues) => string | undefined;

const accountNamed: Check = ({ STORE, COSMOS_ENDPOINT }) =>
  STORE === 'cosmos' && COSMOS_ENDPOINT === ''
    ? 'COSMOS_ENDPOINT: is empty; STORE=cosmos needs the address of an account.'
    : undefined;

const reachedSafely: Check = ({ STORE, COSMOS_ENDPOINT }) =>
  STORE === 'cosmos' && COSMOS_ENDPOINT.startsWith('http:') && !isOnLoopback(COSMOS_ENDPOINT)
    ? 'COSMOS_ENDPOINT: is not https; only an emulator on this machine may be reached without.'
    : undefined;

const noKeyOfAccount: Check = ({ STORE, COSMOS_ENDPOINT, COSMOS_KEY }) =>
  STORE === 'cosmos' &&
  COSMOS_KEY !== '' &&
  COSMOS_ENDPOINT !== '' &&
  !isOnLoopback(COSMOS_ENDPOINT)
    ? 'COSMOS_KEY: is set; a key is for an emulator on this machine only. Leave it out: the process has an identity.'
    : undefined;

const keyOfEmulator: Check = ({ STORE, COSMOS_ENDPOINT, COSMOS_KEY }) =>
  STORE === 'cosmos' && COSMOS_KEY === '' && isOnLoopback(COSMOS_ENDPOINT)
    ? 'COSMOS_KEY: is empty; an emulator knows no identities and wants its key.'
    : undefined;

/** What is wrong although each setting by itself is right; one line each. Pure. */
export const STORE_CHECKS: readonly Check[] = [
  accountNamed,
  reachedSafely,
  noKeyOfAccount,
  keyOfEmulator,
];

function isOnLoopback(address: string): boolean {
  return (
    URL.canParse(address) && LOOPBACK.includes(new URL(address).hostname.replace(/[[\]]/g, ''))
  );
}

/** Where the records are kept. */
export type StoreConfig =
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'cosmos';
      readonly endpoint: string;
      readonly database: string;
      readonly container: string;
      /** Of an emulator on loopback only. */
      readonly key?: string;
    }
  | { readonly kind: 'memory' };

/** The settings in the words of the house. Pure. */
export function storeConfigOf(values: StoreValues): StoreConfig {
  switch (values.STORE) {
    case 'sqlite':
      return { kind: 'sqlite', file: values.SQLITE_FILE };
    case 'cosmos':
      return {
        kind: 'cosmos',
        endpoint: values.COSMOS_ENDPOINT,
        database: values.COSMOS_DATABASE,
        container: values.COSMOS_CONTAINER,
        ...(values.COSMOS_KEY === '' ? {} : { key: values.COSMOS_KEY }),
      };
    case 'memory':
      return { kind: 'memory' };
  }
}
