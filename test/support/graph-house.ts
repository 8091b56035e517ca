import { createGraphClient, type GraphClient } from '../../src/graph/graph-client';
import type { FakeWatch } from './fake-watch';
import type { GraphFault, StrictGraph } from './strict-graph';
import type { GraphUser } from './strict-graph-state';

/** Longest wait for a call in these tests: a hang is over soon. */
export const TIMEOUT_MS = 400;

/** Every permission that some use of ours needs. */
export const ALL_ROLES = [
  'AppCatalog.Read.All',
  'Calendars.ReadWrite',
  'Chat.Create',
  'Mail.Send',
  'TeamsActivity.Send',
  'TeamsAppInstallation.ReadWriteSelfForChat.All',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'User.Read.All',
];

function user(digit: number, name: string, kind: GraphUser['kind'] = 'member'): GraphUser {
  const tail = String(digit).padStart(12, '0');
  return {
    id: `7f2c3b1e-0000-4000-8000-${tail}`,
    mail: `${name}@contoso.example`,
    kind,
    tenantId: kind === 'federated' ? '7f2c3b1e-0000-4000-8000-0000000000ff' : '',
  };
}

/** The people of these tests. */
export const FRAN = user(11, 'fran');
export const SAM = user(12, 'sam');
export const GUS = user(13, 'gus', 'guest');
export const FREYA = user(14, 'freya', 'federated');
/** The mailbox that mails come from. */
export const DESK = user(20, 'desk');

/** A client of a strict Graph, with a token that has these permissions. */
export function clientOf(
  graph: StrictGraph,
  roles: readonly string[] = ALL_ROLES,
  watch?: FakeWatch,
): GraphClient {
  const token = graph.token(roles);
  return createGraphClient({
    baseUrl: graph.baseUrl,
    credential: { getToken: () => Promise.resolve({ token }) },
    timeoutMs: TIMEOUT_MS,
    ...(watch === undefined ? {} : { watch }),
  });
}

/** What a fault means: the code of the error, and whether it is tried again. */
export function meaningOf(
  fault: GraphFault,
  isUnclear: boolean,
): { readonly name: string; readonly code: string } {
  if (isUnclear) {
    return { name: 'PermanentError', code: 'graph/unclear' };
  }
  const status = typeof fault === 'object' ? fault.status : 0;
  const refusals: Readonly<Record<number, string>> = {
    401: 'graph/refused',
    403: 'graph/refused',
    404: 'graph/gone',
    409: 'graph/faulty',
  };
  const code = refusals[status];
  return code === undefined
    ? { name: 'TransientError', code: status === 429 ? 'graph/throttled' : 'graph/unavailable' }
    : { name: 'PermanentError', code };
}
