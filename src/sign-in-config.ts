import { z } from 'zod';
import { CLOUDS, type CloudName } from './cloud';
import { LOOPBACK_URL } from './graph-config';

const SHAPE = {
  SIGN_IN_CONNECTION: z
    .string()
    .regex(/^[\w.-]{0,64}$/, 'must be the name of an OAuth connection')
    .default(''),
  SIGN_IN_HOST: z
    .string()
    .refine(
      (host) => host === '' || LOOPBACK_URL.test(host),
      'must be left empty, or be a loopback address such as http://127.0.0.1:4200',
    )
    .default(''),
};

const SETTINGS = [
  {
    name: 'SIGN_IN_CONNECTION',
    purpose:
      'name of the OAuth connection of the Azure Bot with which an FPM signs in, to post in the kickoff chat in their own name; empty: nobody signs in',
    default: '',
  },
  {
    name: 'SIGN_IN_HOST',
    purpose:
      'token service of the Bot Framework; empty: that of `CLOUD`. Anything else is on loopback only, for tests',
    default: '',
  },
] as const;

type SignInValues = {
  readonly [Name in keyof typeof SHAPE]: z.output<(typeof SHAPE)[Name]>;
} & {
  readonly CLOUD: CloudName;
  readonly GRAPH: 'on' | 'off';
  readonly MICROSOFT_APP_ID: string;
};

type Check = (values: SignInValues) => string | undefined;

const possible: Check = ({ SIGN_IN_CONNECTION, GRAPH, MICROSOFT_APP_ID }) =>
  SIGN_IN_CONNECTION !== '' && (GRAPH === 'off' || MICROSOFT_APP_ID === '')
    ? 'SIGN_IN_CONNECTION: posting in the name of a person needs GRAPH=on and MICROSOFT_APP_ID.'
    : undefined;

const CHECKS: readonly Check[] = [possible];

/** How people sign in to the bot. */
export interface SignInConfig {
  /** Name of the OAuth connection of the bot's registration. */
  readonly connection: string;
  /** Scheme and host of the token service, without a slash at the end. */
  readonly tokenServiceUrl: string;
}

/** The settings in the words of the house; no `signIn` where nobody signs in. */
function configOf({ SIGN_IN_CONNECTION, SIGN_IN_HOST, CLOUD }: SignInValues): {
  readonly signIn?: SignInConfig;
} {
  return SIGN_IN_CONNECTION === ''
    ? {}
    : {
        signIn: {
          connection: SIGN_IN_CONNECTION,
          tokenServiceUrl: SIGN_IN_HOST === '' ? CLOUDS[CLOUD].tokenService : SIGN_IN_HOST,
        },
      };
}

/** The settings with which people sign in, as `config.ts` takes them: schema, what is told of them, what is checked, and the result. Pure. */
export const SIGN_IN = { shape: SHAPE, settings: SETTINGS, checks: CHECKS, configOf };
