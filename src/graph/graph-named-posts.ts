import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import type { NamedPosts } from '../workflow/ports';
import type { GraphClient } from './graph-client';

/**
 * Posts in chats as the person whose token it is given, which needs `ChatMessage.Send` of that person. Graph knows no key for it, so it
 * is one request that must not be repeated; it is plain text, so that nothing a person typed is read as markup.
 * Source: learn.microsoft.com/graph/api/chat-post-messages.
 */
export function createGraphNamedPosts(
  graph: GraphClient,
  proofOf: NamedPosts['proofOf'],
): NamedPosts {
  return {
    proofOf,
    post: (proof, chat, text) => {
      const body: ChatMessage = { body: { contentType: 'text', content: text } };
      return graph.tell({
        ...{ method: 'POST', path: ['chats', chat, 'messages'], area: 'teams' },
        ...{ name: 'POST /chats/{id}/messages', once: true, as: proof, body },
      });
    },
  };
}
