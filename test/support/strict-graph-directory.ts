/** The paths about the registration of the bot. */
import { refusal, type Route } from './strict-graph-route';

/** learn.microsoft.com/graph/api/application-get: by `appId`, and only what was asked for. */
const readApplication: Route = {
  name: 'GET /applications(appId={id})',
  method: 'GET',
  path: /^\/applications\(appId='([0-9a-f-]{36})'\)$/,
  permissions: ['Application.Read.All'],
  answer(state, { ids, query }) {
    const isAsked =
      Object.keys(query).join() === '$select' && query['$select'] === 'passwordCredentials';
    if (!isAsked) {
      return refusal(400, 'BadRequest', 'Query.');
    }
    return ids[0] === state.app.externalId
      ? { status: 200, body: { passwordCredentials: state.secrets } }
      : refusal(404, 'Request_ResourceNotFound');
  },
};

/** What an application is read by. */
export const DIRECTORY_ROUTES: readonly Route[] = [readApplication];
