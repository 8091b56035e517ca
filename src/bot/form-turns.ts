import type { TurnContext } from 'botbuilder';
import type { FormPress } from '../cards/pressed';
import type { Drawn } from '../cards/draw-card';
import type { DialogHost } from '../dialogs/dialog-host';
import { FORM_VERSION, type FormInput, type FormPosition } from '../dialogs/form-turn';
import { STEPS } from '../domain/form/fields';
import type { RefusalCode, RequestId } from '../domain/kernel';
import type { Draft, Request } from '../domain/request/request';
import type { TypedAnswers } from '../domain/request/request-commands';
import { handleCommand } from '../workflow/handle-command';
import { loadRecord, loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { drawFor, drawRecord } from './draw-record';
import { FORM_ANSWER, requestIdFor, SENDER, startDraft } from './form-actions';

/** A form turn's surroundings. */
export interface FormTurnPorts {
  readonly ports: BotPorts;
  readonly dialogs: DialogHost;
}

/** Opens a new form and its dialog; an open one is shown again instead, unless something new was said. The refusal is drawn when the person may not request. */
export async function openForm(
  { ports, dialogs }: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  answers: TypedAnswers,
): Promise<Drawn | undefined> {
  const id = requestIdFor(context.activity.id ?? '');
  if ((await loadState(ports, id)) !== undefined) {
    return undefined; // The same message once more: its form is there.
  }
  const open = await openPosition(ports, sender);
  if (open.position !== undefined && Object.keys(answers).length === 0) {
    await handleCommand(ports, open.position.draftId, { showAgain: 'partner' });
    return undefined;
  }
  const outcome = await startDraft(ports, context, sender, answers);
  if (!outcome.ok) {
    return drawFor(ports, sender, {
      id: outcome.record.id,
      card: 'request-partner',
      notice: outcome.refusal,
    });
  }
  const draft = outcome.record.state as Request;
  if (draft.status === 'Draft') {
    const { version } = await ports.positions.load(sender.ref.id);
    const position = await dialogs.begin(context, { draftId: draft.id, step: draft.step });
    await ports.positions.save(sender.ref.id, position, version);
  }
  return undefined;
}

/** Hands a word or a text to the open form; whether there was one. */
export async function continueForm(
  { ports, dialogs }: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  input: Exclude<FormInput, { kind: 'press' }>,
): Promise<boolean> {
  const { position, version } = await openPosition(ports, sender);
  if (position === undefined) {
    return false;
  }
  context.turnState.set(SENDER, sender);
  const next = await dialogs.continue(context, position, input);
  await ports.positions.save(sender.ref.id, next, version);
  return true;
}

/** Carries out a button of the form. A lost or foreign position is found again from the draft that the button belongs to. */
export async function pressForm(
  { ports, dialogs }: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: FormPress,
): Promise<Drawn> {
  const draft = await loadState<Request>(ports, press.id);
  if (draft?.status !== 'Draft' || draft.requester.id !== sender.ref.id) {
    return drawEnded(ports, context, sender, press);
  }
  const { version } = await ports.positions.load(sender.ref.id);
  context.turnState.set(SENDER, sender);
  const position = { draftId: draft.id, step: draft.step, formVersion: FORM_VERSION };
  const next = await dialogs.continue(context, position, { kind: 'press', press });
  await ports.positions.save(sender.ref.id, next, version);
  return context.turnState.get<Drawn>(FORM_ANSWER);
}

/** The form of a button is not open any more: the card shows what became of it, and why nothing happened unless this very press did it. */
async function drawEnded(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  press: FormPress,
): Promise<Drawn> {
  const record = await loadRecord(ports, press.id);
  const card = { id: press.id, card: 'request-partner' } as const;
  const isRepeat = record.events.some(({ causeId }) => causeId === context.activity.id);
  const code = whyEnded(record.state as Request | undefined, sender);
  return drawRecord(ports, sender, isRepeat ? card : { ...card, notice: { code } }, record);
}

function whyEnded(request: Request | undefined, sender: Sender): RefusalCode {
  if (request === undefined || request.status === 'Discarded' || request.status === 'Deflected') {
    return 'draft-gone';
  }
  return request.requester.id === sender.ref.id ? 'already-submitted' : 'not-yours';
}

/** The open form of a person, if its position still fits the draft it names. */
async function openPosition(
  ports: BotPorts,
  sender: Sender,
): Promise<{ readonly position?: FormPosition; readonly version?: string }> {
  const { position: kept, version } = await ports.positions.load(sender.ref.id);
  const known = version === undefined ? {} : { version };
  if (kept?.formVersion !== FORM_VERSION || !kept.draftId.startsWith('request:')) {
    return known;
  }
  const draft = await loadState<Request>(ports, kept.draftId as RequestId);
  return draft?.status === 'Draft' && !draft.putAway
    ? { ...known, position: positionOf(draft) }
    : known;
}

function positionOf(draft: Draft): FormPosition {
  const step = STEPS.find((one) => one === draft.step) ?? 'need';
  return { draftId: draft.id, step, formVersion: FORM_VERSION };
}
