import { readConfig } from '../../src/config';
import { PermanentError } from '../../src/errors';

export const APP_ID = '11111111-2222-4333-8444-555555555555';
export const TENANT_ID = '66666666-7777-4888-8999-000000000000';
export const ADMIN_ID = '99999999-7777-4888-8999-000000000000';
export const OTHER_ID = '77777777-7777-4888-8999-000000000000';

/** The least a production process must be told. */
export const PRODUCTION = {
  MICROSOFT_APP_ID: APP_ID,
  MICROSOFT_APP_TENANT_ID: TENANT_ID,
  MAIL: 'outbox',
  ASSIGNMENT_CONTACT: 'team@contoso.example',
  FIRST_ADMINISTRATOR: ADMIN_ID,
};
/** The least a local process must be told. */
export const LOCAL = { PROFILE: 'local', HOST: '127.0.0.1' };

/** Addresses of an account and of an emulator. */
export const ACCOUNT = 'https://desk.documents.azure.com:443/';
export const EMULATOR = 'https://localhost:8081/';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with an environment, line by line; empty when it is taken. */
export function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toMatchObject({ code: 'config/invalid' });
    const [, ...lines] = (error as PermanentError).message.split('\n');
    return lines.map((line) => line.replace('  - ', ''));
  }
  return [];
}

/** Names of the settings that are complained about. */
export function wrongIn(env: Environment): readonly string[] {
  return problemsOf(env).map((line) => line.split(':')[0] ?? '');
}
