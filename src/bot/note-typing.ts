import type { TurnContext } from 'botbuilder';
import type { Drawn } from '../cards/draw-card';
import { handleCommand } from '../workflow/handle-command';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';

/**
 * Tells the record that its card, as the answer to a press, has fields to type into, or has none any more: nobody's edit takes what is
 * typed there. A failure costs that protection and nothing else.
 */
export async function noteTyping(
  ports: BotPorts,
  context: TurnContext,
  { ref }: Sender,
  answer: { readonly record: LiveRecord; readonly drawn: Drawn },
): Promise<void> {
  const { id, copies } = answer.record;
  const activityId = context.activity.replyToId;
  const isOpen = hasFields(answer.drawn);
  const isKnown = isOpen || copies.some(({ typing }) => typing?.by === ref.id);
  if (activityId === undefined || !isKnown) {
    return;
  }
  try {
    await handleCommand(ports, id, {
      typing: { by: ref.id, ...(isOpen ? { isOpen, activityId } : { isOpen }) },
    });
  } catch (error) {
    ports.log.warn({ id, err: error }, 'An open form is not protected from edits.');
  }
}

function hasFields({ content }: Drawn): boolean {
  return JSON.stringify(content).includes('"type":"Input.');
}
