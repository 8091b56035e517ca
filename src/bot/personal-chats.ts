import type { Onboarding } from '../workflow/ports';
import type { ConnectorSource } from './connector';
import { translateSendFailure } from './send-failure';

/**
 * Asks Teams for the 1:1 chat of the bot with somebody, by their Entra object id; one that exists is given again. The bot must be
 * installed for them.
 * Source: learn.microsoft.com "Send proactive messages", create the conversation.
 */
export function createPersonalChats(
  source: ConnectorSource,
  now: () => number = Date.now,
): Onboarding['openChat'] {
  return async (person, { serviceUrl, tenantId, botId }) => {
    const asked = {
      isGroup: false,
      bot: { id: botId, name: '' },
      members: [{ id: person.slice('person:'.length), name: '' }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    };
    try {
      const { conversations } = await source.connectorFor(serviceUrl);
      const { id } = await conversations.createConversation(asked);
      return id;
    } catch (error) {
      throw translateSendFailure(error, now());
    }
  };
}
