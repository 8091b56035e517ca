import { z } from 'zod';

const SHAPE = {
  MICROSOFT_APP_ID: z.union([z.literal(''), z.guid()]).default(''),
  MICROSOFT_APP_TYPE: z
    .enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant'])
    .default('UserAssignedMSI'),
  MICROSOFT_APP_TENANT_ID: z.union([z.literal(''), z.guid()]).default(''),
  MICROSOFT_APP_PASSWORD: z.string().default(''),
  MICROSOFT_APP_PASSWORD_ENDS: z.union([z.literal(''), z.iso.date()]).default(''),
};

const SETTINGS = [
  {
    name: 'MICROSOFT_APP_ID',
    purpose:
      'Entra application (client) id of the bot; may be empty only with `PROFILE=local` on loopback',
    default: '',
  },
  {
    name: 'MICROSOFT_APP_TYPE',
    purpose: '`UserAssignedMSI`, `SingleTenant` or `MultiTenant`',
    default: 'UserAssignedMSI',
  },
  { name: 'MICROSOFT_APP_TENANT_ID', purpose: 'Entra tenant of the bot', default: '' },
  {
    name: 'MICROSOFT_APP_PASSWORD',
    purpose: 'client secret; not with `UserAssignedMSI`',
    default: '',
  },
  {
    name: 'MICROSOFT_APP_PASSWORD_ENDS',
    purpose:
      'day on which the client secret ends, such as `2027-05-31`; operators are reminded 30, 7 and 1 days before',
    default: '',
  },
] as const;

type IdentityValues = {
  readonly [Name in keyof typeof SHAPE]: z.output<(typeof SHAPE)[Name]>;
} & { readonly PROFILE: 'local' | 'production' };

type Check = (values: IdentityValues) => string | undefined;

const idGiven: Check = ({ MICROSOFT_APP_ID, PROFILE }) =>
  MICROSOFT_APP_ID === '' && PROFILE !== 'local'
    ? 'MICROSOFT_APP_ID: is empty; without it everybody could act as anybody. Only PROFILE=local may leave it out.'
    : undefined;

const tenantGiven: Check = ({ PROFILE, MICROSOFT_APP_TENANT_ID }) =>
  PROFILE === 'production' && MICROSOFT_APP_TENANT_ID === ''
    ? 'MICROSOFT_APP_TENANT_ID: is empty; the bot answers people of one known tenant.'
    : undefined;

const noSecretOfIdentity: Check = ({ MICROSOFT_APP_TYPE, MICROSOFT_APP_PASSWORD }) =>
  MICROSOFT_APP_TYPE === 'UserAssignedMSI' && MICROSOFT_APP_PASSWORD !== ''
    ? 'MICROSOFT_APP_PASSWORD: a managed identity has none; leave it out or choose SingleTenant.'
    : undefined;

const secretGiven: Check = ({ MICROSOFT_APP_ID, MICROSOFT_APP_TYPE, MICROSOFT_APP_PASSWORD }) =>
  MICROSOFT_APP_ID !== '' &&
  MICROSOFT_APP_TYPE !== 'UserAssignedMSI' &&
  MICROSOFT_APP_PASSWORD === ''
    ? 'MICROSOFT_APP_PASSWORD: is empty; only a managed identity needs none.'
    : undefined;

const endOfSecret: Check = ({ MICROSOFT_APP_PASSWORD, MICROSOFT_APP_PASSWORD_ENDS }) =>
  MICROSOFT_APP_PASSWORD === '' && MICROSOFT_APP_PASSWORD_ENDS !== ''
    ? 'MICROSOFT_APP_PASSWORD_ENDS: there is no password that could end; leave it out.'
    : undefined;

const CHECKS: readonly Check[] = [
  idGiven,
  tenantGiven,
  noSecretOfIdentity,
  secretGiven,
  endOfSecret,
];

/** The identity of the bot. */
export interface AppConfig {
  /** Entra application (client) id in lower case, as tokens name it; empty in the local profile only. */
  readonly id: string;
  readonly type: string;
  readonly tenantId: string;
  readonly password: string;
  /** End of the client secret, milliseconds since epoch; absent where it is unknown. */
  readonly passwordEnds?: number;
}

function configOf(values: IdentityValues): AppConfig {
  const { MICROSOFT_APP_PASSWORD_ENDS: endDay } = values;
  return {
    id: values.MICROSOFT_APP_ID.toLowerCase(),
    type: values.MICROSOFT_APP_TYPE,
    tenantId: values.MICROSOFT_APP_TENANT_ID.toLowerCase(),
    password: values.MICROSOFT_APP_PASSWORD,
    ...(endDay === '' ? {} : { passwordEnds: Date.parse(endDay) }),
  };
}

/** The settings that say who the bot is, as `config.ts` takes them: schema, what is told of them, what is checked, and the result. Pure. */
export const IDENTITY = { shape: SHAPE, settings: SETTINGS, checks: CHECKS, configOf };
