/** The paths about the people of a tenant. */
import type { GraphState, GraphUser } from './strict-graph-state';
import { ID, inTenant, refusal, type Route, type RouteAnswer } from './strict-graph-route';

const NOT_FOUND = refusal(404, 'Request_ResourceNotFound');

function isAskedFor(query: Readonly<Record<string, string>>, fields: string): boolean {
  return Object.keys(query).join() === '$select' && query['$select'] === fields;
}

/** learn.microsoft.com/graph/api/user-get: `accountEnabled` is read with `User.Read.All` only. */
const readUser: Route = {
  name: 'GET /users/{id}',
  method: 'GET',
  path: new RegExp(`^/users/${ID}$`),
  permissions: ['User.Read.All'],
  answer(state, { ids: [id], query }) {
    if (!isAskedFor(query, 'id,displayName,mail,accountEnabled,userType')) {
      return refusal(400, 'Request_BadRequest', 'Query.');
    }
    const user = inTenant(state, id);
    return user === undefined ? NOT_FOUND : { status: 200, body: shown(user) };
  },
};

/** learn.microsoft.com/graph/api/user-list-manager: who has none is not found either. */
const readManager: Route = {
  name: 'GET /users/{id}/manager',
  method: 'GET',
  path: new RegExp(`^/users/${ID}/manager$`),
  permissions: ['User.Read.All'],
  answer(state, { ids: [id], query }) {
    if (!isAskedFor(query, 'id,displayName')) {
      return refusal(400, 'Request_BadRequest', 'Query.');
    }
    const boss = inTenant(state, inTenant(state, id)?.manager);
    return boss === undefined
      ? NOT_FOUND
      : {
          status: 200,
          body: {
            '@odata.type': '#microsoft.graph.user',
            id: boss.id,
            displayName: nameOf(boss),
          },
        };
  },
};

/** learn.microsoft.com/graph/api/profilephoto-get: no options, and who has none is not found. */
const readPhoto: Route = {
  name: 'GET /users/{id}/photos/48x48/$value',
  method: 'GET',
  path: new RegExp(`^/users/${ID}/photos/48x48/\\$value$`),
  permissions: ['ProfilePhoto.Read.All', 'User.Read.All'],
  answer(state, { ids: [id], query }) {
    const { photo } = inTenant(state, id) ?? {};
    if (Object.keys(query).length > 0) {
      return refusal(400, 'Request_BadRequest', 'Query.');
    }
    return photo === undefined ? refusal(404, 'ImageNotFound') : { status: 200, bytes: photo };
  },
};

/** Two clauses over one text, in which quotes and backslashes are escaped. */
const SEARCH = /^"displayName:((?:[^"\\]|\\["\\])+)" OR "mail:((?:[^"\\]|\\["\\])+)"$/;
const FIELDS = 'id,displayName,mail,userType,preferredLanguage,usageLocation';

/** learn.microsoft.com/graph/api/user-list, "Use the $search query parameter": an advanced query. */
const findUsers: Route = {
  name: 'GET /users',
  method: 'GET',
  path: /^\/users$/,
  permissions: ['User.ReadBasic.All', 'User.Read.All'],
  header: ['consistencylevel', 'eventual'],
  answer(state, { query }) {
    const { $search = '', $select, $top, ...rest } = query;
    const [, name, mail] = SEARCH.exec($search) ?? [];
    const isWhole = $select === FIELDS && $top === '10' && Object.keys(rest).length === 0;
    return name === undefined || name !== mail || !isWhole
      ? refusal(400, 'Request_BadRequest', 'Syntax error in $search.')
      : { status: 200, body: { value: matching(state, name.replace(/\\(["\\])/g, '$1')) } };
  },
};

/** Words of the name in any order, or the beginning of the address. */
function matching(state: GraphState, text: string): readonly object[] {
  const typed = text.toLowerCase();
  return state.users
    .filter((user) => {
      const words = nameOf(user).toLowerCase().split(' ');
      const isNamed = typed
        .split(' ')
        .every((part) => words.some((word) => part !== '' && word.startsWith(part)));
      return user.kind !== 'federated' && (isNamed || user.mail.startsWith(typed));
    })
    .slice(0, 10)
    .map((user) => ({
      ...shown(user),
      preferredLanguage: user.preferredLanguage ?? null,
      usageLocation: user.usageLocation ?? null,
    }));
}

function nameOf({ displayName, mail }: GraphUser): string {
  return displayName ?? mail;
}

function shown(user: GraphUser): NonNullable<RouteAnswer['body']> {
  return {
    id: user.id,
    displayName: nameOf(user),
    mail: user.mail === '' ? null : user.mail,
    accountEnabled: user.isDisabled !== true,
    userType: user.kind === 'guest' ? 'Guest' : 'Member',
  };
}

/** Routes of this file. */
export const PEOPLE_ROUTES: readonly Route[] = [readUser, readManager, readPhoto, findUsers];
