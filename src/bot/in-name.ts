import type { TurnContext } from 'botbuilder';
import type { Order } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { BotPorts, Sender } from './bot-ports';

/** Whether somebody may write in this chat in their own name: its FPM, in a group chat of Teams, where people can sign in. Pure. */
export function maySpeak(
  { signIn }: Pick<BotPorts, 'signIn'>,
  { kind, ref }: Sender,
  state: unknown,
): boolean {
  const { fpm } = (state ?? {}) as Partial<Pick<Engagement, 'fpm'>>;
  return signIn !== undefined && kind === 'group' && fpm?.id === ref.id;
}

/**
 * What is written in somebody's name, with what only the activity says: who they are to Teams, and in which chat they write. Nowhere
 * where it cannot be done; any other order is as it was. Pure.
 */
export function spokenBy(
  { signIn }: Pick<BotPorts, 'signIn'>,
  { activity }: TurnContext,
  { kind, conversation }: Sender,
  order: Order,
): Order {
  const isPossible = signIn !== undefined && kind === 'group';
  return order.type === 'SayInName'
    ? { ...order, teamsUser: activity.from.id, conversation: isPossible ? conversation : '' }
    : order;
}
