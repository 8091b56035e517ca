import type { TurnContext } from 'botbuilder';
import { drawCard, type Drawn } from '../cards/draw-card';
import type { Order } from '../domain/effects';
import type { RequestId } from '../domain/kernel';
import { gatherDuties } from '../workflow/duties';
import { todayOf } from '../workflow/duty-watch';
import { handleCommand, type Outcome } from '../workflow/handle-command';
import { loadRecord } from '../workflow/load-record';
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

/** Gives each of these requests the same command, one after the other: the experts that are free change with each. */
export async function orderEach(
  { ports, context, sender }: TodayTurn,
  ids: readonly RequestId[],
  order: Order,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const id of ids) {
    const command = commandOf(ports, context, sender, order);
    outcomes.push(await handleCommand(ports, id, { command }));
  }
  return outcomes;
}

/** The sender's Today as it stands now; `typed` holds the page, and what is said on it. */
export async function drawToday(
  { ports, sender }: TodayTurn,
  outcome?: Outcome,
  typed: Readonly<Record<string, string>> = {},
): Promise<Drawn> {
  const { id } = sender.ref;
  const { state } = outcome?.record ?? (await loadRecord(ports, todayOf(id)));
  const at = ports.clock.now();
  const duties = await gatherDuties(ports, id, at);
  const today = { ...(state as object), duties };
  return drawCard('today', { state: today, face: 'front', viewer: sender.viewer, at, typed });
}
