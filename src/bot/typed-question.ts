import type { TurnContext } from 'botbuilder';
import { shortened } from '../cards/drawing';
import type { Drawn } from '../cards/draw-card';
import { textWith, type QuestionDraft } from '../domain/question/question';
import type { Instant } from '../domain/kernel';
import type { Draft } from '../domain/request/request';
import { findRecords } from '../workflow/find-states';
import { handleCommand } from '../workflow/handle-command';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { drawRecord } from './draw-record';
import { commandOf } from './form-actions';

/** So long after the last word on it, what is typed in the chat is meant for an unfinished question. A day, in milliseconds. */
const MEANT_MS = 86_400_000;
/** What is shown again of a text that was refused; a card of Teams holds 28 KB in all, and no text may be nearly as long. */
const SHOWN_CHARS = 5000;

/** What became of a typed text: the living card took it, or this card says why not; `none` when no question waits for words. */
export type TypedQuestion = 'taken' | 'none' | Drawn;

/**
 * Puts a text that is no command into the field of the question its writer has open, if nothing was opened or filled in since. The card
 * moves down with it; nothing is sent to anybody before its button is pressed.
 */
export async function typeIntoQuestion(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  text: string,
): Promise<TypedQuestion> {
  const draft = await openQuestion(ports, sender);
  if (draft === undefined) {
    return 'none';
  }
  const command = commandOf(ports, context, sender, { type: 'TakeUp', text });
  const outcome = await handleCommand(ports, draft.id, { command, showAgain: 'from' });
  if (outcome.ok) {
    return 'taken';
  }
  const { record, refusal } = outcome;
  const all = textWith(record.state as QuestionDraft, text);
  const typed = { text: shortened(all, SHOWN_CHARS) };
  return drawRecord(
    ports,
    sender,
    { id: record.id, card: 'question', notice: refusal, typed },
    record,
  );
}

/** The unfinished question that was begun or taken up last, unless its asker has gone on with an open form since. */
export async function openQuestion(
  ports: BotPorts,
  sender: Sender,
): Promise<LiveRecord | undefined> {
  const tag = `drafter:${sender.ref.id}`;
  const [question] = await findRecords(ports, { kind: 'question', tag, limit: 1 });
  if (question === undefined || lastAt(question) < ports.clock.now() - MEANT_MS) {
    return undefined;
  }
  const [form] = await findRecords(ports, { kind: 'request', tag, limit: 1 });
  const isPassed =
    form !== undefined && !(form.state as Draft).putAway && lastAt(form) > lastAt(question);
  return isPassed ? undefined : question;
}

function lastAt({ events }: LiveRecord): Instant {
  return events.at(-1)?.at ?? 0;
}
