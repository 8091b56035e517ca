import type { Activity } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationError,
  type BotFrameworkAuthentication,
} from 'botframework-connector';
import type { Log } from '../log';

/** Whether a request may become a turn: the proof of who sent it, or the status to refuse it with. */
export type Admission =
  | { readonly ok: true; readonly proof: AuthenticateRequestResult }
  | { readonly ok: false; readonly status: 401 | 503 };

/**
 * Checks the token of a request. The framework throws many kinds of error for a forged token and answers most of them
 * with 500 and its own words; here every one is a 401. Only when the signing keys cannot be fetched it is a 503, since
 * the request may be genuine. Never throws.
 */
export async function admitRequest(
  authentication: BotFrameworkAuthentication,
  activity: Activity,
  request: { readonly authorization: string; readonly log: Log },
): Promise<Admission> {
  try {
    return {
      ok: true,
      proof: await authentication.authenticateRequest(activity, request.authorization),
    };
  } catch (error) {
    const status = isOutage(error) ? 503 : 401;
    const reason = error instanceof Error ? error.name : 'unknown';
    request.log.warn({ status, reason }, 'A request was not let in.');

    return { ok: false, status };
  }
}

function isOutage(error: unknown): boolean {
  if (error instanceof AuthenticationError) {
    return error.statusCode >= 500;
  }

  // The name node-fetch gives its network errors.
  return error instanceof Error && error.name === 'FetchError';
}
