import type { TurnContext } from 'botbuilder';
import type { EngagementId, QuestionId, Refusal, RequestId } from '../domain/kernel';
import type { Engagement } from '../domain/engagement/engagement';
import type { Question, QuestionKind } from '../domain/question/question';
import { findStates } from '../workflow/find-states';
import { handleCommand } from '../workflow/handle-command';
import { loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { commandOf, requestIdFor } from './form-actions';

/** What somebody wants to ask, and about what; about nothing yet before any request. */
export interface QuestionStart {
  readonly kind: QuestionKind;
  readonly about?: RequestId | EngagementId;
}

/** Drafts of one person looked at; nobody leaves more of them lying about. */
const DRAFTS_LOOKED_AT = 20;

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
  const id = questionIdFor(context.activity.id ?? '');
  if ((await loadState(ports, id)) !== undefined) {
    return undefined; // The same message once more: its form is there.
  }
  const open = await openDraft(ports, sender, { kind, ...(await hangsOn(ports, about)) });
  if (open !== undefined) {
    await handleCommand(ports, open.id, { showAgain: 'from' });
    return undefined;
  }
  const order = { type: 'StartQuestion', id, kind, ...(about === undefined ? {} : { about }) };
  const outcome = await handleCommand(ports, id, {
    command: commandOf(ports, context, sender, order),
  });
  return outcome.ok ? undefined : outcome.refusal;
}

/** The id of the question that a typed or pressed "ask" opens: the same for a delivery that is repeated. */
function questionIdFor(activityId: string): QuestionId {
  return `question:${requestIdFor(activityId).slice('request:'.length)}`;
}

/** What is asked about an engagement hangs on its request. */
async function hangsOn(
  ports: BotPorts,
  about: QuestionStart['about'],
): Promise<{ readonly record?: string }> {
  if (about?.startsWith('engagement:') !== true) {
    return about === undefined ? {} : { record: about };
  }
  const engagement = await loadState<Engagement>(ports, about);
  return engagement === undefined ? {} : { record: engagement.request };
}

async function openDraft(
  ports: BotPorts,
  sender: Sender,
  { kind, record }: { readonly kind: QuestionKind; readonly record?: string },
): Promise<Question | undefined> {
  const tag = `drafter:${sender.ref.id}`;
  const drafts = await findStates<Question>(ports, {
    kind: 'question',
    tag,
    limit: DRAFTS_LOOKED_AT,
  });
  return drafts.find((draft) => draft.kind === kind && draft.about.record === record);
}
