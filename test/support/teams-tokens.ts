/** Tokens as Teams sends them, and the pieces to forge some. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { MONDAY_9 } from './store-records';

export const APP_ID = '11111111-2222-4333-8444-555555555555';
export const TENANT = '66666666-7777-4888-8999-000000000000';
export const TOKEN_ISSUER = 'https://api.botframework.com';

/** A key that signs tokens, and the channels that it may sign for. */
export interface TokenKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly endorsements?: readonly string[];
}

export function tokenKey(kid: string, endorsements?: readonly string[]): TokenKey {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

  return { kid, ...pair, ...(endorsements === undefined ? {} : { endorsements }) };
}

/** What a token of Teams claims: valid for an hour, from five minutes before `at`. */
export function claimsOf(serviceUrl: string, at = MONDAY_9): Record<string, unknown> {
  const seconds = Math.floor(at / 1_000);

  return {
    serviceurl: serviceUrl,
    iss: TOKEN_ISSUER,
    aud: APP_ID,
    nbf: seconds - 300,
    exp: seconds + 3_600,
  };
}

/** Signs by RS256 whatever the header says. */
export function signedToken(
  key: TokenKey,
  claims: object,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const signed = unsigned({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header }, claims);

  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

/** The part of a token that is signed. */
export function unsigned(header: unknown, claims: unknown): string {
  return [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
}
