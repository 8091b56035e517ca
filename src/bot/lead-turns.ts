import type { TurnContext } from 'botbuilder';
import type { Drawn } from '../cards/draw-card';
import type { LeadPress } from '../cards/pressed';
import { FIELDS, type FieldId } from '../domain/form/fields';
import type { RequestId } from '../domain/kernel';
import { answersOfForm } from '../domain/request/answers-of-form';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import type { TypedAnswers } from '../domain/request/request-commands';
import { loadRecord, loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { drawFor, maySee } from './draw-record';
import { showAgain } from './find-record';
import { openForm, type FormTurnPorts } from './form-turns';

/** What was said of the old request only: the customer is typed in the form, and the rest has to be said anew. */
const NOT_TAKEN_OVER: readonly FieldId[] = ['recentCustomer', 'difference', 'lead'];

/** Leads from a request to another one; the pressed card stays as it is. */
export async function leadOn(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: LeadPress,
): Promise<Drawn> {
  const { ports } = turn;
  const card = { id: press.id, card: 'request-partner' } as const;
  if (press.to === 'running') {
    const isShown = await showRunning(ports, sender, press.running);
    return drawFor(ports, sender, isShown ? card : { ...card, notice: { code: 'not-found' } });
  }
  const request = await loadState<Request>(ports, press.id);
  if (request === undefined || !isNumbered(request) || request.requester.id !== sender.ref.id) {
    return drawFor(ports, sender, { ...card, notice: { code: 'needs-requester' } });
  }
  return (await openFilled(turn, context, sender, request)) ?? drawFor(ports, sender, card);
}

async function showRunning(ports: BotPorts, sender: Sender, id: RequestId): Promise<boolean> {
  const record = await loadRecord(ports, id);
  return (
    record.state !== undefined &&
    maySee(record, sender.ref.id) &&
    (await showAgain(ports, sender, record))
  );
}

/** Opens the form with the answers of a request; why not, when the person may not request any more. */
function openFilled(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  request: NumberedRequest,
): Promise<Drawn | undefined> {
  return openForm(turn, context, sender, {
    answers: answersOf(request),
    from: request.id,
    isMarked: isThin(request),
  });
}

function answersOf({ form }: NumberedRequest): TypedAnswers {
  const answers = answersOfForm(form);
  const kept = FIELDS.filter((field) => !NOT_TAKEN_OVER.includes(field)).flatMap((field) => {
    const answer = answers[field];
    return answer === undefined ? [] : [[field, answer.typed] as const];
  });
  return Object.fromEntries(kept);
}

function isThin(request: NumberedRequest): boolean {
  return request.status === 'Denied' && request.reason === 'DENY_INSUFFICIENT_INFO';
}
