import type { TurnContext } from 'botbuilder';
import type { FormPress } from '../cards/pressed';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { messageCard } from '../cards/simple-cards';
import type {
  FormInput,
  FormOutcome,
  FormPort,
  FormPosition,
  FormWord,
} from '../dialogs/form-turn';
import type { Order } from '../domain/effects';
import type { CheckInId, CommandMeta, Refusal, RequestId } from '../domain/kernel';
import type { Request } from '../domain/request/request';
import type { TypedAnswers } from '../domain/request/request-commands';
import { handleCommand, type Outcome } from '../workflow/handle-command';
import type { Envelope, HistoryEvent } from '../workflow/record';
import { cardMessage, type BotPorts, type Sender } from './bot-ports';
import { causeOf } from './cause-of';
import { drawRecord } from './draw-record';

/** Keys under which one turn keeps who acts and what was answered. */
export const SENDER = Symbol('sender');
/** What the form answered to a pressed button, within one turn. */
export const FORM_ANSWER = Symbol('form answer');

/** What a new form begins with. */
export interface FormStart {
  readonly answers: TypedAnswers;
  /** What it is filled from; absent for a form that begins empty, or with what a sentence said. */
  readonly from?: RequestId | CheckInId;
  /** Whether it is shown at its first gap, with all gaps marked. */
  readonly isMarked?: boolean;
}

/** Opens the form as a draft of its own; whoever finds it begun already leaves it as it is. */
export async function startDraft(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  { id, answers, isMarked = false }: FormStart & { readonly id: RequestId },
): Promise<Outcome> {
  const order = { type: 'StartDraft', id, answers };
  const command = commandOf(ports, context, sender, order);
  const outcome = await handleCommand(ports, id, { command });
  const isOurs = outcome.record.events[0]?.causeId === command.causeId;
  return isMarked && isOurs ? markGaps(ports, id, command) : outcome;
}

/** Without the tick of the review a form is never whole, so that nothing is submitted by this. */
function markGaps(
  ports: BotPorts,
  id: RequestId,
  { by, at, causeId }: CommandMeta,
): Promise<Outcome> {
  const order = { type: 'Submit', answers: { lead: 'false' } };
  return handleCommand(ports, id, {
    command: { ...order, by, at, causeId: `${causeId}:gaps` },
  });
}

/** A command by this person, caused by this activity. */
export function commandOf(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  order: Order,
): NonNullable<Envelope['command']> {
  return { ...order, by: sender.ref, at: ports.clock.now(), causeId: causeOf(context.activity) };
}

/** What the form's dialog asks the house to do: saves and submits are commands, words get their own answers. */
export function createFormPort(ports: BotPorts): FormPort {
  return {
    act: async (context, position, input) => {
      const sender = context.turnState.get<Sender>(SENDER);
      const turn = { context, sender, position };
      return input.kind === 'press'
        ? actOnPress(ports, turn, input.press)
        : actOnWords(ports, turn, input);
    },
  };
}

interface FormTurn {
  readonly context: TurnContext;
  readonly sender: Sender;
  readonly position: FormPosition;
}

async function actOnPress(ports: BotPorts, turn: FormTurn, press: FormPress): Promise<FormOutcome> {
  const { context, sender } = turn;
  const outcome = await handleCommand(ports, press.id, {
    command: commandOf(ports, context, sender, orderOf(press)),
  });
  const notice = outcome.ok ? noticeOf(outcome.events) : outcome.refusal;
  answer(
    turn,
    drawRecord(
      ports,
      sender,
      { id: press.id, card: 'request-partner', ...(notice === undefined ? {} : { notice }) },
      outcome.record,
    ),
  );
  return whereNow(outcome);
}

/** A button of an older picture: what was typed there is kept, and the form stays where it is. */
function noticeOf(events: readonly HistoryEvent[]): Refusal | undefined {
  return events.some(({ isOvertaken }) => isOvertaken === true) ? { code: 'not-now' } : undefined;
}

function orderOf(press: FormPress): Order {
  const { answers, step: from } = press;
  switch (press.action) {
    case 'next':
    case 'back':
      return { type: 'SaveDraft', answers, from, go: press.action };
    case 'go':
      return { type: 'SaveDraft', answers, from, go: press.to ?? 'stay' };
    case 'save':
      return { type: 'SaveDraft', answers, go: 'away' };
    case 'continue':
      return { type: 'SaveDraft', answers: {}, go: 'stay' };
    case 'submit':
      return { type: 'Submit', answers, from };
    case 'guide':
      return { type: 'UseGuide', answers, from };
    case 'ask-fpm':
      return { type: 'SaveDraft', answers, go: 'stay' };
    case 'discard':
      return { type: 'DiscardDraft' };
    case 'start-over':
      return { type: 'StartOver' };
  }
}

const ORDER_OF_WORD: Readonly<Record<Exclude<FormWord, 'help'>, Order>> = {
  back: { type: 'SaveDraft', answers: {}, go: 'back' },
  cancel: { type: 'SaveDraft', answers: {}, go: 'away' },
  save: { type: 'SaveDraft', answers: {}, go: 'away' },
  'start-over': { type: 'StartOver' },
};

/** Words of the form act on it; any other text is answered. Either way the form is shown again at the bottom. */
async function actOnWords(
  ports: BotPorts,
  turn: FormTurn,
  input: Exclude<FormInput, { kind: 'press' }>,
): Promise<FormOutcome> {
  const { context, sender, position } = turn;
  const order =
    input.kind === 'word' && input.word !== 'help' ? ORDER_OF_WORD[input.word] : undefined;
  if (order === undefined) {
    const draw = drawingFor(sender.viewer);
    const text = draw.t(input.kind === 'word' ? 'form.side.help' : 'form.side.unknown');
    await context.sendActivity(
      cardMessage(
        drawModel(
          messageCard({ viewer: sender.viewer, title: 'form.side.title', text, offered: [] }),
        ),
      ),
    );
  }
  const command = order === undefined ? {} : { command: commandOf(ports, context, sender, order) };
  return whereNow(
    await handleCommand(ports, position.draftId, { ...command, showAgain: 'partner' }),
  );
}

function whereNow(outcome: Outcome): FormOutcome {
  const draft = outcome.record.state as Request | undefined;
  return draft?.status === 'Draft' && !draft.putAway ? draft.step : 'ended';
}

function answer(turn: FormTurn, drawn: Drawn): void {
  turn.context.turnState.set(FORM_ANSWER, drawn);
}
