import type { TurnContext } from 'botbuilder';
import type { Drawn } from '../cards/draw-card';
import type { QuestionPress } from '../cards/pressed';
import type { QuestionId, RecordId } from '../domain/kernel';
import type { Question } from '../domain/question/question';
import type { Request } from '../domain/request/request';
import { loadRecord } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { drawFor, maySee, type DrawingOrder } from './draw-record';
import { showAgain } from './find-record';
import { startQuestion, type QuestionStart } from './question-start';

/** Carries out a button that begins a question, or opens what one is about; the pressed card stays. */
export async function pressQuestion(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  press: QuestionPress,
): Promise<Drawn> {
  switch (press.action) {
    case 'start': {
      const card = { id: press.id, card: press.card };
      return begin(ports, context, sender, { card, kind: press.topic, about: press.id });
    }
    case 'again':
      return askAgain(ports, context, sender, press.id);
    case 'open':
      return openTopic(ports, sender, press.id);
  }
}

async function begin(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  { card, ...start }: QuestionStart & { readonly card: DrawingOrder },
): Promise<Drawn> {
  const refusal = await startQuestion(ports, context, sender, start);
  // An old client shows its answer to everybody in the chat: there is no line for one of them.
  const isElsewhere = sender.kind !== 'personal' && context.activity.type === 'invoke';
  const notice = refusal ?? (isElsewhere ? ({ code: 'in-own-chat' } as const) : undefined);
  return drawFor(ports, sender, { ...card, ...(notice === undefined ? {} : { notice }) });
}

/** What comes up again is a question of its own about the same. */
async function askAgain(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  id: QuestionId,
): Promise<Drawn> {
  const card = { id, card: 'question' } as const;
  const question = (await loadRecord(ports, id)).state as Question | undefined;
  if (question?.from.id !== sender.ref.id) {
    return drawFor(ports, sender, { ...card, notice: { code: 'not-yours' } });
  }
  const { kind, about } = question;
  return begin(ports, context, sender, {
    card,
    kind,
    ...(about.record === undefined ? {} : { about: about.record }),
  });
}

/** Shows the reader's living card of the request or its engagement once more, below the question. */
async function openTopic(ports: BotPorts, sender: Sender, id: QuestionId): Promise<Drawn> {
  const card = { id, card: 'question' } as const;
  const record = await loadRecord(ports, id);
  const isTheirs = record.state !== undefined && maySee(record, sender.ref.id);
  const { about } = (record.state ?? {}) as Partial<Question>;
  const isShown =
    isTheirs && (await showFirst(ports, sender, await topicsOf(ports, about?.record)));
  return drawFor(ports, sender, { ...card, ...(isShown ? {} : { notice: { code: 'not-found' } }) });
}

/** The engagement first: whoever has a card of it works with that one. */
async function topicsOf(
  ports: BotPorts,
  request: RecordId | undefined,
): Promise<readonly RecordId[]> {
  if (request === undefined) {
    return [];
  }
  const state = (await loadRecord(ports, request)).state as Request | undefined;
  return state !== undefined && 'engagement' in state ? [state.engagement, request] : [request];
}

async function showFirst(
  ports: BotPorts,
  sender: Sender,
  ids: readonly RecordId[],
): Promise<boolean> {
  for (const id of ids) {
    const record = await loadRecord(ports, id);
    const isTheirs = record.state !== undefined && maySee(record, sender.ref.id);
    if (isTheirs && (await showAgain(ports, sender, record))) {
      return true;
    }
  }
  return false;
}
