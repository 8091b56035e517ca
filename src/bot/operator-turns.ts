import type { TurnContext } from 'botbuilder';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import type { OperatorPress } from '../cards/pressed';
import { holdCard } from '../cards/sending-card';
import { noticeCard } from '../cards/simple-cards';
import { SENDING, type Sending } from '../domain/setting/sending';
import { handleCommand } from '../workflow/handle-command';
import { loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { causeOf } from './cause-of';
import { answerDelivery, drawDelivery, drawDeliveryForm } from './delivery-turns';
import { commandOf } from './form-actions';
import { drawOperatorsOnly, drawStuck, pressStuck, retryAll } from './stuck-turns';
import type { Recognised } from './understand';

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

/** A command for operators; everybody else reads that it is. */
export function answerOperator(
  ports: BotPorts,
  sender: Sender,
  { intent, number }: Recognised & { readonly intent: 'stuck' | 'delivery' | 'hold-sending' },
): Promise<Drawn> {
  switch (intent) {
    case 'stuck':
      return drawStuck(ports, sender);
    case 'delivery':
      return answerDelivery(ports, sender, number);
    case 'hold-sending':
      return askToHold(ports, sender);
  }
}

/** "hold sending": the question of it, or how things stand where it is held already; for operators. */
async function askToHold(ports: BotPorts, sender: Sender): Promise<Drawn> {
  if (!sender.person.isOperator) {
    return drawOperatorsOnly(sender);
  }
  const sending = await loadState<Sending>(ports, SENDING);
  return sending?.hold === undefined
    ? drawModel(holdCard({ viewer: sender.viewer }))
    : drawStuck(ports, sender);
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
