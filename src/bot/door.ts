import { AuthenticationConstants, ClaimsIdentity } from 'botframework-connector';
import { TransientError } from '../errors';
import type { Log } from '../log';
import { CHANNEL } from './activity-envelope';
import type { IncomingBody } from './json-body';
import { createSigningKeys } from './signing-keys';
import { createTokenVerifier, type Verification, type VerifiedSender } from './token-verifier';
import { createVerifiedTokens } from './verified-tokens';

/** Who issues the tokens of incoming requests, and where the keys for them are found. One per cloud. */
export interface Issuer {
  readonly name: string;
  readonly metadataUrl: string;
}

/** What lets a request in, before anything is known of its body. */
export interface Pass {
  readonly identity: ClaimsIdentity;
  /** The service URL that the body must name; absent where the door stands open. */
  readonly serviceUrl?: string;
}

/** Whether a body may be read: the pass, or the status to refuse the request with. */
export type Admission =
  { readonly ok: true; readonly pass: Pass } | { readonly ok: false; readonly status: 401 | 503 };

/** Who may send us activities. Every refusal is one line in the log, without anything that came from outside. */
export interface Door {
  /**
   * Looks at the `Authorization` header, to be asked before the body is read: 401 for whatever does not prove that
   * Teams sends, 503 only when no signing keys can be had, since the request may be genuine. Never throws.
   */
  admit(authorization: string): Promise<Admission>;
  /** Whether the body is the business of who sent it: service URL, channel and tenant. Never throws. */
  mayBring(pass: Pass, body: IncomingBody): boolean;
}

/** What the door goes by. */
export interface DoorOptions {
  /** Empty leaves the door open (local profile on loopback only); config refuses that elsewhere. */
  readonly appId: string;
  readonly issuer: Issuer;
  /** Ids of the Entra tenants in whose chats and teams the bot answers. The Bot Framework checks none. */
  readonly allowedTenants: readonly string[];
  /** Milliseconds since epoch, real time. */
  readonly now: () => number;
  readonly log: Log;
}

/** A token and nothing else, in the letters of RFC 7515. */
const BEARER = /^bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i;

/** Hangs the door; nothing is fetched before the first knock. */
export function createDoor(options: DoorOptions): Door {
  return options.appId === '' ? createOpenDoor() : createGuardedDoor(options);
}

/** Everybody on this machine may come in; the claims are those that the framework gives when it checks nothing. */
function createOpenDoor(): Door {
  const pass = { identity: new ClaimsIdentity([], AuthenticationConstants.AnonymousAuthType) };

  return { admit: () => Promise.resolve({ ok: true, pass }), mayBring: () => true };
}

function createGuardedDoor(options: DoorOptions): Door {
  const { issuer, log } = options;
  const tenants = new Set(options.allowedTenants.map((id) => id.toLowerCase()));
  const keys = createSigningKeys({ ...options, metadataUrl: issuer.metadataUrl });
  const verifyToken = createTokenVerifier({ ...options, issuer: issuer.name, keys });
  const known = createVerifiedTokens<VerifiedSender>(options.now);

  const refused = (status: 401 | 403 | 503, reason: string): void => {
    log.warn({ status, reason }, 'A request was not let in.');
  };
  const prove = async (authorization: string): Promise<Verification> => {
    const [, token] = BEARER.exec(authorization) ?? [];
    const verification: Verification =
      token === undefined ? { ok: false, reason: 'no-token' } : await verifyToken(token);
    if (verification.ok) {
      known.keep(authorization, verification.sender, verification.sender.expiresAt);
    }

    return verification;
  };

  return {
    async admit(authorization) {
      const sender = known.get(authorization);
      if (sender !== undefined) {
        return { ok: true, pass: sender };
      }
      try {
        const verification = await prove(authorization);
        if (verification.ok) {
          return { ok: true, pass: verification.sender };
        }
        refused(401, verification.reason);
        return { ok: false, status: 401 };
      } catch (error) {
        const status = error instanceof TransientError ? 503 : 401;
        refused(status, status === 503 ? 'no-keys' : 'unverifiable');
        return { ok: false, status };
      }
    },
    mayBring(pass, body) {
      const flaw = flawOf(pass, body, tenants);
      if (flaw !== undefined) {
        refused(403, flaw);
      }

      return flaw === undefined;
    },
  };
}

/** What of a body does not belong to its sender. */
function flawOf(
  pass: Pass,
  body: IncomingBody,
  allowed: ReadonlySet<string>,
): 'service-url' | 'channel' | 'tenant' | undefined {
  if (body['serviceUrl'] !== pass.serviceUrl) {
    return 'service-url';
  }
  if (body['channelId'] !== CHANNEL) {
    return 'channel';
  }

  return isOfTenants(body, allowed) ? undefined : 'tenant';
}

/**
 * The host tenant stands in two places, of which each may be missing but not both. A guest's home tenant stands in
 * neither.
 */
function isOfTenants(body: IncomingBody, allowed: ReadonlySet<string>): boolean {
  const named = [
    fieldOf(body['conversation'], 'tenantId'),
    fieldOf(fieldOf(body['channelData'], 'tenant'), 'id'),
  ].filter((tenant) => tenant !== undefined && tenant !== null);

  return (
    named.length > 0 &&
    named.every((tenant) => typeof tenant === 'string' && allowed.has(tenant.toLowerCase()))
  );
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
