import type { TurnContext } from 'botbuilder';
import type { Order } from '../domain/effects';
import { todayOf } from '../workflow/duty-watch';
import { handleCommand, type Outcome } from '../workflow/handle-command';
import type { BotPorts, Sender } from './bot-ports';
import { commandOf } from './form-actions';

/** One turn of somebody's Today. */
export interface TodayTurn {
  readonly ports: BotPorts;
  readonly context: TurnContext;
  readonly sender: Sender;
}

/** Gives the sender's own Today a command. */
export function orderToday(
  { ports, context, sender }: TodayTurn,
  command: Order,
): Promise<Outcome> {
  return handleCommand(ports, todayOf(sender.ref.id), {
    command: commandOf(ports, context, sender, command),
  });
}
