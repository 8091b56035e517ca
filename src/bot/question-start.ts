import type { TurnContext } from 'botbuilder';
import type { EngagementId, Refusal, RequestId } from '../domain/kernel';
import type { Engagement } from '../domain/engagement/engagement';
import type { Question, QuestionKind } from '../domain/question/question';
import { handleCommand } from '../workflow/handle-command';
import { loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { causeOf } from './cause-of';
import { placeInRow } from './place-in-row';
import { commandOf } from './form-actions';
import { openQuestion } from './typed-question';

/** What somebody wants to ask, and about what; about nothing yet before any request. */
export interface QuestionStart {
  readonly kind: QuestionKind;
  readonly about?: RequestId | EngagementId;
}

/**
 * Opens the form of a question in the sender's own chat; nothing is sent to anybody else. An unfinished one about the same is shown
 * again instead of a second one. Why not, when they may not ask; the form itself is the answer otherwise.
 */
export async function startQuestion(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  { kind, about }: QuestionStart,
): Promise<Refusal | undefined> {
  const topic = `${kind} ${await hangsOn(ports, about)}`;
  const row = { kind: 'question', by: sender.ref.id, about: topic } as const;
  const { how, id } = await placeInRow(ports, row, causeOf(context.activity), isDraft);
  if (how === 'repeated') {
    return undefined; // The same message once more: its form is there.
  }
  if (how === 'open') {
    const isTakenUp = (await openQuestion(ports, sender))?.id === id;
    const command = commandOf(ports, context, sender, { type: 'TakeUp' });
    await handleCommand(ports, id, { ...(isTakenUp ? {} : { command }), showAgain: 'from' });
    return undefined;
  }
  const order = { type: 'StartQuestion', id, kind, ...(about === undefined ? {} : { about }) };
  const outcome = await handleCommand(ports, id, {
    command: commandOf(ports, context, sender, order),
  });
  return outcome.ok ? undefined : outcome.refusal;
}

function isDraft(question: unknown): boolean {
  return (question as Question).status === 'Draft';
}

/** What is asked about an engagement hangs on its request; what is asked before any request on nothing. */
async function hangsOn(ports: BotPorts, about: QuestionStart['about']): Promise<string> {
  if (about?.startsWith('engagement:') !== true) {
    return about ?? '';
  }
  return (await loadState<Engagement>(ports, about))?.request ?? about;
}
