import type { Conversation } from '../domain/directory/conversation';
import type { BotPlace } from './ports';

/**
 * Where the bot asks for something in its own tenant. Who it is its settings say: a chat may be one of a tenant that is only let in.
 * Of what chats of its own tenant have told the first service URL is taken; it beats what is documented. Pure.
 */
export function placeOfBot(bot: BotPlace, chats: readonly Conversation[]): BotPlace {
  const ours = chats.find(({ tenantId }) => tenantId.toLowerCase() === bot.tenantId.toLowerCase());
  return ours === undefined ? bot : { ...bot, serviceUrl: ours.serviceUrl };
}
