import { PermanentError } from '../errors';
import type { Onboarding } from '../workflow/ports';
import { INSTALL_FOR_USER, type AppInstaller } from './installed-app';

/**
 * Installs the app for people. What Graph refuses because of ourselves (the app is not uploaded yet, a permission is missing, our token
 * is not taken) is told as `graph/faulty`, whomever it was asked for: it says nothing about them, and ends as soon as somebody mends it.
 */
export function createGraphOnboarding(
  installer: AppInstaller,
  parts: Pick<Onboarding, 'bot' | 'openChat'>,
): Onboarding {
  return {
    ...parts,
    install: (person) =>
      installer.install({ user: person.slice('person:'.length) }).catch((error: unknown) => {
        throw isOurs(error) ? oursAs(error) : error;
      }),
  };
}

function isOurs(error: unknown): error is PermanentError {
  if (!(error instanceof PermanentError)) {
    return false;
  }
  const { call, status, isUngranted } = error.details;
  return call !== INSTALL_FOR_USER || status === 401 || isUngranted === true;
}

function oursAs(cause: PermanentError): PermanentError {
  const { details } = cause;
  return new PermanentError('graph/faulty', 'SME Desk cannot be installed for anybody.', {
    ...{ details, cause },
  });
}
