import type { AadUserConversationMember, Chat } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import type { BotPlace, ChatPlan, KickoffChats } from '../workflow/ports';
import type { GraphCall, GraphClient } from './graph-client';
import type { AppInstaller } from './installed-app';

/** What making a chat needs from elsewhere. */
export interface ChatParts {
  readonly installer: AppInstaller;
  /** Where to post as long as nobody in the chat is known. */
  readonly bot: BotPlace;
}

type Member = AadUserConversationMember & {
  readonly '@odata.type': '#microsoft.graph.aadUserConversationMember';
  readonly 'user@odata.bind': string;
};

/** Graph takes no more; a colon is not allowed. */
const TOPIC_MAX = 250;
const madeChat = z.object({ id: z.string().regex(/^19:.+/) });

/**
 * Makes group chats. Graph knows no key for it and joins no two requests, so `open` is one request that must not be repeated.
 * Source: learn.microsoft.com/graph/api/chat-post.
 */
export function createGraphKickoffChats(
  graph: GraphClient,
  { installer, bot }: ChatParts,
): KickoffChats {
  return {
    opensAnew: true,
    async open(_key, { topic, members }) {
      const body: Chat & { readonly members: readonly Member[] } = {
        chatType: 'group',
        topic: topic.replaceAll(':', ' ').slice(0, TOPIC_MAX),
        members: members.map((member) => memberOf(graph.root, member)),
      };
      const call: GraphCall = {
        ...{ method: 'POST', path: ['chats'], name: 'POST /chats', area: 'teams' },
        ...{ once: true, body },
      };
      const { id } = await graph.ask(call, madeChat);
      return { made: id };
    },
    async join(teamsId) {
      await installer.install({ chat: teamsId });
      return bot;
    },
  };
}

/** Guests of the tenant are guests of the chat; people of other tenants are owners and name their tenant. */
function memberOf(root: string, { id, account }: ChatPlan['members'][number]): Member {
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: [account?.kind === 'guest' ? 'guest' : 'owner'],
    'user@odata.bind': `${root}/users('${id.slice('person:'.length)}')`,
    ...(account?.kind === 'federated' ? { tenantId: account.tenantId } : {}),
  };
}
