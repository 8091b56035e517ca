import type { ConversationAddress } from '../domain/directory/conversation';
import type { Messenger, RenderedCard } from '../workflow/ports';
import type { Connector, ConversationRef } from './connector';

/** Sends living cards through the connector, one call each. */
export function createMessenger(connector: Connector): Messenger {
  return {
    post: (address, card) => connector.post(refOf(address), activityOf(card)),
    edit: (address, activityId, card) =>
      connector.edit(refOf(address), activityId, activityOf(card)),
  };
}

function refOf({ serviceUrl, teamsId, botId, tenantId }: ConversationAddress): ConversationRef {
  return { serviceUrl, conversationId: teamsId, botId, ...(tenantId === '' ? {} : { tenantId }) };
}

function activityOf(card: RenderedCard): object {
  return {
    summary: card.summary,
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: card.content },
    ],
  };
}
