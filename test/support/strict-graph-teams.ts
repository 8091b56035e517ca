/** The paths about chats, apps and the activity feed. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import manifest from '../../manifest/manifest.json';
import type { GraphState } from './strict-graph-state';
import {
  ID,
  inTenant,
  refusal,
  ROOT,
  userOf,
  type Route,
  type RouteAnswer,
} from './strict-graph-route';

/** learn.microsoft.com/graph/api/chat-post */
const chatBody = z.strictObject({
  chatType: z.literal('group'),
  topic: z
    .string()
    .min(1)
    .max(250)
    .regex(/^[^:]*$/),
  members: z
    .array(
      z.strictObject({
        '@odata.type': z.literal('#microsoft.graph.aadUserConversationMember'),
        roles: z.tuple([z.enum(['owner', 'guest'])]),
        'user@odata.bind': z.string().regex(new RegExp(`^${ROOT}/users\\('${ID}'\\)$`)),
        tenantId: z.guid().optional(),
      }),
    )
    .min(2),
});

const createChat: Route = {
  name: 'POST /chats',
  method: 'POST',
  path: /^\/chats$/,
  permissions: ['Chat.Create'],
  contentType: 'application/json',
  answer(state, { body }) {
    const chat = chatBody.safeParse(body);
    if (!chat.success) {
      return refusal(400, 'BadRequest', chat.error.message);
    }
    const members = chat.data.members.map((member) => ({
      id: /'([^']+)'/.exec(member['user@odata.bind'])?.[1] ?? '',
      role: member.roles[0],
      ...(member.tenantId === undefined ? {} : { tenantId: member.tenantId }),
    }));
    const users = members.map(({ id }) => userOf(state, id));
    if (users.includes(undefined)) {
      return refusal(404, 'NotFound');
    }
    const isRight = members.every(({ role, tenantId }, index) => {
      const user = users[index];
      const isGuest = user?.kind === 'guest';
      return (
        role === (isGuest ? 'guest' : 'owner') &&
        tenantId === (user?.kind === 'federated' ? user.tenantId : undefined)
      );
    });
    if (!isRight || new Set(members.map(({ id }) => id)).size < members.length) {
      return refusal(400, 'BadRequest', 'Invalid role or tenant of a member.');
    }
    const id = `19:${String(state.chats.length + 1).padStart(32, '0')}@thread.v2`;
    state.chats.push({ id, topic: chat.data.topic, members, apps: [] });
    return { status: 201, body: { id, topic: chat.data.topic, chatType: 'group' } };
  },
};

/** learn.microsoft.com/graph/api/chat-post-messages; plain text only: nothing we post is markup. */
const messageBody = z.strictObject({
  body: z.strictObject({ contentType: z.literal('text'), content: z.string().min(1).max(20_000) }),
});

const sendMessage: Route = {
  name: 'POST /chats/{id}/messages',
  method: 'POST',
  path: /^\/chats\/(19:[\w-]+@thread\.v2)\/messages$/,
  permissions: ['ChatMessage.Send'],
  isDelegated: true,
  contentType: 'application/json',
  answer(state, { ids: [id], body, by = '' }) {
    const message = messageBody.safeParse(body);
    if (!message.success) {
      return refusal(400, 'BadRequest', message.error.message);
    }
    const chat = state.chats.find((one) => one.id === id);
    if (chat === undefined) {
      return refusal(404, 'NotFound');
    }
    if (!chat.members.some((member) => member.id === by)) {
      return refusal(403, 'InsufficientPrivileges', 'The caller is not in this chat.');
    }
    state.messages.push({ chat: chat.id, from: by, content: message.data.body.content });
    const sent = String(state.messages.length);
    return { status: 201, body: { id: sent, messageType: 'message', chatId: id } };
  },
};

/** learn.microsoft.com/graph/api/chat-post-installedapps, …/userteamwork-post-installedapps */
const installBody = z.strictObject({
  'teamsApp@odata.bind': z.string().regex(new RegExp(`^${ROOT}/appCatalogs/teamsApps/${ID}$`)),
});

function install(state: GraphState, body: unknown, apps: string[] | Set<string>): RouteAnswer {
  const parsed = installBody.safeParse(body);
  if (!parsed.success) {
    return refusal(400, 'BadRequest', parsed.error.message);
  }
  const app = parsed.data['teamsApp@odata.bind'].split('/').at(-1);
  if (app !== state.app.catalogId) {
    return refusal(404, 'NotFound');
  }
  if ([...apps].includes(app)) {
    return refusal(409, 'Conflict');
  }
  if (apps instanceof Set) {
    apps.add(app);
  } else {
    apps.push(app);
  }
  return { status: 201 };
}

const installInChat: Route = {
  name: 'POST /chats/{id}/installedApps',
  method: 'POST',
  path: /^\/chats\/(19:[\w-]+@thread\.v2)\/installedApps$/,
  permissions: ['TeamsAppInstallation.ReadWriteSelfForChat.All'],
  contentType: 'application/json',
  answer(state, { ids: [id], body }) {
    const chat = state.chats.find((one) => one.id === id);
    return chat === undefined ? refusal(404, 'NotFound') : install(state, body, chat.apps);
  },
};

const installForUser: Route = {
  name: 'POST /users/{id}/teamwork/installedApps',
  method: 'POST',
  path: new RegExp(`^/users/${ID}/teamwork/installedApps$`),
  permissions: ['TeamsAppInstallation.ReadWriteSelfForUser.All'],
  contentType: 'application/json',
  answer(state, { ids: [id = ''], body }) {
    const user = inTenant(state, id);
    if (user === undefined) {
      return refusal(404, 'NotFound');
    }
    if (user.isBarred === true) {
      return refusal(403, 'Forbidden', 'App is blocked by app permission policy.');
    }
    const apps = state.personalApps.get(id) ?? new Set();
    state.personalApps.set(id, apps);
    return install(state, body, apps);
  },
};

/** learn.microsoft.com/graph/api/appcatalogs-list-teamsapps */
const findApp: Route = {
  name: 'GET /appCatalogs/teamsApps',
  method: 'GET',
  path: /^\/appCatalogs\/teamsApps$/,
  permissions: ['AppCatalog.Read.All'],
  answer(state, { query }) {
    const { $filter = '', $select, ...rest } = query;
    const [, externalId] = new RegExp(`^externalId eq '${ID}'$`).exec($filter) ?? [];
    if (externalId === undefined || $select !== 'id' || Object.keys(rest).length > 0) {
      return refusal(400, 'BadRequest', 'Invalid filter clause.');
    }
    const { app } = state;
    return {
      status: 200,
      body: { value: externalId === app.externalId ? [{ id: app.catalogId }] : [] },
    };
  },
};

/** learn.microsoft.com/graph/api/userteamwork-sendactivitynotification */
const feedBody = z.strictObject({
  topic: z.strictObject({
    source: z.literal('text'),
    value: z.string().min(1),
    webUrl: z.string().regex(/^https:\/\/(teams\.microsoft\.com|\w+\.teams\.microsoft\.us)\//),
  }),
  activityType: z.enum(manifest.activities.activityTypes.map(({ type }) => type)),
  previewText: z.strictObject({ content: z.string().min(1).max(150) }),
  templateParameters: z.array(z.strictObject({ name: z.string(), value: z.string().min(1) })),
  chainId: z.number().int().optional(),
});

/** Every place of the template in the manifest is filled, and nothing else. */
function fillsTemplate({ activityType, templateParameters }: z.output<typeof feedBody>): boolean {
  const { templateText = '' } =
    manifest.activities.activityTypes.find(({ type }) => type === activityType) ?? {};
  const places = [...templateText.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return isDeepStrictEqual(
    places,
    templateParameters.map(({ name }) => name),
  );
}

const notify: Route = {
  name: 'POST /users/{id}/teamwork/sendActivityNotification',
  method: 'POST',
  path: new RegExp(`^/users/${ID}/teamwork/sendActivityNotification$`),
  permissions: ['TeamsActivity.Send.User', 'TeamsActivity.Send'],
  contentType: 'application/json',
  answer(state, { ids: [user = ''], body }) {
    const parsed = feedBody.safeParse(body);
    if (!parsed.success) {
      return refusal(400, 'BadRequest', parsed.error.message);
    }
    if (!fillsTemplate(parsed.data)) {
      return refusal(400, 'BadRequest', 'Template parameters do not match.');
    }
    if (inTenant(state, user) === undefined) {
      return refusal(404, 'NotFound');
    }
    if (state.personalApps.get(user)?.has(state.app.catalogId) !== true) {
      return refusal(403, 'Forbidden', 'Application is not installed for the user.');
    }
    const { chainId } = parsed.data;
    const index = state.feed.findIndex(
      (one) => one.user === user && chainId !== undefined && one.body['chainId'] === chainId,
    );
    state.feed.splice(index < 0 ? state.feed.length : index, 1, { user, body: parsed.data });
    return { status: 204 };
  },
};

/** Routes of this file. */
export const TEAMS_ROUTES: readonly Route[] = [
  createChat,
  sendMessage,
  installInChat,
  installForUser,
  findApp,
  notify,
];
