import { randomUUID } from 'node:crypto';
import type { Activity, TurnContext } from 'botbuilder';
import { drawModel } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { messageCard } from '../cards/simple-cards';
import { currentTrace } from '../trace';
import { answerInvoke, lateStatusOf, type FallbackReason } from './answer-invoke';
import { cardMessage, errorAnswer, type BotPorts } from './bot-ports';
import { strangerViewer } from './sender';

/** What a person reads out to the operator: the beginning of the trace, under which the log has everything. */
function referenceNow(): string {
  return (currentTrace() ?? randomUUID()).slice(0, 8);
}

/** Answers a turn that threw: a sentence with a reference that the log knows; nothing of the error itself. */
export async function answerFailure(
  ports: Pick<BotPorts, 'log'>,
  context: TurnContext,
  error: unknown,
): Promise<void> {
  const reference = referenceNow();
  ports.log.error({ reference, type: context.activity.type, err: error }, 'A turn failed.');
  const viewer = strangerViewer(context.activity);
  const text = drawingFor(viewer).t('error.text', { reference });
  if (context.activity.type === 'invoke') {
    await answerInvoke(context, errorAnswer(text), lateStatusOf(context.activity));
    return;
  }
  await context.sendActivity(
    cardMessage(drawModel(messageCard({ viewer, title: 'error.title', text }))),
  );
}

/** The answer of the edge itself, when a turn left none or takes too long. */
export function fallbackAnswer(
  log: BotPorts['log'],
  reason: FallbackReason,
  activity: Activity,
): object {
  const reference = referenceNow();
  log.warn({ reference, code: reason }, 'An invoke was answered by the edge.');
  return errorAnswer(drawingFor(strangerViewer(activity)).t('error.text', { reference }), reason);
}
