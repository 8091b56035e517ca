import type { TurnContext } from 'botbuilder';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import type { OperatorPress } from '../cards/pressed';
import { noticeCard } from '../cards/simple-cards';
import { SENDING } from '../domain/setting/sending';
import { handleCommand } from '../workflow/handle-command';
import type { BotPorts, Sender } from './bot-ports';
import { causeOf } from './cause-of';
import { drawDelivery, drawDeliveryForm } from './delivery-turns';
import { commandOf } from './form-actions';
import { drawStuck, pressStuck, retryAll } from './stuck-turns';

/** A button of the operator's card (S24); nobody else's press changes or shows anything. */
export async function pressOperator(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  press: OperatorPress,
): Promise<Drawn> {
  if (!sender.person.isOperator) {
    return drawModel(noticeCard({ viewer: sender.viewer, refusal: { code: 'not-yours' } }));
  }
  switch (press.how) {
    case 'retry-all':
      return retryAll(ports, sender);
    case 'hold':
    case 'go-on':
      return setHold(ports, context, sender, press.how);
    case 'delivery-form':
      return drawDeliveryForm(sender);
    case 'delivery':
      return drawDelivery(ports, sender, press.number);
    default:
      return pressStuck(ports, sender, press, causeOf(context.activity));
  }
}

async function setHold(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  how: 'hold' | 'go-on',
): Promise<Drawn> {
  const order = { type: how === 'hold' ? 'HoldSending' : 'ReleaseSending' };
  const command = commandOf(ports, context, sender, order);
  const outcome = await handleCommand(ports, SENDING, { command });
  const draw = drawingFor(sender.viewer);
  if (outcome.ok && outcome.events.length > 0) {
    ports.log.warn({ how, by: sender.ref.id }, 'An operator holds all sending, or lets it go on.');
  }
  return drawStuck(ports, sender, outcome.ok ? draw.t(`stuck.said.${how}`) : undefined);
}
