/** What a route of the strict Graph is. */
import type { GraphState, GraphUser } from './strict-graph-state';

/** A request as a route sees it; what came after the fixed parts of the path is in `ids`. */
export interface RouteRequest {
  readonly ids: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Object id of the person whose token it is; absent for a token of the app. */
  readonly by: string | undefined;
}

/** What Graph answers. */
export interface RouteAnswer {
  readonly status: number;
  readonly body?: object;
  /** Instead of a body in JSON: a picture. */
  readonly bytes?: Buffer;
}

/** One method and path. */
export interface Route {
  /** As the tests and the log name it. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below `/v1.0`; groups are ids. */
  readonly path: RegExp;
  /** Any one of these lets it through; where there is none, any token of ours does. */
  readonly permissions: readonly string[];
  /** Only a person may ask for it: their scopes count, and an application's roles do not. */
  readonly isDelegated?: true;
  readonly contentType?: 'application/json' | 'text/plain';
  /** A header that it must have, name in lower case. */
  readonly header?: readonly [name: string, value: string];
  answer(state: GraphState, request: RouteRequest): RouteAnswer;
}

/** A refusal with Graph's own word for it. */
export function refusal(status: number, code: string, message = 'Refused.'): RouteAnswer {
  const innerError = {
    date: '2026-11-23T09:00:00',
    'request-id': 'graph',
    'client-request-id': '',
  };
  return { status, body: { error: { code, message, innerError } } };
}

/** An object id as part of a path. */
export const ID = '([0-9a-f]{8}-[0-9a-f-]{27})';
/** Scheme, host and version of a link between resources. */
export const ROOT = String.raw`https?://[^/]+/v1\.0`;

/** Somebody Graph knows, wherever they are at home. */
export function userOf(state: GraphState, id: string | undefined): GraphUser | undefined {
  return state.users.find((user) => user.id === id);
}

/** Whose mailbox or id it is; people of other tenants have neither here. */
export function inTenant(state: GraphState, id: string | undefined): GraphUser | undefined {
  const found = state.users.find((user) => user.id === id || user.mail === id);
  return found?.kind === 'federated' ? undefined : found;
}
